package org.salvor.ata;

/** Makes commands about the drive itself: identity, health, logs, settings, power. None of them writes user data. */
public final class DriveCommands {
    private static final int PAGE = 512;
    private static final int SMART = 0xB0;
    private static final long SMART_SIGNATURE = 0xC24F00;
    /** LBA mid and high that SMART RETURN STATUS answers when a threshold is exceeded (ACS-4 7.48.8). */
    private static final long SMART_FAILING = 0x2CF4;

    private DriveCommands() {
    }

    /** IDENTIFY DEVICE (ECh); see {@link IdentifyDevice}. */
    public static AtaCommand identify() {
        return AtaCommand.pioIn(TaskFile.of(0xEC), PAGE);
    }

    /** SMART READ DATA; see {@link SmartData}. */
    public static AtaCommand smartData() {
        return AtaCommand.pioIn(TaskFile.of28(SMART, 0xD0, 1, SMART_SIGNATURE), PAGE);
    }

    /** SMART READ THRESHOLDS (obsolete, and still answered by nearly all). */
    public static AtaCommand smartThresholds() {
        return AtaCommand.pioIn(TaskFile.of28(SMART, 0xD1, 1, SMART_SIGNATURE), PAGE);
    }

    /** SMART RETURN STATUS; see {@link #smartFailing(Registers)}. */
    public static AtaCommand smartStatus() {
        return AtaCommand.nonData(TaskFile.of28(SMART, 0xDA, 0, SMART_SIGNATURE));
    }

    /** Whether the answer to {@link #smartStatus()} says that a threshold is exceeded. */
    public static boolean smartFailing(Registers registers) {
        return (registers.lba() >> 8 & 0xFFFF) == SMART_FAILING;
    }

    /**
     * SMART READ LOG: the first pages of a log.
     *
     * @param pages 1-255
     */
    public static AtaCommand smartReadLog(int address, int pages) {
        range("log address", address, 0, 0xFF);
        range("pages", pages, 1, 0xFF);
        return AtaCommand.pioIn(TaskFile.of28(SMART, 0xD5, pages, SMART_SIGNATURE | address), pages * PAGE);
    }

    /** SMART WRITE LOG of one page: with {@link LogAddress#SCT_STATUS} it carries an {@link SctKey}. */
    public static AtaCommand smartWriteLog(int address) {
        range("log address", address, 0, 0xFF);
        return new AtaCommand(TaskFile.of28(SMART, 0xD6, 1, SMART_SIGNATURE | address), Protocol.PIO_OUT, PAGE);
    }

    /**
     * READ LOG EXT (2Fh).
     *
     * @param firstPage page to start with, 0-65,535
     * @param pages 1-65,535
     */
    public static AtaCommand readLog(int address, int firstPage, int pages) {
        return AtaCommand.pioIn(logTaskFile(0x2F, address, firstPage, pages), pages * PAGE);
    }

    /** READ LOG DMA EXT (47h), as {@link #readLog(int, int, int)}. */
    public static AtaCommand readLogDma(int address, int firstPage, int pages) {
        return new AtaCommand(logTaskFile(0x47, address, firstPage, pages), Protocol.DMA_IN, pages * PAGE);
    }

    /** WRITE LOG EXT (3Fh), as {@link #readLog(int, int, int)}. */
    public static AtaCommand writeLog(int address, int firstPage, int pages) {
        return new AtaCommand(logTaskFile(0x3F, address, firstPage, pages), Protocol.PIO_OUT, pages * PAGE);
    }

    /** Sends an {@link SctKey}: by WRITE LOG EXT where the drive has general purpose logs, else by SMART WRITE LOG. */
    public static AtaCommand sctKey(boolean generalPurposeLog) {
        return generalPurposeLog ? writeLog(LogAddress.SCT_STATUS, 0, 1) : smartWriteLog(LogAddress.SCT_STATUS);
    }

    /** Fetches the {@link SctStatus}. */
    public static AtaCommand sctStatus(boolean generalPurposeLog) {
        return generalPurposeLog ? readLog(LogAddress.SCT_STATUS, 0, 1) : smartReadLog(LogAddress.SCT_STATUS, 1);
    }

    /** Fetches the data of an SCT command that reads: 2 pages after a read long (the sector, then its ECC bytes). */
    public static AtaCommand sctData(boolean generalPurposeLog, int pages) {
        return generalPurposeLog ? readLog(LogAddress.SCT_DATA, 0, pages) : smartReadLog(LogAddress.SCT_DATA, pages);
    }

    /** SET FEATURES (EFh) with a subcommand and the count register that goes with it, both 0-255. */
    public static AtaCommand setFeature(int subcommand, int count) {
        return AtaCommand.nonData(TaskFile.of28(0xEF, subcommand, count, 0));
    }

    /** Selects a transfer mode until power goes. */
    public static AtaCommand transferMode(TransferMode mode) {
        return setFeature(0x03, mode.code());
    }

