package org.salvor.casework;

/** Reads that went well, side by side, on their way into one entry. */
final class GoodRun {
    /** Drive time after which a range is written down even if it still grows, in nanoseconds. */
    private static final long LONGEST_NANOS = 60_000_000_000L;

    private long firstLba;
    private long endLba;
    private long reads = 1;
    private long slowestNanos;
    private long slowestLba;
    private final long fromNanos;
    private long toNanos;

    GoodRun(long firstLba, long endLba, long slowestNanos, long nowNanos) {
        this.firstLba = firstLba;
        this.endLba = endLba;
        this.slowestNanos = slowestNanos;
        this.slowestLba = firstLba;
        this.fromNanos = nowNanos;
        this.toNanos = nowNanos;
    }

    /** Takes one more read, if it touches the range at either end. */
    boolean take(long first, long end, long slowest, long nowNanos) {
        if (nowNanos - fromNanos > LONGEST_NANOS) {
            return false;
        }
        if (first == endLba) {
            endLba = end;
        } else if (end == firstLba) {
            firstLba = first;
        } else {
            return false;
        }
        reads++;
        toNanos = nowNanos;
        if (slowest > slowestNanos) {
            slowestNanos = slowest;
            slowestLba = first;
        }
        return true;
    }

    void write(JsonText text) {
        text.key("lba").number(firstLba).key("end").number(endLba).key("reads").number(reads);
        text.key("fromMillis").millis(fromNanos).key("toMillis").millis(toNanos);
        text.key("slowestMillis").millis(slowestNanos).key("slowestLba").number(slowestLba);
    }
}
