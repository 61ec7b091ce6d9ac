package org.salvor.sectormap;

import java.util.Arrays;

/** Makes one {@link MapWindow}. Work is in proportion to the cells, not to the sectors or runs they hold. */
final class WindowPainter {
    private final ReadableMap map;
    private final LbaRange range;
    private final int cellCount;
    private final long sinceVersion;
    private final long[] stages = new long[MapTotals.STAGES];

    WindowPainter(ReadableMap map, LbaRange range, int cellCount, long sinceVersion) {
        if (range.isEmpty() || !map.wholeRange().contains(range) || cellCount < 1) {
            throw new IllegalArgumentException("a window of " + cellCount + " cells on " + range + " in a map of " + map.sectorCount());
        }
        this.map = map;
        this.range = range;
        this.cellCount = (int) Math.min(cellCount, range.sectorCount());
        this.sinceVersion = sinceVersion;
    }

    MapWindow paint() {
        int[] cells = new int[cellCount];
        int[] summaries = new int[cellCount];
        int count = 0;
        for (int cell = 0; cell < cellCount; cell++) {
            long first = MapWindow.boundary(range, cellCount, cell);
            long end = MapWindow.boundary(range, cellCount, cell + 1);
            if (hasChanged(first, end)) {
                cells[count] = cell;
                summaries[count++] = summary(first, end);
            }
        }
        return new MapWindow(range, cellCount, map.version(), Arrays.copyOf(cells, count), Arrays.copyOf(summaries, count));
    }

    private boolean hasChanged(long first, long end) {
        return sinceVersion < 0 || map.treeVersion() > sinceVersion && changed(map.root(), 0, first, end)
                || map.version() > sinceVersion && map.latencies().changedSince(first, end, sinceVersion);
    }

    private boolean changed(Node node, long base, long first, long end) {
        if (!(node instanceof Branch branch)) {
            return true;
        }
        int last = (int) (Math.min(end - 1 - base >>> branch.shift, Node.FAN - 1));
        for (int slot = (int) (Math.max(first - base, 0) >>> branch.shift); slot <= last; slot++) {
            if (branch.version(slot) > sinceVersion && changed(branch.child(slot), base + ((long) slot << branch.shift), first, end)) {
                return true;
            }
        }
        return false;
    }

    private int summary(long first, long end) {
        Arrays.fill(stages, 0);
        addStages(map.root(), map.rootShift(), first, end);
        int dominant = -1;
        int worst = -1;
        for (Stage stage : STAGES) {
            long count = stages[stage.ordinal()];
            if (count > 0) {
                boolean worse = worst < 0 || stage.severity() > STAGES[worst].severity();
                worst = worse ? stage.ordinal() : worst;
                long most = dominant < 0 ? 0 : stages[dominant];
                boolean equalButWorse = count == most && stage.severity() > STAGES[dominant].severity();
                dominant = count > most || equalButWorse ? stage.ordinal() : dominant;
            }
        }
        long total = end - first;
        return CellSummary.pack(dominant, share(stages[dominant], total), worst, share(stages[worst], total),
                map.latencies().slowest(first, end));
    }

    private static int share(long part, long total) {
        return part == total ? 255 : Math.clamp(Math.round(255.0 * part / total), 1, 254);
    }

    /** Adds the sectors a stage between two offsets of a node of 2^shift sectors. */
    private void addStages(Node node, int shift, long from, long to) {
        if (node instanceof Leaf leaf) {
            leaf.addStages(shift, from, to, 1, stages);
            return;
        }
        Branch branch = (Branch) node;
        long span = 1L << branch.shift;
        for (int slot = (int) (from >>> branch.shift); slot <= (int) (to - 1 >>> branch.shift); slot++) {
            long base = (long) slot << branch.shift;
            long childFrom = Math.max(0, from - base);
            long childTo = Math.min(span, to - base);
            long length = childTo - childFrom;
            Node child = branch.child(slot);
            if (length == span && branch.addStages(slot, stages)) {
                continue;
            }
            if (length > span / 2 && child instanceof Leaf leaf && leaf.isWorthTakingWhole() && branch.addStages(slot, stages)) {
                leaf.addStages(branch.shift, 0, childFrom, -1, stages);
                leaf.addStages(branch.shift, childTo, span, -1, stages);
            } else {
                addStages(child, branch.shift, childFrom, childTo);
            }
        }
    }

    private static final Stage[] STAGES = Stage.values();
}
