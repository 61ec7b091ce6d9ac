package org.salvor.ata;

/** Bits of the status register (ACS-4 6.2.10; names of older standards where they are the field's own). */
public final class Status {
    public static final int BSY = 0x80;
    public static final int DRDY = 0x40;
    /** Device fault. */
    public static final int DF = 0x20;
    public static final int DSC = 0x10;
    public static final int DRQ = 0x08;
    /** Corrected data in old drives, alignment error in new ones. */
    public static final int CORR = 0x04;
    /** Index in old drives, sense data available in new ones. */
    public static final int IDX = 0x02;
    public static final int ERR = 0x01;

    private Status() {
    }
}
