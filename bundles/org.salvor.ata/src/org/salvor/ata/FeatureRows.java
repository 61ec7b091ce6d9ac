package org.salvor.ata;

import static org.salvor.ata.Row.count;
import static org.salvor.ata.Row.lba;

import java.util.ArrayList;
import java.util.List;
import org.salvor.ata.Row.Check;

/** SET FEATURES by subcommand (ACS-4 7.45; the obsolete ones from ATA-1 to ATA-6). Settings last until power goes unless said otherwise. */
final class FeatureRows {
    private static final int SET_FEATURES = 0xEF;
    private static final long ALL = -1L;

    private FeatureRows() {
    }

    static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        passing(rows, 0x02, "write cache on");
        passing(rows, 0x82, "write cache off");
        rows.add(row(0x03, "transfer mode", Effect.CHANGES_VOLATILE, FeatureRows::knownTransferMode));
        passing(rows, 0x04, "automatic reallocation on");
        passing(rows, 0x84, "automatic reallocation off");
        rows.add(row(0x05, "power management on", Effect.CHANGES_VOLATILE,
                (taskFile, payload) -> taskFile.count() >= 1 && taskFile.count() <= 0xFE));
        passing(rows, 0x85, "power management off");
        rows.add(row(0x06, "power-up in standby on", Effect.CHANGES_STORED, Row.anything()));
        rows.add(row(0x86, "power-up in standby off", Effect.CHANGES_STORED, Row.anything()));
        passing(rows, 0x07, "spin up");
        rows.add(row(0x0B, "write-read-verify on", Effect.CHANGES_VOLATILE, Row.anything()));
        passing(rows, 0x8B, "write-read-verify off");
        rows.add(row(0x10, "serial ATA feature on", Effect.CHANGES_VOLATILE, FeatureRows::passingSerialFeature));
        rows.add(row(0x90, "serial ATA feature off", Effect.CHANGES_VOLATILE, FeatureRows::passingSerialFeature));
        passing(rows, 0x33, "retries off");
        passing(rows, 0x99, "retries on");
        rows.add(row(0x42, "acoustic management on", Effect.CHANGES_VOLATILE, Row.anything()));
        passing(rows, 0xC2, "acoustic management off");
        rows.add(row(0x44, "ECC bytes of READ LONG by the drive", Effect.CHANGES_VOLATILE, Row.anything()));
        passing(rows, 0xBB, "4 ECC bytes of READ LONG");
        rows.add(row(0x54, "cache segments", Effect.CHANGES_VOLATILE, Row.anything()));
        passing(rows, 0x55, "look-ahead off");
        passing(rows, 0xAA, "look-ahead on");
        rows.add(row(0x62, "alignment error reporting", Effect.CHANGES_VOLATILE, (taskFile, payload) -> taskFile.count() <= 2));
        passing(rows, 0x66, "keep settings over a soft reset");
        passing(rows, 0xCC, "defaults after a soft reset");
        passing(rows, 0x77, "ECC off");
        passing(rows, 0x88, "ECC on");
        rows.add(row(0xC3, "sense data reporting", Effect.CHANGES_VOLATILE, (taskFile, payload) -> taskFile.count() <= 1));
        rows.addAll(powerConditions());
        return rows;
    }

    /**
     * Extended power conditions: subcommand in LBA bits 3:0, "save" in bit 4, "delayed" and "hold" in bits 24 and 25 (ACS-4 7.45.20; HC310
     * OEM specification 11.46.6).
     */
    private static List<Row> powerConditions() {
        return List.of(narrow(0x4A, "power condition: restore settings", Effect.CHANGES_STORED, lba(0x0F, 0)),
                narrow(0x4A, "power condition: go to", Effect.CHANGES_VOLATILE, lba(0x0CFF_FFFF, 1)),
                narrow(0x4A, "power condition: set timer", Effect.CHANGES_VOLATILE, lba(0x1F, 2)),
                narrow(0x4A, "power condition: set and save timer", Effect.CHANGES_STORED, lba(0x1F, 0x12)),
                narrow(0x4A, "power condition: set state", Effect.CHANGES_VOLATILE, lba(0x1F, 3)),
                narrow(0x4A, "power condition: set and save state", Effect.CHANGES_STORED, lba(0x1F, 0x13)),
                narrow(0x4A, "power conditions on", Effect.CHANGES_STORED, lba(0x0F, 4)),
                narrow(0x4A, "power conditions off", Effect.CHANGES_STORED, lba(0x0F, 5)));
    }

    private static void passing(List<Row> rows, int feature, String name) {
        rows.add(row(feature, name, Effect.CHANGES_VOLATILE, count(0)));
    }

    private static Row row(int feature, String name, Effect effect, Check check) {
        return narrow(feature, name, effect, lba(ALL, 0).and(check));
    }

    private static Row narrow(int feature, String name, Effect effect, Check check) {
        return Row.narrow(SET_FEATURES, "SET FEATURES: " + name, effect, Protocol.NON_DATA, Row.feature(feature).and(check));
    }

    /** PIO default, PIO 0-4, single and multiword DMA 0-2, Ultra DMA 0-6. */
    private static boolean knownTransferMode(TaskFile taskFile, Payload payload) {
        int mode = taskFile.count() & 0x07;
        return switch (taskFile.count() >> 3) {
        case 0 -> mode <= 1;
        case 1 -> mode <= 4;
        case 2, 4 -> mode <= 2;
        case 8 -> mode <= 6;
        default -> false;
        };
    }

    /**
     * Buffer offsets, auto-activate, link power, in-order delivery, notification, settings preservation, partial to slumber, device sleep.
     */
    private static boolean passingSerialFeature(TaskFile taskFile, Payload payload) {
        int feature = taskFile.count();
        return feature >= 1 && feature <= 7 || feature == 9;
    }
}
