package org.salvor.cli;

import java.io.PrintWriter;

import org.osgi.framework.FrameworkUtil;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: reads arguments, does what they ask and says how it ended. */
@Command(name = "salvor", mixinStandardHelpOptions = true, versionProvider = Salvor.BundleVersion.class,
        description = "Images failing drives, in passes that the operator plans.")
public final class Salvor implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private Salvor() {
    }

    /**
     * Runs one command to its end, on the calling thread.
     *
     * @param args the arguments as typed
     * @param out where answers go
     * @param err where complaints go
     * @return the exit code: 0 done, 2 wrong usage
     */
    public static int run(String[] args, PrintWriter out, PrintWriter err) {
        return new CommandLine(new Salvor()).setOut(out).setErr(err).execute(args);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** The version of the bundle that this class comes from. */
    static final class BundleVersion implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] { "salvor " + FrameworkUtil.getBundle(Salvor.class).getVersion() };
        }
    }
}
