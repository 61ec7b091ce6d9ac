package org.salvor.sectormap;

import java.util.Arrays;

/** 256 nodes of 2^shift sectors each, with what the search and the pictures need to know of them without opening them. */
final class Branch extends Node {
    /** log2 of the sectors of a child. */
    final int shift;
    private final Node[] children;
    /** Of each child the map's version when it changed last, and in the low bits the stages and causes it holds. */
    private final long[] notes;
    /** Sectors a stage and a cause of each child; only where children are pages or smaller. */
    private final int[] counts;
    /** All masks together. */
    private int mask;

    private Branch(Object owner, int shift, Node[] children, long[] notes, int[] counts) {
        super(owner);
        this.shift = shift;
        this.children = children;
        this.notes = notes;
        this.counts = counts;
    }

    /** A branch whose children all are the one leaf, which changed last in {@code version}. */
    private static Branch filled(Edit edit, int shift, Leaf child, long version) {
        Node[] children = new Node[FAN];
        Arrays.fill(children, child);
        return of(edit, shift, children, version);
    }

    /** A page with many runs, which changed last in {@code version}, as a branch of sub-pages. */
    static Branch divided(Edit edit, Leaf page, long version) {
        Node[] children = new Node[FAN];
        for (int slot = 0; slot < FAN; slot++) {
            children[slot] = page.part(edit, slot << SUB_PAGE_SHIFT, SUB_PAGE_SHIFT);
        }
        return of(edit, SUB_PAGE_SHIFT, children, version);
    }

    /** These nodes of 2^shift sectors side by side: a branch, or the one leaf that all are equal to. */
    static Node over(Edit edit, int shift, Node[] children, long version) {
        return of(edit, shift, children, version).collapsed(0);
    }

    private static Branch of(Edit edit, int shift, Node[] children, long version) {
        long[] notes = new long[FAN];
        int[] counts = shift <= PAGE_SHIFT ? new int[FAN * MapTotals.COLUMNS] : null;
        Branch branch = new Branch(edit.mark(), shift, children, notes, counts);
        for (int slot = 0; slot < FAN; slot++) {
            int held;
            if (counts == null) {
                held = children[slot].mask();
            } else {
                Tally tally = new Tally();
                children[slot].addTo(tally, shift, 1);
                held = branch.count(slot, tally);
            }
            notes[slot] = version << MASK_BITS | held;
            branch.mask |= held;
        }
        return branch;
    }

    Node child(int slot) {
        return children[slot];
    }

    int mask(int slot) {
        return (int) notes[slot] & MASK;
    }

    long version(int slot) {
        return notes[slot] >>> MASK_BITS;
    }

    /** Adds the sectors a stage of one child to the first columns; false when this branch keeps no counts. */
    boolean addStages(int slot, long[] stages) {
        if (counts == null) {
            return false;
        }
        int held = mask(slot) & (1 << MapTotals.STAGES) - 1;
        if ((held & held - 1) == 0) {
            stages[Integer.numberOfTrailingZeros(held)] += 1L << shift;
            return true;
        }
        int row = slot * MapTotals.STAGES;
        for (int stage = 0; stage < MapTotals.STAGES; stage++) {
            stages[stage] += counts[row + stage];
        }
        return true;
    }

    @Override
    long uniformState() {
        return -1;
    }

    @Override
    int mask() {
        return mask;
    }

    @Override
    void addTo(Tally tally, int ownShift, int sign) {
        for (int slot = 0; slot < FAN; slot++) {
            if (counts == null) {
                children[slot].addTo(tally, shift, sign);
                continue;
            }
            for (int column = 0; column < MapTotals.COLUMNS; column++) {
                tally.addTo(column, (long) sign * counts[cell(slot, column)]);
            }
        }
    }

