package org.salvor.drive.simulated;

import java.lang.foreign.MemorySegment;
import org.salvor.ata.Registers;
import org.salvor.drive.simulated.internal.Mechanics;
import org.salvor.drive.simulated.internal.SectorBytes;

/**
 * The course that one command takes if neither reset nor power cut comes between: when it ends, with which registers, and what data it has
 * ready when. Times are nanoseconds of the drive's clock. Belongs to its {@link DriveHardware}, which uses one object for all commands:
 * valid until the next one starts.
 */
public final class Course {
    private final Mechanics mechanics;
    private final int sectorBytes;
    long startNanos;
    long endNanos;
    Registers registers;
    /** Sectors of the medium that the command moves, and the first of them; 0 for a command that moves none. */
    int sectors;
    long firstLba;
    /** Where the bytes really come from: {@code firstLba}, or elsewhere when the drive lies. */
    long dataLba;
    SectorBytes source;
    /** Sectors before the failing one; all when none fails. */
    int goodSectors;
    /** When the first sector begins to pass under the head. */
    long dataNanos;
    /** The first sectors, that come from the cache, and when the medium goes on behind them. */
    int cachedSectors;
    long mediumNanos;
    /** Sectors of a DRQ block. */
    int blockSectors;
    /** Data that does not come from the medium; null for none. */
    byte[] answer;

    Course(Mechanics mechanics, int sectorBytes) {
        this.mechanics = mechanics;
        this.sectorBytes = sectorBytes;
    }

    /** Starts afresh as a command without data. */
    void begin(long nowNanos) {
        startNanos = nowNanos;
        endNanos = nowNanos;
        sectors = 0;
        goodSectors = 0;
        cachedSectors = 0;
        blockSectors = 1;
        answer = null;
    }

    /** When the drive took the command. */
    public long startNanos() {
        return startNanos;
    }

    /** When BSY and DRQ are clear and the registers stand; {@link DriveHardware#NEVER} when the drive hangs. */
    public long endNanos() {
        return endNanos;
    }

    /** The registers at the end; of no meaning when there is none. */
    public Registers registers() {
        return registers;
    }

    /** Sectors of the medium that the command asks for; 0 when it reads none or moves no data. */
    public int sectors() {
        return sectors;
    }

    /** Sectors that come before the first failing one, of those asked for. */
    public int goodSectors() {
        return goodSectors;
    }

    /** Bytes that a host gets of a command that ends well, or of the good sectors of one that does not. */
    public long dataBytes() {
        return answer != null ? answer.length : (long) goodSectors * sectorBytes;
    }

    /** Bytes of one DRQ block of a PIO command; its last block may be shorter. */
    public int drqBytes() {
        return answer != null ? Math.min(512, answer.length) : blockSectors * sectorBytes;
    }

    /** When a DRQ block (from 0) is ready to be taken, if the host takes each as soon as it is there. */
    public long drqNanos(int block) {
        if (answer != null) {
            return endNanos;
        }
        return sectorsReadyNanos(Math.min(goodSectors, (block + 1) * blockSectors));
    }

    /** When the first {@code count} sectors, at most all good ones, have been read. */
    public long sectorsReadyNanos(int count) {
        if (count <= cachedSectors) {
            return dataNanos + count * mechanics.cachedSector;
        }
        return mediumNanos + mechanics.transferNanos(firstLba + cachedSectors, firstLba + count);
    }

    /** How many sectors have been handed over block by block at a time. */
    public int sectorsReadyAt(long nanos) {
        int blocks = 0;
        int above = (goodSectors + blockSectors - 1) / blockSectors + 1;
        while (above - blocks > 1) {
            int middle = (blocks + above) / 2;
            if (sectorsReadyNanos(Math.min(goodSectors, middle * blockSectors)) <= nanos) {
                blocks = middle;
            } else {
                above = middle;
            }
        }
        return Math.min(goodSectors, blocks * blockSectors);
    }
}
