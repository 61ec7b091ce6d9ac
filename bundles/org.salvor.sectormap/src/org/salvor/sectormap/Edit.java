package org.salvor.sectormap;

/** What the owner carries along while it changes the tree: the edit's mark, the version being made, and the change of
 * the totals. */
final class Edit {
    private static final int CACHE_SIZE = 64;

    private final Tally subPageChange = new Tally();
    private final Tally pageChange = new Tally();
    private final Tally totalChange = new Tally();
    private final Leaf[] uniforms = new Leaf[CACHE_SIZE];
    /** Takes a value that is read early, so that memory brings its line beside others; saves a fifth of an insert into a large map. */
    int readAhead;

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
    }

    void changed() {
        changeCount++;
    }

    long changeCount() {
        return changeCount;
    }

    /**
     * What changed so far in a node of 2^shift sectors and is not yet in its parent's counts. Each branch that keeps counts takes it and
     * hands it on to the change of the next larger nodes; beyond the pages there is one for all.
     */
    Tally changeAt(int shift) {
        return shift > Node.PAGE_SHIFT ? totalChange : shift == Node.PAGE_SHIFT ? pageChange : subPageChange;
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