    /** Read look-ahead on or off until power goes. */
    public static AtaCommand lookAhead(boolean on) {
        return setFeature(on ? 0xAA : 0x55, 0);
    }

    /** Write cache on or off until power goes. */
    public static AtaCommand writeCache(boolean on) {
        return setFeature(on ? 0x02 : 0x82, 0);
    }

    /** Automatic reallocation on or off until power goes (obsolete). */
    public static AtaCommand autoReallocation(boolean on) {
        return setFeature(on ? 0x04 : 0x84, 0);
    }

    /** Retries on or off until power goes (obsolete). */
    public static AtaCommand retries(boolean on) {
        return setFeature(on ? 0x99 : 0x33, 0);
    }

    /** Sense data reporting on or off until power goes. */
    public static AtaCommand senseReporting(boolean on) {
        return setFeature(0xC3, on ? 1 : 0);
    }

    /** READ LONG carries as many ECC bytes as the drive has (IDENTIFY word 22), until power goes (obsolete). */
    public static AtaCommand fullEccBytes() {
        return setFeature(0x44, 0);
    }

    /** SET MULTIPLE MODE (C6h): sectors of a DRQ block of READ MULTIPLE, a power of two up to 128; 0 turns it off. */
    public static AtaCommand setMultiple(int sectors) {
        return AtaCommand.nonData(TaskFile.of28(0xC6, 0, sectors, 0));
    }

    /** CHECK POWER MODE (E5h); the answer stands in the count register, see {@link PowerMode#of(Registers)}. */
    public static AtaCommand checkPowerMode() {
        return AtaCommand.nonData(TaskFile.of(0xE5));
    }

    /** IDLE IMMEDIATE (E1h): spins up if need be, and stays ready. */
    public static AtaCommand idle() {
        return AtaCommand.nonData(TaskFile.of(0xE1));
    }

    /** IDLE IMMEDIATE with unload: the heads leave the platters at once. */
    public static AtaCommand unloadHeads() {
        return AtaCommand.nonData(TaskFile.of28(0xE1, 0x44, 0, 0x554E4C));
    }

    /** STANDBY IMMEDIATE (E0h): spins down. */
    public static AtaCommand standby() {
        return AtaCommand.nonData(TaskFile.of(0xE0));
    }

    /** SLEEP (E6h): only a reset wakes the drive. */
    public static AtaCommand sleep() {
        return AtaCommand.nonData(TaskFile.of(0xE6));
    }

    /** READ NATIVE MAX ADDRESS (F8h) or EXT (27h); the last sector's LBA stands in the LBA registers. */
    public static AtaCommand readNativeMax(boolean extended) {
        return AtaCommand.nonData(extended ? TaskFile.of48(0x27, 0, 0, 0) : TaskFile.of(0xF8));
    }

    /** SET MAX ADDRESS (F9h) or EXT (37h) until power goes; must follow {@link #readNativeMax(boolean)} at once. */
    public static AtaCommand setMaxUntilPowerCycle(long lastLba, boolean extended) {
        return AtaCommand.nonData(extended ? TaskFile.of48(0x37, 0, 0, lastLba) : TaskFile.of28(0xF9, 0, 0, lastLba));
    }

    /** DEVICE CONFIGURATION IDENTIFY (B1h/C2h); see {@link DeviceConfiguration}. */
    public static AtaCommand deviceConfiguration() {
        return AtaCommand.pioIn(TaskFile.of28(0xB1, 0xC2, 0, 0), PAGE);
    }

    /**
     * GET PHYSICAL ELEMENT STATUS (12h) of all elements from the first on; see {@link PhysicalElementStatus}.
     *
     * @param blocks blocks of 512 bytes for the answer, 1-65,535; 15 elements fit the first, 16 each further one
     */
    public static AtaCommand physicalElementStatus(int blocks) {
        range("blocks", blocks, 1, 0xFFFF);
        return new AtaCommand(TaskFile.of48(0x12, 0, blocks, 0), Protocol.DMA_IN, blocks * PAGE);
    }

    /** REQUEST SENSE DATA EXT (0Bh): what the status bit {@link Status#IDX} told of; see {@link SenseData#ofAnswer(Registers)}. */
    public static AtaCommand requestSense() {
        return AtaCommand.nonData(TaskFile.of48(0x0B, 0, 0, 0));
    }

    /** SECURITY FREEZE LOCK (F5h): security commands are refused until power goes. */
    public static AtaCommand freezeSecurity() {
        return AtaCommand.nonData(TaskFile.of(0xF5));
    }

    private static TaskFile logTaskFile(int command, int address, int firstPage, int pages) {
        range("log address", address, 0, 0xFF);
        range("first page", firstPage, 0, 0xFFFF);
        range("pages", pages, 1, 0xFFFF);
        return TaskFile.of48(command, 0, pages, address | (firstPage & 0xFFL) << 8 | (firstPage & 0xFF00L) << 24);
    }

    private static void range(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + " " + value + " is not within " + least + " to " + most);
        }
    }
}
