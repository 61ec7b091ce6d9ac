package org.salvor.sectormap;

import java.util.Arrays;

/**
 * Makes a map of runs that come in order, page by page: a fraction of the work that {@link SectorMap#set} has with each, for maps that are
 * read from a file or computed from others. One thread uses it, for one map.
 */
public final class SectorMapBuilder {
    private static final long VERSION = 1;
    private static final int PAGE_MASK = (1 << Node.PAGE_SHIFT) - 1;
    private static final int FIRST_RUNS = 1 << 10;
    private static final int LEVELS = (Long.SIZE - Long.numberOfLeadingZeros(SectorMap.MOST_SECTORS - 1) - Node.PAGE_SHIFT) / Node.FAN_BITS
            + 1;

    private final Edit edit = new Edit();
    /** Of each size the nodes that have no parent yet: pages, then branches of pages, and so on. */
    private final Node[][] orphans = new Node[LEVELS][];
    private final int[] orphanCounts = new int[LEVELS];
    /** The page under way; the details are absent while all of them are 0. */
    private int[] runs = new int[FIRST_RUNS];
    private int[] details;
    private int size;
    /** The last run, which may still grow. */
    private long first;
    private long end;
    private long state = -1;

    /** One past the last sector that was given a state; 0 at first. */
    public long endLba() {
        return end;
    }

    /**
     * Gives the sectors from {@link #endLba()} up to {@code newEndLba} this state. Runs that touch and are equal become one.
     *
     * @param newEndLba more than {@link #endLba()}, at most {@link SectorMap#MOST_SECTORS}
     * @param packedState as {@link SectorState#packed} gives it
     * @throws IllegalArgumentException when it is no run or no state; nothing is changed
     */
    public void append(long newEndLba, long packedState) {
        if (newEndLba <= end || newEndLba > SectorMap.MOST_SECTORS) {
            throw new IllegalArgumentException("a run up to sector " + newEndLba + " after one that ends at " + end);
        }
        if (packedState != state) {
            if (!SectorState.isPacked(packedState)) {
                throw new IllegalArgumentException("no packed sector state: " + Long.toHexString(packedState));
            }
            if (first < end) {
                place(end);
            }
            first = end;
            state = packedState;
        }
        end = newEndLba;
    }

    /**
     * The map of the sectors given; the builder is of no use afterwards.
     *
     * @throws IllegalStateException when there were none
     */
    public SectorMap build() {
        if (end == 0) {
            throw new IllegalStateException("a map of no sectors");
        }
        int rootShift = SectorMap.shiftFor(end);
        place(1L << rootShift);
        return new SectorMap(edit, end, orphans[(rootShift - Node.PAGE_SHIFT) / Node.FAN_BITS][0], VERSION);
    }

    /** Puts the last run, up to there, into its page and those that follow. */
    private void place(long to) {
        add((int) first & PAGE_MASK);
        long at = (first | PAGE_MASK) + 1;
        if (to < at) {
            return;
        }
        closePage();
        while (to - at > PAGE_MASK) {
            int level = 0;
            while (level + 1 < LEVELS && fits(level + 1, at, to)) {
                level++;
            }
            push(level, edit.uniform(state));
            at += 1L << shift(level);
        }
        if (at < to) {
            add(0);
        }
    }

    private static boolean fits(int level, long at, long to) {
        long span = 1L << shift(level);
        return (at & span - 1) == 0 && to - at >= span;
    }

    private void add(int start) {
        if (size == runs.length) {
            runs = Arrays.copyOf(runs, 2 * size);
            details = details == null ? null : Arrays.copyOf(details, 2 * size);
        }
        int detail = (int) (state >>> Leaf.STATE_BITS);
        if (detail != 0 && details == null) {
            details = new int[runs.length];
        }
        if (details != null) {
            details[size] = detail;
        }
        runs[size++] = start << Leaf.STATE_BITS | (int) state & Leaf.STATE_MASK;
    }

    private void closePage() {
        if (size == 1) {
            push(0, edit.uniform(state));
        } else {
            Leaf leaf = Leaf.of(edit, runs, details, size);
            push(0, size < Leaf.MOST_RUNS ? leaf : Branch.divided(edit, leaf, VERSION));
        }
        size = 0;
        details = null;
    }

    private void push(int level, Node node) {
        Node[] siblings = orphans[level];
        if (siblings == null) {
            siblings = new Node[Node.FAN];
            orphans[level] = siblings;
        }
        int count = orphanCounts[level];
        siblings[count] = node;
        orphanCounts[level] = count + 1;
        if (count + 1 == Node.FAN && level + 1 < LEVELS) {
            orphans[level] = null;
            orphanCounts[level] = 0;
            push(level + 1, Branch.over(edit, shift(level), siblings, VERSION));
        }
    }

    private static int shift(int level) {
        return Node.PAGE_SHIFT + level * Node.FAN_BITS;
    }
}
