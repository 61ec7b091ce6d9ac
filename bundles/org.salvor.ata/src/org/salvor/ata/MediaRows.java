package org.salvor.ata;

import static org.salvor.ata.Row.anything;
import static org.salvor.ata.Row.count;
import static org.salvor.ata.Row.feature;
import static org.salvor.ata.Row.narrow;
import static org.salvor.ata.Row.wide;

import java.util.List;

/** Commands that read, verify or write sectors (ACS-4 7; the obsolete ones from ATA-1 to ATA-7). */
final class MediaRows {

    private MediaRows() {
    }

    static List<Row> reads() {
        Effect reads = Effect.READS;
        return List.of(narrow(0x20, "READ SECTORS", reads, Protocol.PIO_IN, feature(0)),
                narrow(0x21, "READ SECTORS (no retry)", reads, Protocol.PIO_IN, feature(0)),
                narrow(0x22, "READ LONG", reads, Protocol.PIO_IN, feature(0).and(count(1))),
                narrow(0x23, "READ LONG (no retry)", reads, Protocol.PIO_IN, feature(0).and(count(1))),
                wide(0x24, "READ SECTORS EXT", reads, Protocol.PIO_IN, feature(0)),
                wide(0x25, "READ DMA EXT", reads, Protocol.DMA_IN, feature(0)),
                wide(0x26, "READ DMA QUEUED EXT", reads, Protocol.DMA_IN, anything()),
                wide(0x29, "READ MULTIPLE EXT", reads, Protocol.PIO_IN, feature(0)),
                wide(0x2A, "READ STREAM DMA EXT", reads, Protocol.DMA_IN, anything()),
                wide(0x2B, "READ STREAM EXT", reads, Protocol.PIO_IN, anything()),
                narrow(0x40, "READ VERIFY SECTORS", reads, Protocol.NON_DATA, feature(0)),
                narrow(0x41, "READ VERIFY SECTORS (no retry)", reads, Protocol.NON_DATA, feature(0)),
                wide(0x42, "READ VERIFY SECTORS EXT", reads, Protocol.NON_DATA, feature(0)),
                wide(0x60, "READ FPDMA QUEUED", reads, Protocol.FPDMA_IN, anything()),
                narrow(0xC4, "READ MULTIPLE", reads, Protocol.PIO_IN, feature(0)),
                narrow(0xC7, "READ DMA QUEUED", reads, Protocol.DMA_IN, anything()),
                narrow(0xC8, "READ DMA", reads, Protocol.DMA_IN, feature(0)),
                narrow(0xC9, "READ DMA (no retry)", reads, Protocol.DMA_IN, feature(0)));
    }