    /**
     * Gives the offsets from..to this state.
     *
     * @return the node that now stands here: this one where nothing changed or where it may be changed in place
     */
    Node set(Edit edit, long from, long to, long state) {
        Branch target = this;
        int firstSlot = (int) (from >>> shift);
        int lastSlot = (int) (to - 1 >>> shift);
        for (int slot = firstSlot; slot <= lastSlot; slot++) {
            long base = (long) slot << shift;
            long childFrom = Math.max(from - base, 0);
            long childTo = Math.min(to - base, 1L << shift);
            long changesBefore = edit.changeCount();
            if (counts != null) {
                edit.readAhead = counts[slot * MapTotals.STAGES];
            }
            Node child = set(edit, target.children[slot], version(slot), shift, childFrom, childTo, state);
            if (edit.changeCount() != changesBefore) {
                target = target.mine(edit);
                target.replace(edit, slot, child);
            }
        }
        return target.collapsed(firstSlot);
    }

    /** Gives the offsets from..to of a node of 2^shift sectors, which changed last in {@code version}, this state. */
    static Node set(Edit edit, Node node, long version, int shift, long from, long to, long state) {
        if (node.uniformState() == state) {
            return node;
        }
        if (from == 0 && to == 1L << shift) {
            Tally change = edit.changeAt(shift);
            node.addTo(change, shift, -1);
            change.add(state, to);
            edit.changed();
            return edit.uniform(state);
        }
        return switch (node) {
        case Branch branch -> branch.set(edit, from, to, state);
        case Leaf leaf when shift > PAGE_SHIFT -> filled(edit, shift - FAN_BITS, leaf, version).set(edit, from, to, state);
        case Leaf leaf when shift == PAGE_SHIFT && leaf.size() >= Leaf.MOST_RUNS ->
                divided(edit, leaf, version).set(edit, from, to, state);
        case Leaf leaf -> leaf.set(edit, shift, (int) from, (int) to, state);
        };
    }

    private Branch mine(Edit edit) {
        if (belongsTo(edit)) {
            return this;
        }
        Branch copy = new Branch(edit.mark(), shift, children.clone(), notes.clone(),
                counts == null ? null : counts.clone());
        copy.mask = mask;
        return copy;
    }

    private void replace(Edit edit, int slot, Node child) {
        if (children[slot] != child) { // a write that the garbage collector has to hear of
            children[slot] = child;
        }
        if (counts == null) {
            note(slot, edit.version(), child.mask());
            return;
        }
        Tally change = edit.changeAt(shift);
        note(slot, edit.version(), count(slot, change));
        change.moveTo(edit.changeAt(shift + FAN_BITS));
    }

    /** Adds to the counts of a child; gives the mask of what it holds then. */
    private int count(int slot, Tally change) {
        int held = mask(slot);
        for (int left = change.touched(); left != 0; left &= left - 1) {
            int column = Integer.numberOfTrailingZeros(left);
            if (change.count(column) == 0) {
                continue;
            }
            int cell = cell(slot, column);
            counts[cell] += (int) change.count(column);
            held = counts[cell] == 0 ? held & ~(1 << column) : held | 1 << column;
        }
        return held;
    }

    private void note(int slot, long version, int held) {
        int lost = mask(slot) & ~held;
        notes[slot] = version << MASK_BITS | held;
        mask |= held;
        if (lost != 0) {
            mask = 0;
            for (long note : notes) {
                mask |= (int) note & MASK;
            }
        }
    }

    /** Place of a count: first the stages of all children, child by child, then the causes, since pictures ask for stages only. */
    private static int cell(int slot, int column) {
        return column < MapTotals.STAGES ? slot * MapTotals.STAGES + column
                : FAN * MapTotals.STAGES + slot * MapTotals.CAUSES + column - MapTotals.STAGES;
    }

    /** The one leaf that all children are equal to, or this. Looks beyond the changed child first, where a pass has not been yet. */
    private Node collapsed(int changedSlot) {
        long state = children[changedSlot].uniformState();
        if (state < 0) {
            return this;
        }
        for (int step = 1; step < FAN; step++) {
            if (children[changedSlot + step & FAN - 1].uniformState() != state) {
                return this;
            }
        }
        return children[changedSlot];
    }
}
