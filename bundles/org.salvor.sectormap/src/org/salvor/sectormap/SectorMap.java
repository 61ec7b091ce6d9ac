package org.salvor.sectormap;

import java.util.List;

/**
 * The owner's map of a drive: the fate of every sector, in runs of equal state that tile the drive exactly. One thread, the owner, uses it;
 * all others read the {@link MapView}s that {@link #snapshot} gives out. Memory grows with the number of runs, not with the drive.
 */
public final class SectorMap extends ReadableMap {
    /** Most sectors a map may have. */
    public static final long MOST_SECTORS = 1L << 60;

    private final int rootShift;
    private final Edit edit;
    private final Tally tally = new Tally();
    private final LatencyCells latencies;
    private Node root;
    private long version;
    /** The version in which the tree changed last. */
    private long treeVersion;
    private MapView lastView;

    /**
     * A map of untried sectors.
     *
     * @param sectorCount 1..{@link #MOST_SECTORS}
     */
    public SectorMap(long sectorCount) {
        this(sectorCount, SectorState.UNTRIED);
    }

    /** A map of sectors that all have one state. */
    public SectorMap(long sectorCount, SectorState initial) {
        super(sectorCount);
        if (sectorCount < 1 || sectorCount > MOST_SECTORS) {
            throw new IllegalArgumentException("a map of " + sectorCount + " sectors; it must have 1 to " + MOST_SECTORS);
        }
        edit = new Edit();
        rootShift = shiftFor(sectorCount);
        root = edit.uniform(initial.packed());
        latencies = new LatencyCells(sectorCount);
        tally.add(initial.packed(), 1L << rootShift);
    }

    private SectorMap(MapView view) {
        super(view.sectorCount());
        edit = new Edit();
        rootShift = view.rootShift();
        root = view.root();
        latencies = new LatencyCells(view.latencies());
        version = view.version();
        treeVersion = view.treeVersion();
        root.addTo(tally, rootShift, 1);
    }

    /** A map with a tree that was made with this edit, whose every node changed last in this version. */
    SectorMap(Edit edit, long sectorCount, Node root, long version) {
        super(sectorCount);
        this.edit = edit;
        this.root = root;
        this.version = version;
        treeVersion = version;
        rootShift = shiftFor(sectorCount);
        latencies = new LatencyCells(sectorCount);
        root.addTo(tally, rootShift, 1);
    }

    /** A map of its own that begins as the view is; the view stays as it was. The pages are shared until they change. */
    public static SectorMap copyOf(MapView view) {
        return new SectorMap(view);
    }

    /**
     * A map of the first sectors of a view, for one whose end became known late.
     *
     * @param sectorCount 1 to the number the view has
     */
    public static SectorMap firstSectorsOf(MapView view, long sectorCount) {
        if (sectorCount > view.sectorCount()) {
            throw new IllegalArgumentException(sectorCount + " sectors of a map of " + view.sectorCount());
        }
        SectorMap map = new SectorMap(sectorCount);
        Node node = view.root();
        for (int shift = view.rootShift(); shift > map.rootShift; shift -= Node.FAN_BITS) {
            node = node instanceof Branch branch ? branch.child(0) : node;
        }
        map.root = node;
        map.version = view.version();
        map.treeVersion = view.treeVersion();
        map.tally.add(SectorState.UNTRIED.packed(), -(1L << map.rootShift));
        node.addTo(map.tally, map.rootShift, 1);
        long last = map.stateAt(sectorCount - 1).packed();
        if (sectorCount < 1L << map.rootShift) {
            map.setTree(sectorCount, 1L << map.rootShift, last);
        }
        return map;
    }

    /** Smallest shift of a tree that holds this many sectors. */
    static int shiftFor(long sectorCount) {
        int shift = Node.PAGE_SHIFT;
        while (1L << shift < sectorCount) {
            shift += Node.FAN_BITS;
        }
        return shift;
    }

