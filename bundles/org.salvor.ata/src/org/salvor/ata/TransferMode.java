package org.salvor.ata;

/** Transfer modes between drive and host, slowest first within each kind. */
public enum TransferMode {
    PIO0(0x08), PIO1(0x09), PIO2(0x0A), PIO3(0x0B), PIO4(0x0C),
    MWDMA0(0x20), MWDMA1(0x21), MWDMA2(0x22),
    UDMA0(0x40), UDMA1(0x41), UDMA2(0x42), UDMA3(0x43), UDMA4(0x44), UDMA5(0x45), UDMA6(0x46);

    private final int code;

    TransferMode(int code) {
        this.code = code;
    }

    /** The count register of SET FEATURES 03h that selects it (ACS-4 7.45.6). */
    public int code() {
        return code;
    }

    /** Whether it is an Ultra DMA mode. */
    public boolean ultraDma() {
        return code >= UDMA0.code;
    }

    /** Whether it is a multiword DMA mode. */
    public boolean multiwordDma() {
        return code >= MWDMA0.code && code < UDMA0.code;
    }
}
