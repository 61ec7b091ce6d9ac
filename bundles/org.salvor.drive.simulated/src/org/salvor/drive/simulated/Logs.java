package org.salvor.drive.simulated;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.salvor.ata.AtaFormatException;
import org.salvor.ata.ErrorBits;
import org.salvor.ata.LogAddress;
import org.salvor.ata.NcqErrorLog;
import org.salvor.ata.RebuildAssistLog;
import org.salvor.ata.Registers;
import org.salvor.ata.SctKey;
import org.salvor.ata.TaskFile;

/** The logs of READ LOG and WRITE LOG, in their extended and their SMART form, with SMART command transport behind two of them. */
final class Logs {
    private static final int PAGE = 512;
    private static final int NOT_SUPPORTED = 0x0002;
    private static final int IN_PROGRESS = 0xFFFF;
    private static final int STATISTICS_PAGES = 6;
    private final Health health;
    private final RebuildAssist assist;
    private final Settings settings;
    private NcqErrorLog queueError;
    private byte[] sctData = new byte[0];
    private int sctStatus;
    private int sctAction;
    private int sctFunction;
    private long sctLba;

    Logs(Health health, RebuildAssist assist, Settings settings) {
        this.health = health;
        this.assist = assist;
        this.settings = settings;
    }

    /** Whether a queued command failed and nobody has read why. */
    boolean queueStopped() {
        return queueError != null;
    }

    /** A queued command failed. */
    void stopQueue(int tag, Registers registers, boolean predicted, long finalLba) {
        int key = predicted ? 0x0B : (registers.error() & ErrorBits.ABRT) != 0 ? 0x0B : 0x03;
        int additional = predicted ? 0x1103 : (registers.error() & ErrorBits.IDNF) != 0 ? 0x1401
                : (registers.error() & ErrorBits.UNC) != 0 ? 0x1100 : 0x1300;
        queueError = new NcqErrorLog(true, false, tag, registers, key, (registers.error() & ErrorBits.ICRC) != 0 ? 0x4700 : additional,
                finalLba);
    }

    void reset() {
        queueError = null;
    }

    void powerOn() {
        queueError = null;
        sctData = new byte[0];
        sctStatus = 0;
        sctAction = 0;
        sctFunction = 0;
    }

    /**
     * Reads pages of a log.
     *
     * @param extended whether by READ LOG EXT, which alone reaches the logs of queued commands
     * @param identify what IDENTIFY DEVICE would answer
     */
    Reply read(int address, int firstPage, int pages, boolean extended, byte[] identify, long nowNanos) {
        if (pages == 0) {
            return Reply.aborted();
        }
        byte[] log = switch (address) {
        case LogAddress.DIRECTORY -> directory(extended);
        case LogAddress.DEVICE_STATISTICS -> statistics(nowNanos);
        case LogAddress.NCQ_ERROR -> extended ? takeQueueError() : null;
        case LogAddress.REBUILD_ASSIST -> extended ? assist.page().encode() : null;
        case LogAddress.IDENTIFY_DATA -> identifyLog(identify);
        case LogAddress.SCT_STATUS -> health.sct(sctStatus, sctAction, sctFunction, sctLba, nowNanos).encode();
        case LogAddress.SCT_DATA -> sctData.length == 0 ? null : sctData;
        default -> null;
        };
        long first = (long) firstPage * PAGE;
        long length = (long) pages * PAGE;
        return log == null || first + length > log.length ? Reply.aborted()
                : Reply.data(Arrays.copyOfRange(log, (int) first, (int) (first + length)));
    }

    /** The key of an SCT command that reads one sector long; null when the written page is none. */
    static SctKey readLong(int address, byte[] page) {
        SctKey key = address == LogAddress.SCT_STATUS && page.length == PAGE ? new SctKey(page) : null;
        return key != null && key.action() == 1 && key.function() == 1 ? key : null;
    }

