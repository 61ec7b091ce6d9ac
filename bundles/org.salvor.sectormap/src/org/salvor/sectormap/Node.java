package org.salvor.sectormap;

/**
 * A part of the map's tree. A {@link Leaf} holds runs, a {@link Branch} 256 nodes of one size. Every node carries the mark of the edit that
 * made it: as long as a map is in that edit nobody else can see the node and it is changed in place; afterwards it never changes again.
 */
abstract sealed class Node permits Leaf, Branch {
    /** log2 of the nodes below a branch. */
    static final int FAN_BITS = 8;
    static final int FAN = 1 << FAN_BITS;
    /** log2 of the sectors of a page, the ordinary leaf. */
    static final int PAGE_SHIFT = 20;
    /** log2 of the sectors of a leaf below a page that has too many runs for one array. */
    static final int SUB_PAGE_SHIFT = PAGE_SHIFT - FAN_BITS;
    /** Bits of a mask. */
    static final int MASK_BITS = MapTotals.COLUMNS;
    static final int MASK = (1 << MASK_BITS) - 1;

    /** Mark of the edit that may change this node in place; null for a node that is shared from the beginning. */
    private final Object owner;

    Node(Object owner) {
        this.owner = owner;
    }

    /** Whether the node may be changed in place. */
    final boolean belongsTo(Edit edit) {
        return owner == edit.mark();
    }

    /** Adds the sectors of this node, which spans 2^shift sectors, times {@code sign}, to the tally. */
    abstract void addTo(Tally tally, int shift, int sign);

    /** A bit for each stage held and, after the stages, for each cause held. */
    abstract int mask();

    /** The state of every sector below as a packed number, or -1 when they differ or are not in one leaf. */
    abstract long uniformState();

    static int maskOf(long state) {
        return 1 << (state >>> 8 & 15) | 1 << MapTotals.STAGES + (state >>> 4 & 15);
    }
}
