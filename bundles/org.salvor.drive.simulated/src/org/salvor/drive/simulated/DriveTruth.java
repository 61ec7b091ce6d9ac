package org.salvor.drive.simulated;

import java.lang.foreign.MemorySegment;
import org.salvor.drive.simulated.internal.Medium;
import org.salvor.drive.simulated.internal.SectorBytes;
import org.salvor.drive.simulated.internal.SectorCode;

/**
 * What is really on a simulated drive, for tests and tools: which sectors read, and what bytes they hold. Nothing here takes drive time or
 * counts as a command. LBAs are logical sectors from 0, whatever a hidden area shows of them. Owner thread, or any thread while the drive
 * rests.
 */
public final class DriveTruth {
    private final Medium medium;
    private final SectorBytes made;
    private final SectorCode code;
    private final SectorFormat format;

    DriveTruth(Medium medium, SectorBytes made, SectorCode code, SectorFormat format) {
        this.medium = medium;
        this.made = made;
        this.code = code;
        this.format = format;
    }

    /** Logical sectors of the drive, hidden ones included. */
    public long sectorCount() {
        return medium.sectorCount();
    }

    /** Bytes of a logical sector. */
    public int sectorBytes() {
        return format.logicalBytes();
    }

    /** What can come of reading a sector. */
    public SectorFate fate(long lba) {
        return medium.fate(lba);
    }

    /** Odds that one try reads a sector as the drive is now, given the full time for it: 1, 0, or that of a weak sector. */
    public double odds(long lba) {
        return medium.odds(lba);
    }

    /** The head that reads a sector, from 0. */
    public int head(long lba) {
        return medium.head(lba);
    }

    /** First sector behind the stretch around {@code lba} that its head reads without a break. */
    public long bandEnd(long lba) {
        return medium.bandEnd(lba);
    }

    /** First sector from {@code lba} on that is not {@link SectorFate#READABLE}; {@link #sectorCount()} when there is none. */
    public long nextNotReadable(long lba) {
        return lba >= sectorCount() ? sectorCount() : medium.nextNotReadable(lba, sectorCount());
    }

    /** First sector behind {@code lba} whose fate differs from that of {@code lba}, or the end of the drive. */
    public long fateEnd(long lba) {
        SectorFate fate = fate(lba);
        if (fate == SectorFate.READABLE) {
            return nextNotReadable(lba);
        }
        long end = medium.damageEnd(lba);
        while (end < sectorCount() && fate(end) == fate) {
            end = medium.damageEnd(end);
        }
        return end;
    }

    /** Takes one stretch of sectors of a fate. */
    @FunctionalInterface
    public interface FateConsumer {

        /** Sectors from {@code firstLba} to {@code endLba} (exclusive) have this fate. */
        void accept(long firstLba, long endLba, SectorFate fate);
    }

    /** Hands over every stretch that is not {@link SectorFate#READABLE}, in rising order. */
    public void forEachDamage(FateConsumer consumer) {
        for (long lba = nextNotReadable(0); lba < sectorCount(); lba = nextNotReadable(lba)) {
            long end = fateEnd(lba);
            consumer.accept(lba, end, fate(lba));
            lba = end;
        }
    }

    /** How many sectors have a fate. */
    public long count(SectorFate fate) {
        long[] counted = { 0, 0 };
        forEachDamage((first, end, found) -> {
            counted[0] += end - first;
            counted[1] += found == fate ? end - first : 0;
        });
        return fate == SectorFate.READABLE ? sectorCount() - counted[0] : counted[1];
    }

    /** The bytes that a sector holds: as made, or as last written. Of an unreadable one: what it held before it went bad. */
    public byte[] bytes(long lba) {
        byte[] written = medium.rewritten().bytes(lba);
        if (written != null) {
            return written.clone();
        }
        byte[] bytes = new byte[sectorBytes()];
        made.fill(lba, 1, MemorySegment.ofArray(bytes), 0);
        return bytes;
    }

    /** The check bytes that the drive's code gives to a sector's bytes, as READ LONG would read them of a sector without errors. */
    public byte[] eccBytes(byte[] sector) {
        return code.checkBytes(sector);
    }

    /**
     * The first of some sectors whose bytes differ from the truth.
     *
     * @param held {@code sectorCount} sectors from {@code firstLba} on
     * @return its LBA, or -1 when all are right
     */
    public long firstWrong(long firstLba, long sectorCount, MemorySegment held) {
        MemorySegment expected = MemorySegment.ofArray(new byte[sectorBytes()]);
        for (long lba = firstLba; lba < firstLba + sectorCount; lba++) {
            byte[] written = medium.rewritten().bytes(lba);
            if (written != null) {
                expected.copyFrom(MemorySegment.ofArray(written));
            } else {
                made.fill(lba, 1, expected, 0);
            }
            if (expected.mismatch(held.asSlice((lba - firstLba) * sectorBytes(), sectorBytes())) >= 0) {
                return lba;
            }
        }
        return -1;
    }
}
