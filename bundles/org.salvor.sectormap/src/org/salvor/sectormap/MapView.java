package org.salvor.sectormap;

/** A sector map as it was at one moment. Immutable: any thread reads it without waiting, however long it keeps it. */
public final class MapView extends ReadableMap {
    private final Node root;
    private final int rootShift;
    private final long version;
    private final long treeVersion;
    private final MapTotals totals;
    private final LatencyCells latencies;

    MapView(long sectorCount, Node root, int rootShift, long version, long treeVersion, MapTotals totals, LatencyCells latencies) {
        super(sectorCount);
        this.root = root;
        this.rootShift = rootShift;
        this.version = version;
        this.treeVersion = treeVersion;
        this.totals = totals;
        this.latencies = latencies;
    }

    @Override
    public long version() {
        return version;
    }

    @Override
    public MapTotals totals() {
        return totals;
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
