package org.salvor.ata;

/**
 * Feature sets that IDENTIFY DEVICE tells of, by the word and bit that say "supported" and "enabled" (ACS-4 7.13; older standards for the
 * obsolete).
 */
public enum DriveFeature {
    SMART(82, 0, 85, 0),
    SECURITY(82, 1, 85, 1),
    POWER_MANAGEMENT(82, 3, 85, 3),
    WRITE_CACHE(82, 5, 85, 5),
    LOOK_AHEAD(82, 6, 85, 6),
    /** Host protected area: READ NATIVE MAX and SET MAX. */
    HPA(82, 10, 85, 10),
    DOWNLOAD_MICROCODE(83, 0, 86, 0),
    /** Advanced power management. */
    APM(83, 3, 86, 3),
    /** Power-up in standby. */
    POWER_UP_IN_STANDBY(83, 5, 86, 5),
    /** Automatic acoustic management. */
    AAM(83, 9, 86, 9),
    LBA48(83, 10, 86, 10),
    /** Device configuration overlay. */
    DCO(83, 11, 86, 11),
    SMART_ERROR_LOG(84, 0, 87, 0),
    SMART_SELF_TEST(84, 1, 87, 1),
    STREAMING(84, 4, 87, 4),
    /** READ LOG EXT and WRITE LOG EXT. */
    GENERAL_PURPOSE_LOG(84, 5, 87, 5),
    WORLD_WIDE_NAME(84, 8, 87, 8),
    /** IDLE IMMEDIATE with unload. */
    UNLOAD(84, 13, 87, 13),
    WRITE_READ_VERIFY(119, 1, 120, 1),
    WRITE_UNCORRECTABLE(119, 2, 120, 2),
    /** READ LOG DMA EXT and WRITE LOG DMA EXT. */
    LOG_DMA(119, 3, 120, 3),
    SENSE_DATA_REPORTING(119, 6, 120, 6),
    EXTENDED_POWER_CONDITIONS(119, 7, 120, 7),
    /** Accessible maximum address: the successor of {@link #HPA}. */
    ACCESSIBLE_MAX(119, 8, 120, 8),
    SANITIZE(59, 12, 59, 12),
    NCQ(76, 8, 76, 8),
    REBUILD_ASSIST(78, 11, 79, 11),
    TRIM(169, 0, 169, 0),
    /** SMART command transport. */
    SCT(206, 0, 206, 0),
    /** SCT READ LONG and WRITE LONG (obsolete since ACS-2). */
    SCT_LONG(206, 1, 206, 1),
    /** SCT error recovery control. */
    SCT_ERC(206, 3, 206, 3),
    SCT_FEATURE_CONTROL(206, 4, 206, 4),
    SCT_DATA_TABLES(206, 5, 206, 5);

    final int supportedWord;
    final int supportedBit;
    final int enabledWord;
    final int enabledBit;

    DriveFeature(int supportedWord, int supportedBit, int enabledWord, int enabledBit) {
        this.supportedWord = supportedWord;
        this.supportedBit = supportedBit;
        this.enabledWord = enabledWord;
        this.enabledBit = enabledBit;
    }

    /** Whether the drive says nothing about "enabled" beside "supported". */
    public boolean alwaysEnabled() {
        return supportedWord == enabledWord;
    }
}
