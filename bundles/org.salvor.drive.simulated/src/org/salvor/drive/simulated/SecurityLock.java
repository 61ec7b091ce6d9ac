package org.salvor.drive.simulated;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.salvor.ata.SecurityState;

/** The security feature set: a user password, five tries, frozen until power goes. The master password is 32 blanks. */
final class SecurityLock {
    private static final int PASSWORD = 2;
    private static final int PASSWORD_BYTES = 32;
    private static final int TRIES = 5;
    private final byte[] master = padded("");
    private byte[] user;
    private boolean maximum;
    private boolean locked;
    private boolean frozen;
    private int triesLeft = TRIES;

    /** @param password user password, up to 32 ASCII characters; empty for none */
    SecurityLock(String password) {
        user = password.isEmpty() ? null : padded(password);
        locked = user != null;
    }

    SecurityState state() {
        return new SecurityState(true, user != null, locked, frozen, triesLeft == 0, false, user != null && maximum);
    }

    /** Whether media access is refused. */
    boolean locked() {
        return locked;
    }

    void powerOn() {
        locked = user != null;
        frozen = false;
        triesLeft = TRIES;
    }

    /**
     * Commands F1h to F6h.
     *
     * @param block the 512 bytes sent with it, empty for none
     */
    Reply command(int command, byte[] block) {
        if (command == 0xF5) {
            if (locked) {
                return Reply.aborted();
            }
            frozen = true;
            return Reply.good();
        }
        boolean complete = block.length == 512 || command == 0xF3;
        if (frozen || !complete) {
            return Reply.aborted();
        }
        return switch (command) {
        case 0xF1 -> set(block);
        case 0xF2 -> unlock(block);
        case 0xF6 -> disable(block);
        // SECURITY ERASE PREPARE and UNIT: this drive refuses to erase
        default -> Reply.aborted();
        };
    }

    private Reply set(byte[] block) {
        if (locked) {
            return Reply.aborted();
        }
        byte[] password = Arrays.copyOfRange(block, PASSWORD, PASSWORD + PASSWORD_BYTES);
        if ((block[0] & 1) == 1) {
            System.arraycopy(password, 0, master, 0, PASSWORD_BYTES);
        } else {
            user = password;
            maximum = (block[1] & 1) == 1;
        }
        return Reply.good();
    }

    private Reply unlock(byte[] block) {
        if (triesLeft == 0) {
            return Reply.aborted();
        }
        if (matches(block)) {
            locked = false;
            return Reply.good();
        }
        triesLeft--;
        return Reply.aborted();
    }

    private Reply disable(byte[] block) {
        if (locked || !matches(block)) {
            return Reply.aborted();
        }
        user = null;
        return Reply.good();
    }

    private boolean matches(byte[] block) {
        boolean asMaster = (block[0] & 1) == 1;
        byte[] expected = asMaster ? maximum ? null : master : user;
        return expected != null && Arrays.equals(block, PASSWORD, PASSWORD + PASSWORD_BYTES, expected, 0, PASSWORD_BYTES);
    }

    private static byte[] padded(String password) {
        byte[] bytes = new byte[PASSWORD_BYTES];
        Arrays.fill(bytes, (byte) (password.isEmpty() ? ' ' : 0));
        byte[] text = password.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, bytes, 0, Math.min(text.length, PASSWORD_BYTES));
        return bytes;
    }
}
