package org.salvor.cli;

import picocli.CommandLine.Option;

/** The choice of an answer for another program. */
final class JsonOption {
    @Option(names = "--json",
            description = "Answer in JSON, one object a line, with the unit of each number in its name; null is not known.")
    private boolean json;

    boolean chosen() {
        return json;
    }
}
