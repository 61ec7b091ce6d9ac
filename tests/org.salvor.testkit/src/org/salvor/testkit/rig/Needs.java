package org.salvor.testkit.rig;

import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** What a machine lacks for a rig. */
final class Needs {
    private Needs() {
    }

    /** A sentence about the tools that are not installed, or empty. */
    static Optional<String> tools(String... names) {
        return Tools.missing(names);
    }

    /** A sentence when this user is not root, or empty. */
    static Optional<String> root() {
        return "root".equals(System.getProperty("user.name")) ? Optional.empty() : Optional.of("only root can set this up");
    }

    /** Skips the running test, with the sentence, where there is one. */
    static void orSkip(Optional<String> lack) {
        Assumptions.assumeTrue(lack.isEmpty(), () -> lack.orElse(""));
    }
}
