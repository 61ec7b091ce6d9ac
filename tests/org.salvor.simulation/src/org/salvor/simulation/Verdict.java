package org.salvor.simulation;

import java.io.PrintStream;

/**
 * What became of one seed.
 *
 * @param seed the seed
 * @param job what it decided, in a sentence
 * @param rule the invariant that broke, null when none did
 * @param story the steps
 */
record Verdict(long seed, String job, String rule, Story story) {

    boolean sound() {
        return rule == null;
    }

    /** One line of a sound run; of any other what broke and the last steps in words. */
    void tell(PrintStream out) {
        out.printf("seed %d: %s; %s in %d steps, fingerprint %016x%n", seed, job, sound() ? "every invariant held" : "BROKEN, " + rule,
                story.steps(), story.fingerprint());
        if (!sound()) {
            out.println("  " + story.broken());
            story.tell(out);
        }
    }
}
