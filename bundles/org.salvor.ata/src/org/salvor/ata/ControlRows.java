package org.salvor.ata;

import static org.salvor.ata.Row.anything;
import static org.salvor.ata.Row.count;
import static org.salvor.ata.Row.counted;
import static org.salvor.ata.Row.feature;
import static org.salvor.ata.Row.lba;
import static org.salvor.ata.Row.narrow;
import static org.salvor.ata.Row.oneBlock;
import static org.salvor.ata.Row.plain;
import static org.salvor.ata.Row.wide;

import java.util.List;

/** Commands about the drive itself: identity, power, hidden areas, security (ACS-4 7; HPA and DCO from ACS-2). */
final class ControlRows {
    private static final long ALL = -1L;
    /** LBA signature of IDLE IMMEDIATE with unload: "UNL" (ACS-4 7.15). */
    private static final long UNLOAD = 0x554E4C;
    /** LBA signature of SANITIZE FREEZE LOCK EXT: "FrLk" (ACS-4 7.37.7). */
    private static final long FREEZE_LOCK = 0x46724C6BL;

    private ControlRows() {
    }

    static List<Row> information() {
        Effect reads = Effect.READS;
        return List.of(narrow(0x00, "NOP", reads, Protocol.NON_DATA, feature(0)),
                narrow(0x03, "CFA REQUEST EXTENDED ERROR", reads, Protocol.NON_DATA, plain(0)),
                wide(0x0B, "REQUEST SENSE DATA EXT", reads, Protocol.NON_DATA, plain(0)),
                narrow(0x10, "RECALIBRATE", reads, Protocol.NON_DATA, plain(0)),
                wide(0x12, "GET PHYSICAL ELEMENT STATUS", reads, Protocol.DMA_IN, counted()),
                wide(0x4A, "ZAC MANAGEMENT IN: report zones", reads, Protocol.DMA_IN,
                        (taskFile, payload) -> (taskFile.feature() & 0x1F) == 0),
                narrow(0x5C, "TRUSTED RECEIVE: protocols", reads, Protocol.PIO_IN, feature(0)),
                narrow(0x5D, "TRUSTED RECEIVE DMA: protocols", reads, Protocol.DMA_IN, feature(0)),
                narrow(0x70, "SEEK", reads, Protocol.NON_DATA, feature(0)),
                narrow(0xA1, "IDENTIFY PACKET DEVICE", reads, Protocol.PIO_IN, plain(0)),
                wide(0xB4, "SANITIZE: status", reads, Protocol.NON_DATA, feature(0).and(count(0)).and(lba(ALL, 0))),
                narrow(0xDA, "GET MEDIA STATUS", reads, Protocol.NON_DATA, plain(0)),
                narrow(0xE4, "READ BUFFER", reads, Protocol.PIO_IN, plain(0)),
                narrow(0xE5, "CHECK POWER MODE", reads, Protocol.NON_DATA, plain(0)),
                narrow(0xEC, "IDENTIFY DEVICE", reads, Protocol.PIO_IN, plain(0)),
                narrow(0xEE, "IDENTIFY DEVICE DMA", reads, Protocol.DMA_IN, plain(0)));
    }

    static List<Row> power() {
        Effect passing = Effect.CHANGES_VOLATILE;
        return List.of(narrow(0x08, "DEVICE RESET", passing, Protocol.RESET, plain(0)),
                narrow(0x90, "EXECUTE DEVICE DIAGNOSTIC", passing, Protocol.DIAGNOSTIC, plain(0)),
                narrow(0x91, "INITIALIZE DEVICE PARAMETERS", passing, Protocol.NON_DATA, feature(0).and(lba(0xFF_FFFF, 0))),
                narrow(0xC6, "SET MULTIPLE MODE", passing, Protocol.NON_DATA, feature(0).and(lba(ALL, 0))),
                narrow(0xE0, "STANDBY IMMEDIATE", passing, Protocol.NON_DATA, plain(0)),
                narrow(0xE1, "IDLE IMMEDIATE", passing, Protocol.NON_DATA, plain(0)),
                narrow(0xE1, "IDLE IMMEDIATE: unload", passing, Protocol.NON_DATA, feature(0x44).and(count(0)).and(lba(ALL, UNLOAD))),
                narrow(0xE2, "STANDBY", passing, Protocol.NON_DATA, feature(0).and(lba(ALL, 0))),
                narrow(0xE3, "IDLE", passing, Protocol.NON_DATA, feature(0).and(lba(ALL, 0))),
                narrow(0xE6, "SLEEP", passing, Protocol.NON_DATA, plain(0)));
    }

