package org.salvor.sectormap;

import java.util.Arrays;

/** What the owner carries along while it changes the tree: the edit's mark, the version being made, and the change of the totals. */
final class Edit {
    private static final int CACHE_SIZE = 64;

    /** Change of the sectors a stage and a cause since the current call began. */
    final long[] delta = new long[MapTotals.COLUMNS];

    private final long[] beforePage = new long[MapTotals.COLUMNS];
    private final long[] beforeSubPage = new long[MapTotals.COLUMNS];
    private final Leaf[] uniforms = new Leaf[CACHE_SIZE];
    private Object mark = new Object();
    private long version;
    private long changeCount;

    /** What tells the nodes of this edit of this map from all others. */
    Object mark() {
        return mark;
    }

    /** From now on every existing node is frozen. */
    void freeze() {
        mark = new Object();
    }

    long version() {
        return version;
    }

    void begin(long newVersion) {
        version = newVersion;
        Arrays.fill(delta, 0);
    }

    void changed() {
        changeCount++;
    }

    long changeCount() {
        return changeCount;
    }

    /** Remembers the totals' change so far, for a branch whose children span 2^shift sectors. */
    long[] totalsBefore(int shift) {
        if (shift > Node.PAGE_SHIFT) {
            return delta;
        }
        long[] before = shift == Node.PAGE_SHIFT ? beforePage : beforeSubPage;
        System.arraycopy(delta, 0, before, 0, before.length);
        return before;
    }

    /** The shared leaf wholly of this state. */
    Leaf uniform(long state) {
        int slot = (int) ((state ^ state >>> 8 ^ state >>> 20) & CACHE_SIZE - 1);
        Leaf known = uniforms[slot];
        if (known == null || known.uniformState() != state) {
            known = Leaf.uniform(state);
            uniforms[slot] = known;
        }
        return known;
    }
}
