package org.salvor.sectormap;

import java.util.Arrays;

/**
 * Runs that tile one page or sub-page, sorted. A run is an int: start in the page (20 bits), stage, cause, tries (4 bits each); last pass
 * and registers lie in a second array that is absent while all of them are 0. Runs side by side always differ. A leaf of one run may stand
 * for a node of any size.
 */
final class Leaf extends Node {
    /** A page with as many runs is divided into sub-pages before it changes again. */
    static final int MOST_RUNS = 1 << 14;

    /** Runs looked over at first around a guess; about a line of the processor's cache. */
    private static final int FIRST_STEP = 8;

    static final int STATE_BITS = 12;
    static final int STATE_MASK = (1 << STATE_BITS) - 1;

    private int[] runs;
    private int[] details;
    private int size;
    /** Made by the first reader who needs it, for leaves that are frozen and long. */
    private LeafIndex index;

    private Leaf(Object owner, int[] runs, int[] details, int size) {
        super(owner);
        this.runs = runs;
        this.details = details;
        this.size = size;
    }

    /** A leaf wholly of one state, to be shared. */
    static Leaf uniform(long state) {
        int detail = (int) (state >>> STATE_BITS);
        return new Leaf(null, new int[] { (int) state & STATE_MASK }, detail == 0 ? null : new int[] { detail }, 1);
    }

    /** A leaf of the first {@code size} runs and details in these arrays, which are copied; the details may be null. */
    static Leaf of(Edit edit, int[] runs, int[] details, int size) {
        return new Leaf(edit.mark(), Arrays.copyOf(runs, size), details == null ? null : Arrays.copyOf(details, size), size);
    }

    int size() {
        return size;
    }

    /** Starts and states, for a cursor that may not outlive a change. */
    int[] runs() {
        return runs;
    }

    /** Last passes and registers; null when all are 0. */
    int[] details() {
        return details;
    }

    /** Offset of the run's first sector. */
    int start(int run) {
        return runs[run] >>> STATE_BITS;
    }

    /** Packed state of the run. */
    long state(int run) {
        int low = runs[run] & STATE_MASK;
        return details == null ? low : low | (long) details[run] << STATE_BITS;
    }

    int stage(int run) {
        return runs[run] >>> 8 & 15;
    }