    /**
     * Host protected area, accessible maximum and configuration overlay. SET MAX with a security feature is known only with a count and an
     * address of 0: right after READ NATIVE MAX a drive takes any of them for SET MAX ADDRESS (HC310 OEM specification 11.47), and so it
     * cannot become a stored one.
     */
    static List<Row> hiddenAreas() {
        Effect reads = Effect.READS;
        Effect passing = Effect.CHANGES_VOLATILE;
        Effect stored = Effect.CHANGES_STORED;
        return List.of(wide(0x27, "READ NATIVE MAX ADDRESS EXT", reads, Protocol.NON_DATA, plain(0)),
                narrow(0xF8, "READ NATIVE MAX ADDRESS", reads, Protocol.NON_DATA, plain(0)),
                wide(0x37, "SET MAX ADDRESS EXT: volatile", passing, Protocol.NON_DATA, feature(0).and(count(0))),
                wide(0x37, "SET MAX ADDRESS EXT: stored", stored, Protocol.NON_DATA, feature(0).and(count(1))),
                narrow(0xF9, "SET MAX ADDRESS: volatile", passing, Protocol.NON_DATA, feature(0).and(count(0))),
                narrow(0xF9, "SET MAX ADDRESS: stored", stored, Protocol.NON_DATA, feature(0).and(count(1))),
                narrow(0xF9, "SET MAX: lock", passing, Protocol.NON_DATA, feature(2).and(count(0)).and(lba(ALL, 0))),
                narrow(0xF9, "SET MAX: freeze lock", passing, Protocol.NON_DATA, feature(4).and(count(0)).and(lba(ALL, 0))),
                wide(0x78, "ACCESSIBLE MAX ADDRESS: get native", reads, Protocol.NON_DATA, plain(0)),
                wide(0x78, "ACCESSIBLE MAX ADDRESS: set", stored, Protocol.NON_DATA, feature(1)),
                wide(0x78, "ACCESSIBLE MAX ADDRESS: freeze", passing, Protocol.NON_DATA, plain(2)),
                narrow(0xB1, "DEVICE CONFIGURATION: restore", stored, Protocol.NON_DATA, feature(0xC0)),
                narrow(0xB1, "DEVICE CONFIGURATION: freeze lock", passing, Protocol.NON_DATA, plain(0xC1)),
                narrow(0xB1, "DEVICE CONFIGURATION: identify", reads, Protocol.PIO_IN, plain(0xC2)),
                narrow(0xB1, "DEVICE CONFIGURATION: set", stored, Protocol.PIO_OUT, feature(0xC3)),
                narrow(0xB1, "DEVICE CONFIGURATION: identify DMA", reads, Protocol.DMA_IN, plain(0xC4)),
                narrow(0xB1, "DEVICE CONFIGURATION: set DMA", stored, Protocol.DMA_OUT, feature(0xC5)));
    }

    static List<Row> protection() {
        Effect passing = Effect.CHANGES_VOLATILE;
        Effect stored = Effect.CHANGES_STORED;
        return List.of(wide(0x77, "SET DATE AND TIME EXT", stored, Protocol.NON_DATA, anything()),
                wide(0xB4, "SANITIZE: freeze lock", passing, Protocol.NON_DATA, feature(0x20).and(count(0)).and(lba(ALL, FREEZE_LOCK))),
                narrow(0xF1, "SECURITY SET PASSWORD", stored, Protocol.PIO_OUT, anything()),
                narrow(0xF2, "SECURITY UNLOCK", passing, Protocol.PIO_OUT, plain(0).and(oneBlock())),
                narrow(0xF5, "SECURITY FREEZE LOCK", passing, Protocol.NON_DATA, plain(0)),
                narrow(0xF6, "SECURITY DISABLE PASSWORD", stored, Protocol.PIO_OUT, anything()));
    }
}
