package org.salvor.ata;

import java.lang.foreign.MemorySegment;

/**
 * The NCQ command error log, 10h: what became of the queued command that stopped the queue (ACS-4 9.13; HC580 specification 12.21.7).
 * Reading it also lets the drive take queued commands again.
 *
 * @param queued whether the error belongs to a queued command; the tag counts only then
 * @param unloading whether the queue was stopped by an unload
 * @param tag tag of the command, 0-31
 * @param registers status, error, count, LBA (first sector in error) and device register as they would have been
 * @param senseKey sense key, 0-15; 0 where the drive tells none
 * @param additionalSense additional sense code in the high byte and its qualifier in the low byte
 * @param finalLba with rebuild assist the last of the foreknown bad sectors that begin at the LBA of the registers, else 0
 */
public record NcqErrorLog(boolean queued, boolean unloading, int tag, Registers registers, int senseKey, int additionalSense,
        long finalLba) {

    public NcqErrorLog {
        if (tag < 0 || tag > 31 || (senseKey & ~0x0F) != 0 || (additionalSense & ~0xFFFF) != 0 || finalLba < 0 || finalLba >>> 48 != 0) {
            throw new IllegalArgumentException("a field of the NCQ error log is out of its range");
        }
    }

    /**
     * Reads the log page.
     *
     * @throws AtaFormatException when it is not 512 bytes or its checksum is wrong
     */
    public static NcqErrorLog decode(MemorySegment page) throws AtaFormatException {
        byte[] raw = Pages.checked("NCQ error log", page);
        int head = raw[0] & 0xFF;
        long lba = Pages.number(raw, 4, 3) | Pages.number(raw, 8, 3) << 24;
        Registers registers = new Registers(raw[2] & 0xFF, raw[3] & 0xFF, (int) Pages.number(raw, 12, 2), lba, raw[7] & 0xFF);
        int sense = (raw[15] & 0xFF) << 8 | raw[16] & 0xFF;
        return new NcqErrorLog((head & 0x80) == 0, (head & 0x40) != 0, head & 0x1F, registers, raw[14] & 0x0F, sense,
                Pages.number(raw, 17, 6));
    }

    /** The 512 bytes of the page, with checksum. */
    public byte[] encode() {
        byte[] raw = new byte[Pages.BYTES];
        raw[0] = (byte) ((queued ? 0 : 0x80) | (unloading ? 0x40 : 0) | tag);
        raw[2] = (byte) registers.status();
        raw[3] = (byte) registers.error();
        Pages.put(raw, 4, 3, registers.lba());
        raw[7] = (byte) registers.device();
        Pages.put(raw, 8, 3, registers.lba() >>> 24);
        Pages.put(raw, 12, 2, registers.count());
        raw[14] = (byte) senseKey;
        raw[15] = (byte) (additionalSense >> 8);
        raw[16] = (byte) additionalSense;
        Pages.put(raw, 17, 6, finalLba);
        return Pages.seal(raw);
    }

    /** Whether the drive foreknew the error by rebuild assist: aborted command, multiple read errors (0B/11/03). */
    public boolean predicted() {
        return senseKey == 0x0B && additionalSense == 0x1103;
    }
}
