package org.salvor.sectormap;

/**
 * Walks over the runs of a range, forward with {@link #next} or backward with {@link #previous}; a cursor is used in one direction only.
 * It allocates nothing a run. Runs are cut at the edges of the range and are otherwise as long as they can be.
 *
 * <p>A cursor over a {@link MapView} may be used by any one thread; a cursor over a {@link SectorMap} by its owner, and only until the map
 * changes.
 */
public final class RunCursor {
    private final Node root;
    private final int rootShift;
    private final long sectorCount;
    private final long rangeFirst;
    private final long rangeEnd;
    private boolean placed;

    /** The branch that holds the leaf, and where; null when the leaf is the root. */
    private Branch parent;
    private int slot;
    private Leaf leaf;
    private int[] leafRuns;
    private int[] leafDetails;
    private long leafFirst;
    private long leafEnd;
    private int index;
    /** Runs of the leaf that end inside it and inside the range, going forward: these need no look at neighbours. */
    private int plainRuns;
    /** A run that has become this long is not followed into the next leaf. */
    private long longEnough = Long.MAX_VALUE;

    /** Backward, everything from here on is delivered. */
    private long first;
    /** Forward, everything before is delivered. */
    private long end;
    private long state;

    RunCursor(Node root, int rootShift, long sectorCount, LbaRange range, boolean backward) {
        this.root = root;
        this.rootShift = rootShift;
        this.sectorCount = sectorCount;
        rangeFirst = range.firstLba();
        rangeEnd = Math.min(range.endLba(), sectorCount);
        first = rangeEnd;
        end = backward ? rangeEnd : rangeFirst;
    }

    /** From now on a run that has this many sectors may be given without the rest of it, which is the next run then. */
    RunCursor cuttingRunsOf(long sectors) {
        longEnough = sectors;
        return this;
    }

    /** Moves to the next run; false when the range is exhausted. */
    public boolean next() {
        int run = index;
        if (run >= plainRuns) {
            return nextAtAnEdge();
        }
        first = end;
        state = stateOf(run);
        end = leafFirst + (leafRuns[run + 1] >>> Leaf.STATE_BITS);
        index = run + 1;
        return true;
    }

    private boolean nextAtAnEdge() {
        if (end >= rangeEnd) {
            return false;
        }
        if (!placed) {
            locate(end);
        } else if (end >= leafEnd) {
            locateNext();
        }
        first = end;
        state = stateOf(index);
        end = endOfRun(index++);
        while (end == leafEnd && end < rangeEnd && end - first < longEnough) {
            locateNext();
            if (stateOf(index) != state) {
                break;
            }
            end = endOfRun(index++);
        }
        end = Math.min(end, rangeEnd);
        return true;
    }

    /** Moves to the run before; false when the range is exhausted. */
    public boolean previous() {
        if (first <= rangeFirst) {
            return false;
        }
        if (!placed || first <= leafFirst) {
            locate(first - 1);
        }
        end = first;
        state = stateOf(index);
        first = leafFirst + leaf.start(index--);
        while (first == leafFirst && first > rangeFirst && end - first < longEnough) {
            locate(first - 1);
            if (stateOf(index) != state) {
                break;
            }
            first = leafFirst + leaf.start(index--);
        }
        first = Math.max(first, rangeFirst);
        return true;
    }

    /** Moves to the next run that the filter wants, without opening pages that hold no such stage or cause. */
    boolean next(StateFilter filter) {
        while (end < rangeEnd) {
            if (!placed || end >= leafEnd) {
                long found = search(root, rootShift, 0, end, filter, 1);
                if (found < 0 || found >= rangeEnd) {
                    end = rangeEnd;
                    return false;
                }
                end = found;
                locate(end);
            }
            if (filter.matches(stateOf(index))) {
                return next();
            }
            end = endOfRun(index++);
        }
        return false;
    }

    /** Moves to the run before that the filter wants, without opening pages that hold no such stage or cause. */
    boolean previous(StateFilter filter) {
        while (first > rangeFirst) {
            if (!placed || first <= leafFirst) {
                long found = search(root, rootShift, 0, first - 1, filter, -1);
                if (found < rangeFirst) {
                    first = rangeFirst;
                    return false;
                }
                first = found + 1;
                locate(first - 1);
            }
            if (filter.matches(stateOf(index))) {
                return previous();
            }
            first = leafFirst + leaf.start(index--);
        }
        return false;
    }

    /** First sector of the current run. */
    public long firstLba() {
        return first;
    }

    /** One past the last sector of the current run. */
    public long endLba() {
        return end;
    }

    /** State of the current run as {@link SectorState#packed} gives it. */
    public long packedState() {
        return state;
    }

    /** State of the current run. */
    public SectorState state() {
        return SectorState.unpack(state);
    }

    /** Stage of the current run. */
    public Stage stage() {
        return Stage.of((int) (state >>> 8) & 15);
    }

    /** The current run as a value of its own. */
    public SectorRun run() {
        return new SectorRun(new LbaRange(first, end), state());
    }

    private long stateOf(int run) {
        int low = leafRuns[run] & Leaf.STATE_MASK;
        return leafDetails == null ? low : low | (long) leafDetails[run] << Leaf.STATE_BITS;
    }

    private long endOfRun(int run) {
        return run + 1 < leaf.size() ? Math.min(leafEnd, leafFirst + leaf.start(run + 1)) : leafEnd;
    }

    private void locate(long lba) {
        Node node = root;
        int shift = rootShift;
        long base = 0;
        parent = null;
        while (node instanceof Branch branch) {
            parent = branch;
            shift = branch.shift;
            slot = (int) (lba - base >>> shift);
            base += (long) slot << shift;
            node = branch.child(slot);
        }
        enter((Leaf) node, base, shift);
        index = leaf.find(shift, lba - base);
        placed = true;
    }

    /** Moves to the leaf that begins where this one ends, which mostly is its neighbour in the branch. */
    private void locateNext() {
        if (parent == null || slot == Node.FAN - 1 || !(parent.child(slot + 1) instanceof Leaf next)) {
            locate(leafEnd);
            return;
        }
        slot++;
        enter(next, leafEnd, parent.shift);
        index = 0;
    }

    private void enter(Leaf newLeaf, long base, int shift) {
        leaf = newLeaf;
        leafRuns = newLeaf.runs();
        leafDetails = newLeaf.details();
        leafFirst = base;
        leafEnd = Math.min(base + (1L << shift), sectorCount);
        plainRuns = leafEnd <= rangeEnd ? newLeaf.size() - 1 : 0;
    }

    /** The sector nearest to {@code lba}, going in steps of {@code step}, whose leaf may hold what the filter wants; -1 for none. */
    private static long search(Node node, int shift, long base, long lba, StateFilter filter, int step) {
        if (!(node instanceof Branch branch)) {
            return filter.mayMatch(node.mask()) ? lba : -1;
        }
        long from = lba;
        for (int slot = (int) (lba - base >>> branch.shift); slot >= 0 && slot < Node.FAN; slot += step) {
            long childFirst = base + ((long) slot << branch.shift);
            if (filter.mayMatch(branch.mask(slot))) {
                long found = branch.child(slot) instanceof Branch below ? search(below, branch.shift, childFirst, from, filter, step)
                        : from;
                if (found >= 0) {
                    return found;
                }
            }
            from = step > 0 ? childFirst + (1L << branch.shift) : childFirst - 1;
        }
        return -1;
    }
}