    /** Writes one page of a log. */
    Reply write(int address, byte[] page, boolean extended) {
        if (page.length < PAGE) {
            return Reply.aborted();
        }
        if (address == LogAddress.REBUILD_ASSIST && extended) {
            return writeAssist(page);
        }
        return address == LogAddress.SCT_STATUS ? sct(new SctKey(Arrays.copyOf(page, PAGE))) : Reply.aborted();
    }

    /** The answer to a long read, for log E1h: the sector, then its check bytes, each in whole pages. */
    Reply longRead(SctKey key, byte[] raw, int sectorBytes) {
        int eccPages = (raw.length - sectorBytes + PAGE - 1) / PAGE;
        sctData = Arrays.copyOf(raw, sectorBytes + eccPages * PAGE);
        note(key, 0, key.lba());
        return Reply.registers(sctData.length / PAGE, 0);
    }

    /** A long read found no sector. */
    void longReadFailed(SctKey key) {
        note(key, IN_PROGRESS, key.lba());
    }

    private Reply sct(SctKey key) {
        sctData = new byte[0];
        boolean timer = key.action() == 3 && key.word(2) >= 1 && key.word(2) <= 2;
        if (timer && key.function() == 1) {
            settings.recovery(key.word(2) == 1, key.word(3));
            note(key, 0, 0);
            return Reply.good();
        }
        if (timer && key.function() == 2) {
            int value = key.word(2) == 1 ? settings.readRecoveryDeciseconds : settings.writeRecoveryDeciseconds;
            note(key, 0, 0);
            return Reply.registers(value & 0xFF, value >> 8 & 0xFF);
        }
        note(key, NOT_SUPPORTED, 0);
        return Reply.aborted();
    }

    private void note(SctKey key, int status, long lba) {
        sctStatus = status;
        sctAction = key.action();
        sctFunction = key.function();
        sctLba = lba;
    }

    private Reply writeAssist(byte[] page) {
        try {
            return assist.write(RebuildAssistLog.decode(MemorySegment.ofArray(Arrays.copyOf(page, PAGE)))) ? Reply.good() : Reply.aborted();
        } catch (AtaFormatException unreadable) {
            return Reply.aborted();
        }
    }

    private byte[] takeQueueError() {
        NcqErrorLog error = queueError == null
                ? new NcqErrorLog(false, false, 0, new Registers(Reply.GOOD, 0, 0, 0, TaskFile.LBA_MODE), 0, 0, 0) : queueError;
        queueError = null;
        return error.encode();
    }

    private byte[] statistics(long nowNanos) {
        byte[] log = new byte[STATISTICS_PAGES * PAGE];
        for (int page = 0; page < STATISTICS_PAGES; page++) {
            byte[] raw = health.statistics(page, nowNanos);
            if (raw != null) {
                System.arraycopy(raw, 0, log, page * PAGE, PAGE);
            }
        }
        return log;
    }

    /** Page 0 lists the pages, page 1 is a copy of IDENTIFY DEVICE (ACS-4 9.11). */
    private static byte[] identifyLog(byte[] identify) {
        byte[] log = new byte[2 * PAGE];
        log[0] = 1;
        log[8] = 2;
        log[10] = 1;
        System.arraycopy(identify, 0, log, PAGE, PAGE);
        return log;
    }

    private static byte[] directory(boolean extended) {
        byte[] log = new byte[PAGE];
        log[0] = 1;
        log[2 * LogAddress.DEVICE_STATISTICS] = STATISTICS_PAGES;
        log[2 * LogAddress.IDENTIFY_DATA] = 2;
        log[2 * LogAddress.SCT_STATUS] = 1;
        log[2 * LogAddress.SCT_DATA] = 1;
        if (extended) {
            log[2 * LogAddress.NCQ_ERROR] = 1;
            log[2 * LogAddress.REBUILD_ASSIST] = 1;
        }
        return log;
    }
}
