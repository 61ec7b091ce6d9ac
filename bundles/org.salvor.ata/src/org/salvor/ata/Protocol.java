package org.salvor.ata;

/** How data moves for a command. */
public enum Protocol {
    NON_DATA, PIO_IN, PIO_OUT, DMA_IN, DMA_OUT, FPDMA_IN, FPDMA_OUT, DIAGNOSTIC, RESET;

    /** Whether data goes to the drive. */
    public boolean sendsData() {
        return this == PIO_OUT || this == DMA_OUT || this == FPDMA_OUT;
    }

    /** Whether data comes from the drive. */
    public boolean receivesData() {
        return this == PIO_IN || this == DMA_IN || this == FPDMA_IN;
    }
}
