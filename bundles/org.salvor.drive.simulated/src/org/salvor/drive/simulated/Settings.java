package org.salvor.drive.simulated;

import java.util.stream.Stream;
import org.salvor.ata.TaskFile;
import org.salvor.ata.TransferMode;

/** What SET FEATURES, SET MULTIPLE MODE and SCT error recovery control have set. All of it is gone when power goes. */
final class Settings {
    private static final int SHORT_ECC = 4;
    private static final int MOST_MULTIPLE = 16;
    private static final int SETTINGS_PRESERVATION = 6;
    private static final long RETRIES_OFF_NANOS = 25_000_000;
    private static final long DECISECOND = 100_000_000;
    private final int fullEccBytes;
    private final MediaReader reader;
    private boolean retries;
    private boolean keptOverSoftReset = true;
    private boolean keptOverHardReset = true;
    boolean writeCache;
    boolean lookAhead;
    boolean reallocation;
    boolean senseReporting;
    int powerManagement;
    int acoustics;
    int multiple;
    int eccBytes;
    TransferMode mode;
    int readRecoveryDeciseconds;
    int writeRecoveryDeciseconds;

    Settings(int fullEccBytes, MediaReader reader) {
        this.fullEccBytes = fullEccBytes;
        this.reader = reader;
        powerOn();
    }

    /** SET FEATURES; obsolete subcommands that drives no longer act on are taken. */
    Reply setFeature(TaskFile taskFile) {
        int count = taskFile.count();
        switch (taskFile.feature()) {
        case 0x02 -> writeCache = true;
        case 0x82 -> writeCache = false;
        case 0x03 -> {
            if (count > 1) {
                TransferMode wanted = Stream.of(TransferMode.values()).filter(each -> each.code() == count).findFirst().orElse(null);
                if (wanted == null) {
                    return Reply.aborted();
                }
                mode = wanted.ultraDma() || wanted.multiwordDma() ? wanted : mode;
            }
        }
        case 0x04 -> reallocation = true;
        case 0x84 -> reallocation = false;
        case 0x05 -> powerManagement = count;
        case 0x85 -> powerManagement = 0;
        case 0x42 -> acoustics = count;
        case 0xC2 -> acoustics = 0;
        case 0x33, 0x99 -> retries = taskFile.feature() == 0x99;
        case 0x44 -> eccBytes = fullEccBytes;
        case 0xBB -> eccBytes = SHORT_ECC;
        case 0x55, 0xAA -> lookAhead = taskFile.feature() == 0xAA;
        case 0x66, 0xCC -> keptOverSoftReset = taskFile.feature() == 0x66;
        case 0x10, 0x90 -> {
            if (count == SETTINGS_PRESERVATION) {
                keptOverHardReset = taskFile.feature() == 0x10;
            }
        }
        case 0xC3 -> senseReporting = count == 1;
        default -> {
            return Reply.aborted();
        }
        }
        apply();
        return Reply.good();
    }

    /** SET MULTIPLE MODE: sectors of a DRQ block. */
    Reply setMultiple(int sectors) {
        if (sectors > MOST_MULTIPLE || Integer.bitCount(sectors) > 1) {
            multiple = 0;
            return Reply.aborted();
        }
        multiple = sectors;
        return Reply.good();
    }

    /** SCT error recovery control: 0 takes the limit away. */
    void recovery(boolean ofReads, int deciseconds) {
        if (ofReads) {
            readRecoveryDeciseconds = deciseconds;
        } else {
            writeRecoveryDeciseconds = deciseconds;
        }
        apply();
    }

    void softReset() {
        if (!keptOverSoftReset) {
            defaults();
        }
    }

    void hardReset() {
        if (!keptOverHardReset) {
            defaults();
        }
    }

    void powerOn() {
        readRecoveryDeciseconds = 0;
        writeRecoveryDeciseconds = 0;
        keptOverSoftReset = true;
        keptOverHardReset = true;
        defaults();
    }

    /** How many sectors a DRQ block has for READ MULTIPLE; 0 when it was not set. */
    int multiple() {
        return multiple;
    }

    private void defaults() {
        retries = true;
        writeCache = true;
        lookAhead = true;
        reallocation = true;
        senseReporting = false;
        powerManagement = 0;
        acoustics = 0;
        multiple = 0;
        eccBytes = SHORT_ECC;
        mode = TransferMode.UDMA6;
        apply();
    }

    private void apply() {
        reader.cache().lookAhead(lookAhead);
        long limit = readRecoveryDeciseconds == 0 ? Long.MAX_VALUE : readRecoveryDeciseconds * DECISECOND;
        reader.recovery(retries ? limit : Math.min(limit, RETRIES_OFF_NANOS));
    }
}
