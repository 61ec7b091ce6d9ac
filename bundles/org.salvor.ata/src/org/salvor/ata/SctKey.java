package org.salvor.ata;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * A key sector of SMART command transport: the 512 bytes written to log E0h, in which the command hides (ACS-4 8; long sector access from
 * ATA8-ACS 8.3.1). Immutable.
 *
 * @param raw the 512 bytes; copied in and out
 */
public record SctKey(byte[] raw) {
    private static final int LONG_SECTOR = 1;
    private static final int ERROR_RECOVERY = 3;
    private static final int FEATURE_CONTROL = 4;
    private static final int DATA_TABLE = 5;
    private static final int TEMPERATURE_HISTORY = 2;

    /** Which of the two error recovery timers. */
    public enum Timer {
        READ, WRITE;

        int selection() {
            return ordinal() + 1;
        }
    }

    /** @throws IllegalArgumentException when {@code raw} is not 512 bytes */
    public SctKey {
        if (raw.length != Payload.BLOCK) {
            throw new IllegalArgumentException("an SCT key has 512 bytes, not " + raw.length);
        }
        raw = raw.clone();
    }

    /**
     * Reads a key sector.
     *
     * @throws AtaFormatException when it is not 512 bytes
     */
    public static SctKey decode(MemorySegment key) throws AtaFormatException {
        return new SctKey(Pages.bytes("SCT key sector", key));
    }

    /** READ LONG of one sector at a 48-bit LBA; the data comes from log E1h. */
    public static SctKey readLong(long lba) {
        if (lba < 0 || lba >>> 48 != 0) {
            throw new IllegalArgumentException("LBA " + lba + " does not fit 48 bits");
        }
        return of(LONG_SECTOR, 1, (int) lba & 0xFFFF, (int) (lba >> 16) & 0xFFFF, (int) (lba >> 32) & 0xFFFF, 0);
    }

    /**
     * Sets how long the drive tries to recover a sector, until power goes.
     *
     * @param deciseconds in 100 ms, 0-65,535; 0 takes the limit away
     */
    public static SctKey setTimer(Timer timer, int deciseconds) {
        if (deciseconds < 0 || deciseconds > 0xFFFF) {
            throw new IllegalArgumentException("no error recovery timer of " + deciseconds + " × 100 ms");
        }
        return of(ERROR_RECOVERY, 1, timer.selection(), deciseconds);
    }

    /** Asks for a recovery timer; the answer lies in the registers, see {@link #timerOf(Registers)}. */
    public static SctKey getTimer(Timer timer) {
        return of(ERROR_RECOVERY, 2, timer.selection());
    }

    /** The timer in 100 ms that the drive answered to {@link #getTimer(Timer)}: count in the low byte, LBA 7:0 in the high one. */
    public static int timerOf(Registers registers) {
        return registers.count() & 0xFF | (int) (registers.lba() & 0xFF) << 8;
    }

    /** Asks for the table of temperatures; it comes from log E1h. */
    public static SctKey temperatureHistory() {
        return of(DATA_TABLE, 1, TEMPERATURE_HISTORY);
    }

    /** A key of the given leading words, the rest 0. */
    public static SctKey of(int... words) {
        byte[] raw = new byte[Payload.BLOCK];
        for (int index = 0; index < words.length; index++) {
            raw[2 * index] = (byte) words[index];
            raw[2 * index + 1] = (byte) (words[index] >> 8);
        }
        return new SctKey(raw);
    }

    @Override
    public byte[] raw() {
        return raw.clone();
    }

    /** Word {@code index}, 0-255, as an unsigned number. */
    public int word(int index) {
        return raw[2 * index] & 0xFF | (raw[2 * index + 1] & 0xFF) << 8;
    }

    /** What kind of command. */
    public int action() {
        return word(0);
    }

    /** What of that kind. */
    public int function() {
        return word(1);
    }

    /** The sector of a long read or write: words 2 to 5, 48 bits. */
    public long lba() {
        return word(2) | (long) word(3) << 16 | (long) word(4) << 32;
    }

    /** What it does to the drive; {@link Effect#UNKNOWN} for any key not known for certain, down to its reserved words. */
    public Effect effect() {
        return kind().effect;
    }

    /** What it is called. */
    public String title() {
        return kind().title;
    }

    SctKind kind() {
        return SctKind.of(new Payload(Payload.BLOCK, raw));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SctKey key && Arrays.equals(raw, key.raw);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(raw);
    }

    @Override
    public String toString() {
        return "SCT " + title();
    }

    /** The keys that are known. */
    enum SctKind {
        READ_LONG("read long", Effect.READS), WRITE_LONG("write long", Effect.WRITES), WRITE_SAME("write same", Effect.WRITES),
        SET_TIMER("set error recovery timer", Effect.CHANGES_VOLATILE), GET_TIMER("get error recovery timer", Effect.READS),
        SET_STORED_TIMER("set stored error recovery timer", Effect.CHANGES_STORED),
        GET_STORED_TIMER("get stored error recovery timer", Effect.READS),
        RESTORE_TIMER("restore error recovery timer", Effect.CHANGES_STORED), SET_FEATURE("set feature", Effect.CHANGES_VOLATILE),
        SET_STORED_FEATURE("set and keep feature", Effect.CHANGES_STORED), GET_FEATURE("get feature", Effect.READS),
        TEMPERATURES("temperature history", Effect.READS), OTHER("unknown key", Effect.UNKNOWN);

        final String title;
        final Effect effect;

        SctKind(String title, Effect effect) {
            this.title = title;
            this.effect = effect;
        }

        static SctKind of(Payload key) {
            if (!key.oneBlock()) {
                return OTHER;
            }
            return switch (key.word(0)) {
            case LONG_SECTOR -> longSector(key);
            case 2 -> WRITE_SAME;
            case ERROR_RECOVERY -> errorRecovery(key);
            case FEATURE_CONTROL -> feature(key);
            case DATA_TABLE -> key.word(1) == 1 && key.word(2) == TEMPERATURE_HISTORY && key.zeroFrom(6) ? TEMPERATURES : OTHER;
            default -> OTHER;
            };
        }

        private static SctKind longSector(Payload key) {
            return switch (key.word(1)) {
            case 1 -> key.zeroFrom(10) ? READ_LONG : OTHER;
            case 2 -> WRITE_LONG;
            default -> OTHER;
            };
        }

        private static SctKind errorRecovery(Payload key) {
            if (key.word(2) < 1 || key.word(2) > 2 || !key.zeroFrom(8)) {
                return OTHER;
            }
            return switch (key.word(1)) {
            case 1 -> SET_TIMER;
            case 2 -> GET_TIMER;
            case 3 -> SET_STORED_TIMER;
            case 4 -> GET_STORED_TIMER;
            case 5 -> RESTORE_TIMER;
            default -> OTHER;
            };
        }

        /** Write cache, its reordering, interval of the temperature log; option bit 0 keeps the setting over a power cycle. */
        private static SctKind feature(Payload key) {
            if (key.word(2) < 1 || key.word(2) > 3 || !key.zeroFrom(10)) {
                return OTHER;
            }
            return switch (key.word(1)) {
            case 1 -> key.word(4) == 0 ? SET_FEATURE : key.word(4) == 1 ? SET_STORED_FEATURE : OTHER;
            case 2, 3 -> key.word(3) == 0 && key.word(4) == 0 ? GET_FEATURE : OTHER;
            default -> OTHER;
            };
        }
    }
}
