package org.salvor.ata;

/** Bits of the error register (ACS-4 6.2.9). */
public final class ErrorBits {
    /** Interface CRC error; bad block in old drives. */
    public static final int ICRC = 0x80;
    public static final int UNC = 0x40;
    public static final int MC = 0x20;
    public static final int IDNF = 0x10;
    public static final int MCR = 0x08;
    public static final int ABRT = 0x04;
    public static final int TK0NF = 0x02;
    /** Address mark not found. */
    public static final int AMNF = 0x01;

    private ErrorBits() {
    }
}