    static List<Row> writes() {
        Effect writes = Effect.WRITES;
        return List.of(narrow(0x30, "WRITE SECTORS", writes, Protocol.PIO_OUT, anything()),
                narrow(0x31, "WRITE SECTORS (no retry)", writes, Protocol.PIO_OUT, anything()),
                narrow(0x32, "WRITE LONG", writes, Protocol.PIO_OUT, anything()),
                narrow(0x33, "WRITE LONG (no retry)", writes, Protocol.PIO_OUT, anything()),
                wide(0x34, "WRITE SECTORS EXT", writes, Protocol.PIO_OUT, anything()),
                wide(0x35, "WRITE DMA EXT", writes, Protocol.DMA_OUT, anything()),
                wide(0x36, "WRITE DMA QUEUED EXT", writes, Protocol.DMA_OUT, anything()),
                narrow(0x38, "CFA WRITE SECTORS WITHOUT ERASE", writes, Protocol.PIO_OUT, anything()),
                wide(0x39, "WRITE MULTIPLE EXT", writes, Protocol.PIO_OUT, anything()),
                wide(0x3A, "WRITE STREAM DMA EXT", writes, Protocol.DMA_OUT, anything()),
                wide(0x3B, "WRITE STREAM EXT", writes, Protocol.PIO_OUT, anything()),
                narrow(0x3C, "WRITE VERIFY", writes, Protocol.PIO_OUT, anything()),
                wide(0x3D, "WRITE DMA FUA EXT", writes, Protocol.DMA_OUT, anything()),
                wide(0x3E, "WRITE DMA QUEUED FUA EXT", writes, Protocol.DMA_OUT, anything()),
                wide(0x44, "ZERO EXT", writes, Protocol.NON_DATA, anything()),
                wide(0x45, "WRITE UNCORRECTABLE EXT", writes, Protocol.NON_DATA, anything()),
                wide(0x61, "WRITE FPDMA QUEUED", writes, Protocol.FPDMA_OUT, anything()),
                wide(0x68, "WRITE GATHERED EXT", writes, Protocol.DMA_OUT, anything()),
                narrow(0xC5, "WRITE MULTIPLE", writes, Protocol.PIO_OUT, anything()),
                narrow(0xCA, "WRITE DMA", writes, Protocol.DMA_OUT, anything()),
                narrow(0xCB, "WRITE DMA (no retry)", writes, Protocol.DMA_OUT, anything()),
                narrow(0xCC, "WRITE DMA QUEUED", writes, Protocol.DMA_OUT, anything()),
                narrow(0xCD, "CFA WRITE MULTIPLE WITHOUT ERASE", writes, Protocol.PIO_OUT, anything()),
                wide(0xCE, "WRITE MULTIPLE FUA EXT", writes, Protocol.PIO_OUT, anything()),
                // A flush makes the drive write what it still holds of earlier writes; WRITE BUFFER prepares some vendors' writes.
                narrow(0xE7, "FLUSH CACHE", writes, Protocol.NON_DATA, anything()),
                narrow(0xE8, "WRITE BUFFER", writes, Protocol.PIO_OUT, anything()),
                wide(0xEA, "FLUSH CACHE EXT", writes, Protocol.NON_DATA, anything()),
                narrow(0xEB, "WRITE BUFFER DMA", writes, Protocol.DMA_OUT, anything()));
    }

    static List<Row> destroyers() {
        Effect destroys = Effect.DESTROYS;
        return List.of(wide(0x06, "DATA SET MANAGEMENT", destroys, Protocol.DMA_OUT, anything()),
                wide(0x07, "DATA SET MANAGEMENT XL", destroys, Protocol.DMA_OUT, anything()),
                narrow(0x50, "FORMAT TRACK", destroys, Protocol.PIO_OUT, anything()),
                wide(0x7C, "REMOVE ELEMENT AND TRUNCATE", destroys, Protocol.NON_DATA, anything()),
                wide(0x7D, "RESTORE ELEMENTS AND REBUILD", destroys, Protocol.NON_DATA, anything()),
                wide(0x7E, "REMOVE ELEMENT AND MODIFY ZONES", destroys, Protocol.NON_DATA, anything()),
                narrow(0x92, "DOWNLOAD MICROCODE", destroys, Protocol.PIO_OUT, anything()),
                narrow(0x92, "DOWNLOAD MICROCODE: activate", destroys, Protocol.NON_DATA, feature(0x0F)),
                narrow(0x93, "DOWNLOAD MICROCODE DMA", destroys, Protocol.DMA_OUT, anything()),
                wide(0x9F, "ZAC MANAGEMENT OUT", destroys, Protocol.NON_DATA, anything()),
                wide(0xB2, "SET SECTOR CONFIGURATION EXT", destroys, Protocol.NON_DATA, anything()),
                wide(0xB4, "SANITIZE: crypto scramble", destroys, Protocol.NON_DATA, feature(0x11)),
                wide(0xB4, "SANITIZE: block erase", destroys, Protocol.NON_DATA, feature(0x12)),
                wide(0xB4, "SANITIZE: overwrite", destroys, Protocol.NON_DATA, feature(0x14)),
                narrow(0xC0, "CFA ERASE SECTORS", destroys, Protocol.NON_DATA, anything()),
                narrow(0xF3, "SECURITY ERASE PREPARE", destroys, Protocol.NON_DATA, anything()),
                narrow(0xF4, "SECURITY ERASE UNIT", destroys, Protocol.PIO_OUT, anything()));
    }
}
