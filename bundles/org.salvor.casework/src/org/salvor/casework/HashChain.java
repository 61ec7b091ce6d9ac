package org.salvor.casework;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.salvor.imaging.CaseLog;

/**
 * The hash chain of a case journal: the hash of an entry is SHA-256 over the 64 hex digits of the entry before it and the entry's content.
 * One thread at a time.
 */
final class HashChain {
    /** What stands before the first entry. */
    static final String ORIGIN = "0".repeat(64);

    /** Between content and hash. */
    static final String JOINT = ",\"hash\":\"";

    /** Bytes behind the content of an entry, without the line break: joint, hash, quote, brace. */
    static final int TAIL_BYTES = JOINT.length() + 64 + 2;

    private final MessageDigest sha256;
    private byte[] last = HexFormat.of().parseHex(ORIGIN);
    private long entries;

    /** A chain that goes on behind this head. */
    HashChain(CaseLog.Head head) {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
        moveTo(head);
    }

    static CaseLog.Head origin() {
        return new CaseLog.Head(0, ORIGIN);
    }

    CaseLog.Head head() {
        return new CaseLog.Head(entries, HexFormat.of().formatHex(last));
    }

    long entries() {
        return entries;
    }

    /** The last hash; never changed afterwards. */
    byte[] hash() {
        return last;
    }

    final void moveTo(CaseLog.Head head) {
        entries = head.entries();
        last = HexFormat.of().parseHex(head.hash());
    }

    /** Adds an entry with this content and writes its whole line, line break included. */
    void seal(byte[] from, int start, int count, JsonText into) {
        last = digest(from, start, count);
        entries++;
        into.copy(from, start, count).raw(JOINT).rawHex(last).raw("\"}\n");
    }

    /**
     * Whether a whole line, without its line break, follows the head, and if so goes on to it.
     *
     * @param line bytes of the line
     * @param count how many of them
     */
    boolean follow(byte[] line, int count) {
        byte[] stated = stated(line, count);
        if (stated == null || !numbered(line, count, entries + 1)) {
            return false;
        }
        if (!Arrays.equals(stated, digest(line, 0, count - TAIL_BYTES))) {
            return false;
        }
        last = stated;
        entries++;
        return true;
    }

    /** The hash that a line says of itself, or null where it has none. */
    static byte[] stated(byte[] line, int count) {
        int joint = count - TAIL_BYTES;
        if (joint < 1 || line[count - 2] != '"' || line[count - 1] != '}') {
            return null;
        }
        for (int i = 0; i < JOINT.length(); i++) {
            if (line[joint + i] != JOINT.charAt(i)) {
                return null;
            }
        }
        byte[] hash = new byte[32];
        for (int i = 0; i < 32; i++) {
            int at = joint + JOINT.length() + 2 * i;
            int high = digit(line[at]);
            int low = digit(line[at + 1]);
            if (high < 0 || low < 0) {
                return null;
            }
            hash[i] = (byte) (high << 4 | low);
        }
        return hash;
    }

    /** The number that a line says of itself, or -1 where it has none. */
    static long number(byte[] line, int count) {
        int at = 5;
        long number = 0;
        while (at < count && at < 5 + 18 && line[at] >= '0' && line[at] <= '9') {
            number = number * 10 + line[at++] - '0';
        }
        return at > 5 && numbered(line, count, number) ? number : -1;
    }

    private static boolean numbered(byte[] line, int count, long number) {
        String start = "{\"n\":" + number + ",";
        if (count < start.length()) {
            return false;
        }
        for (int i = 0; i < start.length(); i++) {
            if (line[i] != start.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private byte[] digest(byte[] content, int start, int count) {
        byte[] before = new JsonText(64).rawHex(last).array();
        sha256.update(before, 0, 64);
        sha256.update(content, start, count);
        return sha256.digest();
    }

    /** Lower case only: a chain has one way to be written. */
    private static int digit(byte c) {
        return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    }
}
