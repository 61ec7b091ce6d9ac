package org.salvor.drive.simulated.internal;

import java.util.ArrayList;
import java.util.List;
import org.salvor.drive.MediaFault;
import org.salvor.drive.simulated.Parameter;
import org.salvor.drive.simulated.Profile;
import org.salvor.drive.simulated.SectorFate;
import org.salvor.drive.simulated.SectorFormat;

/**
 * The platters: which head reads which sector, and what is damaged. A physical sector of which any part is damaged is damaged as a whole.
 * Sectors are logical ones. Owner thread only, as wear and writing change it.
 */
public final class Medium {
    private static final long KIND = 0x6b69_6e64;
    private static final long ODDS = 0x6f64_6473;
    private final long seed;
    private final long sectorCount;
    private final int unitsPerSector;
    private final int unitsPerPhysical;
    private final BandTable bands;
    private final FaultSource[] sources;
    private final HeadFaults weakHead;
    private final int weakHeadIndex;
    private final double weakLeast;
    private final double weakMost;
    private final double idNotFound;
    private final double addressMark;
    private final double wear;
    private double wornOdds;
    private HeadFaults worn;
    private final Rewritten rewritten = new Rewritten();

    /** @param sectorCount logical sectors, ≥ 1 */
    public Medium(Profile profile, long seed, long sectorCount, SectorFormat format) {
        this.seed = seed;
        this.sectorCount = sectorCount;
        unitsPerSector = format.unitsPerSector();
        unitsPerPhysical = format.unitsPerPhysical();
        long units = sectorCount * unitsPerSector;
        bands = new BandTable(profile, seed, units, 8);
        List<FaultSource> list = new ArrayList<>();
        StretchFaults.Builder stretches = new StretchFaults.Builder(units);
        ClusteredFaults.add(profile, seed, units, format.logicalBytes() / unitsPerSector, stretches);
        ScratchFaults.add(profile, seed, units, stretches);
        list.add(stretches.build());
        if (profile.value(Parameter.DEAD_HEAD) >= 0) {
            list.add(HeadFaults.dead(bands, profile.count(Parameter.DEAD_HEAD)));
        }
        sources = list.toArray(FaultSource[]::new);
        weakHeadIndex = (int) profile.value(Parameter.WEAK_HEAD);
        double share = profile.value(Parameter.WEAK_HEAD_SHARE) / 100;
        weakHead = weakHeadIndex >= 0 ? HeadFaults.weak(profile, bands, seed, share) : null;
        worn = weakHead;
        wornOdds = share / (1 - share);
        wear = profile.value(Parameter.WEAR) / 100;
        weakLeast = profile.value(Parameter.WEAK_LEAST);
        weakMost = profile.value(Parameter.WEAK_MOST);
        idNotFound = profile.value(Parameter.ID_NOT_FOUND) / 100;
        addressMark = profile.value(Parameter.ADDRESS_MARK) / 100;
    }

    /** Logical sectors. */
    public long sectorCount() {
        return sectorCount;
    }

    /** Which head reads a sector. */
    public int head(long sector) {
        return bands.head(bands.bandAt(sector * unitsPerSector));
    }

    /** First sector behind the last one that the same head reads without a break, seen from {@code sector}. */
    public long bandEnd(long sector) {
        int band = bands.bandAt(sector * unitsPerSector);
        int last = band;
        while (last + 1 < bands.size() && bands.head(last + 1) == bands.head(band)) {
            last++;
        }
        return Math.min(sectorCount, bands.end(last) / unitsPerSector + (bands.end(last) % unitsPerSector == 0 ? 0 : 1));
    }

    /** First sector from {@code from} to {@code end} (exclusive) that does not read without fail now; {@code end} when there is none. */
    public long nextFault(long from, long end) {
        return next(from, end, worn);
    }

