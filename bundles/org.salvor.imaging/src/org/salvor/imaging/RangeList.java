package org.salvor.imaging;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.salvor.sectormap.LbaRange;

/** Ranges of sectors, ascending, that neither touch nor overlap. Immutable. */
final class RangeList {
    private final List<LbaRange> ranges;

    private RangeList(List<LbaRange> ranges) {
        this.ranges = ranges;
    }

    /** All sectors of these ranges, which may lie in any order and overlap. */
    static RangeList of(Collection<LbaRange> any) {
        List<LbaRange> joined = new ArrayList<>();
        for (LbaRange range : any.stream().filter(range -> !range.isEmpty()).sorted().toList()) {
            LbaRange last = joined.isEmpty() ? null : joined.getLast();
            if (last != null && range.firstLba() <= last.endLba()) {
                joined.set(joined.size() - 1, new LbaRange(last.firstLba(), Math.max(last.endLba(), range.endLba())));
            } else {
                joined.add(range);
            }
        }
        return new RangeList(joined);
    }

    /** The ranges, ascending. */
    List<LbaRange> ranges() {
        return ranges;
    }

    /** Sectors that are in both. */
    RangeList and(RangeList other) {
        List<LbaRange> common = new ArrayList<>();
        int mine = 0;
        int theirs = 0;
        while (mine < ranges.size() && theirs < other.ranges.size()) {
            LbaRange a = ranges.get(mine);
            LbaRange b = other.ranges.get(theirs);
            if (a.overlaps(b)) {
                common.add(a.intersect(b));
            }
            if (a.endLba() < b.endLba()) {
                mine++;
            } else {
                theirs++;
            }
        }
        return new RangeList(common);
    }

    /** The parts of a range that are in the list, ascending. */
    List<LbaRange> within(LbaRange range) {
        List<LbaRange> parts = new ArrayList<>(1);
        for (int i = firstEndingAfter(range.firstLba()); i < ranges.size() && ranges.get(i).firstLba() < range.endLba(); i++) {
            parts.add(ranges.get(i).intersect(range));
        }
        return parts;
    }

    /** Index of the first range that has a sector at {@code lba} or behind it; their number when none has. */
    int firstEndingAfter(long lba) {
        int low = 0;
        int high = ranges.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ranges.get(middle).endLba() > lba) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
