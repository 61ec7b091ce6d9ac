package org.salvor.simulation;

import java.io.PrintStream;
import java.util.Arrays;

/**
 * What happens in one simulated job, step by step: the last steps are kept to be told in words, and all of them are summed up in a fingerprint, by which two
 * runs of one seed are compared. The first invariant that breaks is kept. One thread.
 */
final class Story {
    private static final int KEPT = 50;

    private final String[] forms = new String[KEPT];
    private final Object[][] values = new Object[KEPT][];
    private long steps;
    private long fingerprint;
    private String broken;
    private String brokenRule;

    /** Takes a step; the values are long, int or text, so that they mean the same in every run. */
    void step(String form, Object... with) {
        int at = (int) (steps++ % KEPT);
        forms[at] = form;
        values[at] = with;
        fingerprint = fingerprint * 31 + form.hashCode();
        fingerprint = fingerprint * 31 + Arrays.hashCode(with);
    }

    /**
     * An invariant broke. Only the first counts: what comes after it may be its consequence.
     *
     * @param rule short name of the invariant
     */
    void broken(String rule, String form, Object... with) {
        if (broken == null) {
            brokenRule = rule;
            broken = form.formatted(with);
            step("BROKEN, %s: " + form.replace("%%", "%"), prepended(rule, with));
        }
    }

    private static Object[] prepended(Object first, Object[] rest) {
        Object[] all = new Object[rest.length + 1];
        all[0] = first;
        System.arraycopy(rest, 0, all, 1, rest.length);
        return all;
    }

    /** What broke in a sentence, null while all is well. */
    String broken() {
        return broken;
    }

    /** The invariant that broke, null while all is well. */
    String brokenRule() {
        return brokenRule;
    }

    long steps() {
        return steps;
    }

    long fingerprint() {
        return fingerprint;
    }

    /** Tells the last steps in words. */
    void tell(PrintStream out) {
        for (long step = Math.max(0, steps - KEPT); step < steps; step++) {
            int at = (int) (step % KEPT);
            out.printf("  %6d  %s%n", step + 1, forms[at].formatted(values[at]));
        }
    }
}
