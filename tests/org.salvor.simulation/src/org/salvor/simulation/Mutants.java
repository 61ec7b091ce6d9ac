package org.salvor.simulation;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * Engines with one fault each, made by what stands between the engine and its parts: each must break an invariant under some seed, else the simulation would
 * not see that fault in the engine itself.
 */
final class Mutants {
    private static final int MOST_SEEDS = 400;

    private Mutants() {
    }

    /** Each fault by what it does wrong; made anew for each seed. */
    static Map<String, LongFunction<Tampering>> all() {
        Map<String, LongFunction<Tampering>> mutants = new LinkedHashMap<>();
        SourceMutants.addTo(mutants);
        OwnSideMutants.addTo(mutants);
        return mutants;
    }

    /** Shows for each mutant which seed catches it, and by which invariant. False when one is not caught, or when no mutant at all breaks something too. */
    static boolean run(PrintStream out) throws Exception {
        int caught = 0;
        Map<String, LongFunction<Tampering>> mutants = all();
        for (Map.Entry<String, LongFunction<Tampering>> mutant : mutants.entrySet()) {
            Verdict verdict = hunt(mutant.getValue());
            caught += verdict == null ? 0 : 1;
            out.printf("%-52s %s%n", mutant.getKey(), verdict == null ? "NOT CAUGHT by " + MOST_SEEDS + " seeds"
                    : "caught by seed " + verdict.seed() + ": " + verdict.rule());
        }
        out.printf("%d of %d mutants caught%n", caught, mutants.size());
        return caught == mutants.size();
    }

    /** The first seed that catches a mutant while the engine without it passes; null when none does. */
    static Verdict hunt(LongFunction<Tampering> mutant) throws Exception {
        for (long seed = 1; seed <= MOST_SEEDS; seed++) {
            Verdict verdict = new Simulation(seed, mutant.apply(seed)).run();
            if (!verdict.sound() && new Simulation(seed, new Tampering() {
            }).run().sound()) {
                return verdict;
            }
        }
        return null;
    }
}
