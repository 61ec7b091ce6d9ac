package org.salvor.testkit;

import java.util.stream.LongStream;

/**
 * How often a test does what it could do for ever: a few times in a run that people wait for, many times when the system property {@code salvor.tests} is
 * {@code all}, which {@code releng/lab test --all} sets. What was chosen is printed, so that no report claims more than was run.
 */
public final class Counts {

    private Counts() {
    }

    /** Whether this run does everything. */
    public static boolean all() {
        return switch (System.getProperty("salvor.tests", "short")) {
        case "short" -> false;
        case "all" -> true;
        default -> throw new IllegalStateException("salvor.tests is short or all, not " + System.getProperty("salvor.tests"));
        };
    }

    /**
     * A count.
     *
     * @param what what is counted, in the plural
     * @param few how many in a short run
     * @param many how many in a full run
     */
    public static int of(String what, int few, int many) {
        int count = all() ? many : few;
        System.out.println("counts: " + count + " " + what + (all() ? " (full run)" : " (short run; " + many + " in a full one)"));
        return count;
    }

    /** The seeds 1, 2, 3 and so on. */
    public static LongStream seeds(String what, int few, int many) {
        return LongStream.rangeClosed(1, of(what, few, many));
    }

    /** Seeds that are other ones each time; the first is printed, the others follow it one by one. */
    public static LongStream newSeeds(String what, int few, int many) {
        long first = System.nanoTime() & 0xFFFF_FFFFL;
        int count = of(what, few, many);
        System.out.println("counts: " + what + " " + first + " to " + (first + count - 1));
        return LongStream.range(first, first + count);
    }
}
