package org.salvor.testkit.rig;

import java.util.List;

/** A program that runs beside a test and speaks with what is tested. It ends with the test, however that ends. */
public final class Peer implements AutoCloseable {
    private final Supervised supervised;

    private Peer(Supervised supervised) {
        this.supervised = supervised;
    }

    /**
     * Runs a shell script that starts programs in the background, prints {@code ready WHAT} once they answer, calls {@code rest}, which waits for the end of
     * the test, and ends them. The test is skipped where a tool is missing.
     *
     * @param tools programs that must be installed
     */
    public static Peer start(List<String> tools, String script, String... arguments) {
        Needs.orSkip(Needs.tools(tools.toArray(String[]::new)));
        return new Peer(Supervised.start("PATH=$PATH:/usr/sbin:/sbin\nrest() { cat > /dev/null; }\n" + script, arguments));
    }

    /** What the script said after {@code ready}. */
    public String what() {
        return supervised.what();
    }

    @Override
    public void close() {
        supervised.close();
    }
}
