package org.salvor.sectormap.text;

/**
 * A block in a line as ddrescue writes it, {@code 0x00000000  0x00000200  +}. A map has millions of them, so such a line is taken at once;
 * one that is written in any other way is left to the {@link TextScanner}, which takes it word by word.
 */
final class PlainLine {
    /** Most bytes such a line has, with its end. */
    static final int LONGEST = 64;

    /** With as many digits no sum of two numbers is too large. */
    private static final int MOST_DIGITS = 15;
    private static final BlockStatus[] STATUSES = statuses();

    /** First byte of the block. */
    long begin;
    /** Its length in bytes, more than 0. */
    long size;
    BlockStatus status;

    private long number;

    /**
     * Takes the line that begins there.
     *
     * @param text at least {@link #LONGEST} bytes from there on
     * @return where the next line begins; -1 when this one is written in another way
     */
    int take(byte[] text, int from) {
        int at = digits(text, from);
        if (at < 0 || text[at] != ' ' || text[at + 1] != ' ') {
            return -1;
        }
        begin = number;
        at = digits(text, at + 2);
        if (at < 0 || number == 0 || text[at] != ' ' || text[at + 1] != ' ' || text[at + 3] != '\n') {
            return -1;
        }
        size = number;
        status = STATUSES[text[at + 2] & 0xFF];
        return status == null ? -1 : at + 4;
    }

    private int digits(byte[] text, int from) {
        if (text[from] != '0' || text[from + 1] != 'x') {
            return -1;
        }
        int at = from + 2;
        int last = at + MOST_DIGITS;
        long value = 0;
        int digit = TextScanner.DIGITS[text[at] & 0xFF];
        while (digit < TextScanner.NO_DIGIT && at < last) {
            value = value << 4 | digit;
            digit = TextScanner.DIGITS[text[++at] & 0xFF];
        }
        number = value;
        return at == from + 2 ? -1 : at;
    }

    private static BlockStatus[] statuses() {
        BlockStatus[] statuses = new BlockStatus[256];
        for (BlockStatus status : BlockStatus.values()) {
            statuses[status.letter()] = status;
        }
        return statuses;
    }
}
