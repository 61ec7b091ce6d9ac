package org.salvor.ata;

import static org.salvor.ata.Row.count;
import static org.salvor.ata.Row.counted;
import static org.salvor.ata.Row.feature;
import static org.salvor.ata.Row.lba;
import static org.salvor.ata.Row.narrow;
import static org.salvor.ata.Row.oneBlock;
import static org.salvor.ata.Row.wide;

import java.util.ArrayList;
import java.util.List;
import org.salvor.ata.Row.Check;
import org.salvor.ata.SctKey.SctKind;

/** SMART by subcommand and the logs by address (ACS-4 7.23, 7.48, 7.62, 9). */
final class LogRows {
    private static final int SMART = 0xB0;
    /** LBA signature of SMART: C24Fxxh, the device nibble 0. */
    private static final long SIGNATURE_MASK = 0x0FFF_FF00L;
    private static final long SIGNATURE = 0x00C2_4F00L;
    /** Bits of a log address that are reserved: the address in 7:0, the page in 15:8 and 39:32. */
    private static final long RESERVED = 0xFF00_FFFF_0000L;

    private LogRows() {
    }

    static List<Row> smart() {
        Effect reads = Effect.READS;
        Effect stored = Effect.CHANGES_STORED;
        List<Row> rows = new ArrayList<>();
        rows.add(smart(0xD0, "read data", reads, Protocol.PIO_IN, register(0).and(upToOne())));
        rows.add(smart(0xD1, "read thresholds", reads, Protocol.PIO_IN, register(0).and(upToOne())));
        rows.add(smart(0xD2, "attribute autosave", stored, Protocol.NON_DATA, Row.anything()));
        rows.add(smart(0xD3, "save attribute values", stored, Protocol.NON_DATA, Row.anything()));
        rows.add(smart(0xD4, "abort off-line test", Effect.CHANGES_VOLATILE, Protocol.NON_DATA, register(0x7F)));
        rows.add(smart(0xD4, "off-line test", stored, Protocol.NON_DATA, LogRows::knownTest));
        rows.add(smart(0xD5, "read log", reads, Protocol.PIO_IN,
                counted().and((taskFile, payload) -> LogAddress.readable(address(taskFile)))));
        rows.add(smart(0xD8, "enable", stored, Protocol.NON_DATA, Row.anything()));
        rows.add(smart(0xD9, "disable", stored, Protocol.NON_DATA, Row.anything()));
        rows.add(smart(0xDA, "return status", reads, Protocol.NON_DATA, register(0).and(upToOne())));
        rows.add(smart(0xDB, "automatic off-line", stored, Protocol.NON_DATA, Row.anything()));
        for (Written log : writable()) {
            rows.add(smart(0xD6, "write log: " + log.name, log.effect, Protocol.PIO_OUT, log.check));
        }
        return rows;
    }

    static List<Row> extended() {
        List<Row> rows = new ArrayList<>();
        Check read = lba(RESERVED, 0).and(counted()).and((taskFile, payload) -> LogAddress.readable(address(taskFile)));
        Check phyReset = lba(-1L, LogAddress.PHY_COUNTERS).and(count(1)).and(feature(1));
        rows.add(wide(0x2F, "READ LOG EXT", Effect.READS, Protocol.PIO_IN, feature(0).and(read)));
        rows.add(wide(0x2F, "READ LOG EXT: reset phy counters", Effect.CHANGES_VOLATILE, Protocol.PIO_IN, phyReset));
        rows.add(wide(0x47, "READ LOG DMA EXT", Effect.READS, Protocol.DMA_IN, feature(0).and(read)));
        rows.add(wide(0x47, "READ LOG DMA EXT: reset phy counters", Effect.CHANGES_VOLATILE, Protocol.DMA_IN, phyReset));
        for (Written log : writable()) {
            Check check = lba(RESERVED, 0).and(feature(0)).and(log.check);
            rows.add(wide(0x3F, "WRITE LOG EXT: " + log.name, log.effect, Protocol.PIO_OUT, check));
            rows.add(wide(0x57, "WRITE LOG DMA EXT: " + log.name, log.effect, Protocol.DMA_OUT, check));
        }
        return rows;
    }

    private record Written(String name, Effect effect, Check check) {
    }

    /** What writing a log does, whichever command carries it. Log E0h is judged by its key, log 15h by its form. */
    private static List<Written> writable() {
        List<Written> logs = new ArrayList<>();
        for (SctKind kind : SctKind.values()) {
            if (kind != SctKind.OTHER) {
                logs.add(new Written("SCT " + kind.title, kind.effect,
                        onePage(LogAddress.SCT_STATUS).and((taskFile, payload) -> SctKind.of(payload) == kind)));
            }
        }
        logs.add(new Written("SCT data", Effect.WRITES, (taskFile, payload) -> address(taskFile) == LogAddress.SCT_DATA));
        logs.add(new Written("rebuild assist", Effect.CHANGES_VOLATILE,
                onePage(LogAddress.REBUILD_ASSIST).and((taskFile, payload) -> RebuildAssistLog.wellFormed(payload))));
        logs.add(new Written("selective self-test", Effect.CHANGES_STORED, onePage(LogAddress.SELECTIVE_SELF_TEST)));
        logs.add(new Written("statistics notification", Effect.CHANGES_STORED,
                (taskFile, payload) -> address(taskFile) == LogAddress.STATISTICS_NOTIFICATION));
        logs.add(new Written("host log", Effect.CHANGES_STORED, (taskFile, payload) -> LogAddress.host(address(taskFile))));
        return logs;
    }

    /** Page 0 of a log and nothing behind it. In SMART the signature takes the place of the page number. */
    private static Check onePage(int address) {
        return count(1).and(oneBlock())
                .and((taskFile, payload) -> taskFile.lba() == (taskFile.command() == SMART ? SIGNATURE | address : address));
    }

    /** Off-line collection, short, extended, conveyance and selective test, and the same captive. */
    private static boolean knownTest(TaskFile taskFile, Payload payload) {
        int test = address(taskFile);
        return test <= 4 || test >= 0x81 && test <= 0x84;
    }

    private static Row smart(int feature, String name, Effect effect, Protocol protocol, Check check) {
        return narrow(SMART, "SMART: " + name, effect, protocol, feature(feature).and(lba(SIGNATURE_MASK, SIGNATURE)).and(check));
    }

    private static Check register(int value) {
        return lba(0xFF, value);
    }

    private static Check upToOne() {
        return (taskFile, payload) -> taskFile.count() <= 1;
    }

    private static int address(TaskFile taskFile) {
        return (int) taskFile.lba() & 0xFF;
    }
}