    /**
     * First sector from {@code from} to {@code end} (exclusive) that does not read or need not always read; {@code end} when there is none.
     */
    public long nextNotReadable(long from, long end) {
        return next(from, end, wear > 0 && weakHead != null ? weakHead.withShare(1) : worn);
    }

    /** Odds that one try reads a sector now: 1 for a good one, 0 for one that never reads. */
    public double odds(long sector) {
        if (nextFault(sector, sector + 1) != sector) {
            return 1;
        }
        if (weakMost == 0 || rewritten.spoiled(physical(sector))) {
            return 0;
        }
        return Dice.between(weakLeast, weakMost, seed, ODDS, physical(sector));
    }

    /** What can come of reading a sector, now and later. */
    public SectorFate fate(long sector) {
        if (nextNotReadable(sector, sector + 1) != sector) {
            return SectorFate.READABLE;
        }
        double odds = odds(sector);
        return odds == 1 ? SectorFate.MORTAL : odds == 0 ? SectorFate.UNREADABLE : SectorFate.WEAK;
    }

    /** How a damaged sector fails. */
    public MediaFault kind(long sector) {
        long first = physical(sector) * unitsPerPhysical;
        long end = first + unitsPerPhysical;
        for (FaultSource source : sources) {
            long unit = source.next(first, end);
            if (unit < end) {
                return kindOf(source.place(unit));
            }
        }
        return MediaFault.UNCORRECTABLE;
    }

    /** The head that a failed read wears, if that sector's is such a head: its odds of failing rise. */
    public void wearBy(long sector) {
        if (wear > 0 && weakHead != null && head(sector) == weakHeadIndex) {
            wornOdds *= 1 + wear;
            worn = weakHead.withShare(wornOdds / (1 + wornOdds));
        }
    }

    /** Number of the physical sector that a logical one lies in. */
    public long physical(long sector) {
        return sector * unitsPerSector / unitsPerPhysical;
    }

    /** First logical sector behind the physical sector that {@code sector} lies in. */
    public long physicalEnd(long sector) {
        return Math.min(sectorCount, (physical(sector) + 1) * unitsPerPhysical / unitsPerSector);
    }

    /** A sector behind the damaged {@code sector} up to which all share its fate; there may be more of them behind. */
    public long damageEnd(long sector) {
        long first = physical(sector) * unitsPerPhysical;
        long behind = first + unitsPerPhysical;
        long end = behind;
        if (wear == 0 && rewritten.isEmpty()) {
            for (FaultSource source : sources) {
                long unit = source.next(first, behind);
                end = unit < behind ? Math.max(end, source.stretchEnd(unit)) : end;
            }
        }
        return Math.min(sectorCount, physicalEnd((end - 1) / unitsPerSector));
    }

    /** What was written since the drive was made. */
    public Rewritten rewritten() {
        return rewritten;
    }

    private long next(long from, long end, HeadFaults patches) {
        long unit = physical(from) * unitsPerPhysical;
        long unitEnd = (physical(end - 1) + 1) * unitsPerPhysical;
        while (unit < unitEnd) {
            long found = rewritten.nextSpoiled(unit / unitsPerPhysical, unitEnd / unitsPerPhysical) * unitsPerPhysical;
            for (FaultSource source : sources) {
                found = source.next(unit, found);
            }
            if (patches != null) {
                found = patches.next(unit, found);
            }
            if (found >= unitEnd) {
                return end;
            }
            long physical = found / unitsPerPhysical;
            if (!rewritten.healed(physical)) {
                return Math.max(from, physical * unitsPerPhysical / unitsPerSector);
            }
            unit = (physical + 1) * unitsPerPhysical;
        }
        return end;
    }

    private MediaFault kindOf(long place) {
        double roll = Dice.unit(seed, KIND, place);
        if (roll < idNotFound) {
            return MediaFault.ID_NOT_FOUND;
        }
        return roll < idNotFound + addressMark ? MediaFault.ADDRESS_MARK : MediaFault.UNCORRECTABLE;
    }
}