    /**
     * Gives the sectors of the range this state.
     *
     * @throws IndexOutOfBoundsException when the range reaches beyond the map; nothing is changed
     */
    public void set(LbaRange range, SectorState state) {
        set(range.firstLba(), range.endLba(), state.packed());
    }

    /** Does what the change says. */
    public void apply(MapChange change) {
        set(change.range(), change.state());
    }

    /**
     * Gives the sectors from {@code firstLba} up to {@code endLba}, which does not belong to them, this state.
     *
     * @param packedState as {@link SectorState#packed} gives it
     * @throws IndexOutOfBoundsException when the range reaches beyond the map or is none; nothing is changed
     * @throws IllegalArgumentException when the number is no packed state; nothing is changed
     */
    public void set(long firstLba, long endLba, long packedState) {
        if (firstLba < 0 || endLba < firstLba || endLba > sectorCount()) {
            throw new IndexOutOfBoundsException("sectors " + firstLba + " up to " + endLba + " in a map of " + sectorCount());
        }
        if (!SectorState.isPacked(packedState)) {
            throw new IllegalArgumentException("no packed sector state: " + Long.toHexString(packedState));
        }
        if (firstLba == endLba) {
            return;
        }
        // What the tree holds beyond the last sector always has that sector's state, so that a finished map is one leaf.
        setTree(firstLba, endLba == sectorCount() ? 1L << rootShift : endLba, packedState);
    }

    private void setTree(long firstLba, long end, long packedState) {
        long changesBefore = edit.changeCount();
        edit.begin(version + 1);
        Node changed = Branch.set(edit, root, treeVersion, rootShift, firstLba, end, packedState);
        if (changed != root) {
            root = changed;
        }
        if (edit.changeCount() != changesBefore) {
            version++;
            treeVersion = version;
            edit.changeAt(rootShift).moveTo(tally);
        }
    }

    /** Gives every sector of the range another stage and leaves the rest of its state as it is. */
    public void setStage(LbaRange range, Stage stage) {
        long at = range.firstLba();
        long end = Math.min(range.endLba(), sectorCount());
        while (at < end) {
            RunCursor cursor = runs(new LbaRange(at, end));
            cursor.next();
            long runEnd = cursor.endLba();
            set(at, runEnd, cursor.state().withStage(stage).packed());
            at = runEnd;
        }
    }

    /**
     * Notes how long a read of these sectors took. Each latency cell the range touches keeps the slowest.
     *
     * @param micros 0 or more
     */
    public void noteLatency(LbaRange range, long micros) {
        if (latencies.note(range.intersect(wholeRange()), Latency.code(micros), version + 1)) {
            version++;
        }
    }

    /** The latency cells that changed since this was asked last, for the journal. */
    public List<LatencyChange> takeLatencyChanges() {
        return latencies.takeChanges();
    }

    /** Does what the change says; a cell never becomes faster. */
    public void apply(LatencyChange change) {
        if (latencies.note(new LbaRange(change.firstLba(), change.firstLba() + 1), change.code(), version + 1)) {
            version++;
        }
    }

    /** The map as it is now, for any thread, for ever. Costs nothing for what did not change since the last one. */
    public MapView snapshot() {
        if (lastView == null || lastView.version() != version) {
            edit.freeze();
            lastView = new MapView(sectorCount(), root, rootShift, version, treeVersion, totals(), latencies.frozen());
        }
        return lastView;
    }

    @Override
    public long version() {
        return version;
    }

    @Override
    public MapTotals totals() {
        long[] counts = tally.toArray();
        long beyond = (1L << rootShift) - sectorCount();
        if (beyond > 0) {
            SectorState last = stateAt(sectorCount() - 1);
            counts[last.stage().ordinal()] -= beyond;
            counts[MapTotals.STAGES + last.cause().ordinal()] -= beyond;
        }
        return new MapTotals(counts);
    }

    @Override
    long treeVersion() {
        return treeVersion;
    }

    @Override
    Node root() {
        return root;
    }

    @Override
    int rootShift() {
        return rootShift;
    }

    @Override
    LatencyCells latencies() {
        return latencies;
    }
}