    /**
     * The run that holds this offset, in a leaf of 2^shift sectors. Looks first at the end, where a pass works, then where the run would
     * be if all were of one length, and from there in growing steps: a binary search from scratch would touch more memory.
     */
    int find(int shift, long offset) {
        int low = size - 1;
        if (start(low) <= offset) {
            return low;
        }
        int high;
        int guess = (int) (offset * size >>> shift);
        int step = FIRST_STEP;
        if (start(guess) <= offset) {
            low = guess;
            high = low + step;
            while (high < size && start(high) <= offset) {
                low = high;
                step <<= 1;
                high += step;
            }
            high = Math.min(high, size);
        } else {
            high = guess;
            low = high - step;
            while (low > 0 && start(low) > offset) {
                high = low;
                step <<= 1;
                low -= step;
            }
            low = Math.max(low, 0);
        }
        while (high - low > 1) {
            int middle = low + high >>> 1;
            if (start(middle) <= offset) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    long uniformState() {
        return size == 1 ? state(0) : -1;
    }

    @Override
    int mask() {
        int mask = 0;
        for (int run = 0; run < size; run++) {
            mask |= maskOf(runs[run]);
        }
        return mask;
    }

    @Override
    void addTo(Tally tally, int shift, int sign) {
        long end = 1L << shift;
        for (int run = size - 1; run >= 0; run--) {
            long start = start(run);
            tally.add(runs[run], sign * (end - start));
            end = start;
        }
    }

    /** Adds the sectors a stage of the offsets from..to (half-open), times {@code sign}, to the first columns. */
    void addStages(int shift, long from, long to, int sign, long[] stages) {
        if (size > LeafIndex.WORTHWHILE && to - from > LeafIndex.STRIDE) {
            index(shift).addStages(this, shift, from, to, sign, stages);
            return;
        }
        int run = find(shift, from);
        long at = from;
        while (at < to) {
            long end = Math.min(to, run + 1 < size ? start(run + 1) : 1L << shift);
            stages[stage(run)] += sign * (end - at);
            at = end;
            run++;
        }
    }

    /** Whether a large part is better taken for the whole without the rest. */
    boolean isWorthTakingWhole() {
        return size > 8 && size <= LeafIndex.WORTHWHILE;
    }

    private LeafIndex index(int shift) {
        LeafIndex known = index;
        if (known == null) {
            known = LeafIndex.of(this, shift);
            index = known;
        }
        return known;
    }

    /**
     * Gives the offsets from..to this state.
     *
     * @return the node that now stands here: this one where nothing changed or where it may be changed in place
     */
    Node set(Edit edit, int shift, int from, int to, long state) {
        int first = find(shift, from);
        int last = to <= endOf(first, shift) ? first : find(shift, to - 1);
        if (first == last && state(first) == state) {
            return this;
        }
        edit.changed();
        count(edit.changeAt(shift), shift, first, last, from, to, state);
        int low = first;
        int newStart = from;
        if (state(first) == state) {
            newStart = start(first);
        } else if (start(first) < from) {
            low = first + 1;
        } else if (first > 0 && state(first - 1) == state) {
            low = first - 1;
            newStart = start(low);
        }
        int high = last + 1;
        long rest = state(last);
        boolean hasRest = false;
        if (rest != state) {
            hasRest = to < endOf(last, shift);
            if (!hasRest && high < size && state(high) == state) {
                high++;
            }
        }
        Leaf target = spliced(edit, low, high, hasRest ? 2 : 1, state | (hasRest ? rest : 0));
        target.put(low, newStart, state);
        if (hasRest) {
            target.put(low + 1, to, rest);
        }
        return target.size == 1 ? edit.uniform(state) : target;
    }

    private int endOf(int run, int shift) {
        return run + 1 < size ? start(run + 1) : 1 << shift;
    }

    private void count(Tally change, int shift, int first, int last, int from, int to, long state) {
        int at = from;
        for (int run = first; run <= last; run++) {
            int end = Math.min(to, endOf(run, shift));
            change.add(runs[run], at - end);
            at = end;
        }
        change.add(state, to - from);
    }

    /** A leaf, this one if it may change, in which the runs low..high have made room for {@code count} others. */
    private Leaf spliced(Edit edit, int low, int high, int count, long statesToHold) {
        int newSize = size + count - (high - low);
        boolean needsDetails = details != null || statesToHold >>> STATE_BITS != 0;
        boolean mine = belongsTo(edit);
        int[] newRuns = runs;
        int[] newDetails = details;
        if (!mine || newSize > runs.length) {
            int capacity = newSize <= runs.length && mine ? runs.length : newSize + Math.max(2, newSize >> 3);
            newRuns = Arrays.copyOf(runs, capacity);
            newDetails = details == null ? null : Arrays.copyOf(details, capacity);
        }
        if (newDetails == null && needsDetails) {
            newDetails = new int[newRuns.length];
        }
        int tail = size - high;
        System.arraycopy(runs, high, newRuns, low + count, tail);
        if (details != null) {
            System.arraycopy(details, high, newDetails, low + count, tail);
        }
        if (!mine) {
            return new Leaf(edit.mark(), newRuns, newDetails, newSize);
        }
        if (runs != newRuns) {
            runs = newRuns;
        }
        if (details != newDetails) {
            details = newDetails;
        }
        if (index != null) {
            index = null;
        }
        size = newSize;
        return this;
    }

    private void put(int run, int start, long state) {
        runs[run] = start << STATE_BITS | (int) state & STATE_MASK;
        if (details != null) {
            details[run] = (int) (state >>> STATE_BITS);
        }
    }

    /** The offsets from..from + 2^shift of this leaf as a leaf of their own. */
    Leaf part(Edit edit, int from, int shift) {
        int first = find(PAGE_SHIFT, from);
        int end = from + (1 << shift);
        int last = find(PAGE_SHIFT, end - 1);
        if (first == last) {
            return edit.uniform(state(first));
        }
        int count = last - first + 1;
        Leaf part = new Leaf(edit.mark(), new int[count], details == null ? null : new int[count], count);
        for (int run = first; run <= last; run++) {
            part.put(run - first, Math.max(from, start(run)) - from, state(run));
        }
        return part;
    }
}
