package org.salvor.drive;

/** How sectors are asked for. */
public enum ReadMethod {
    /** Whatever the transport does best. */
    AUTO,
    /** READ SECTORS (EXT): every DRQ block is proven to have arrived. */
    PIO,
    /** READ DMA (EXT). */
    DMA,
    /** READ FPDMA QUEUED. */
    FPDMA,
    /** READ VERIFY SECTORS (EXT): no data moves. */
    VERIFY,
    /** READ LONG: one sector with its ECC bytes, errors ignored. */
    LONG
}
