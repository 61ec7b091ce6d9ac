package org.salvor.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line: reads arguments, does what they ask and says how it ended. */
@Command(name = "salvor", mixinStandardHelpOptions = true, scope = ScopeType.INHERIT, versionProvider = Salvor.BundleVersion.class,
        description = "Images failing drives, in passes that the operator plans.",
        subcommands = { DrivesCommand.class, IdentifyCommand.class, SmartCommand.class, HiddenCommand.class, HeadsCommand.class,
                SecurityCommand.class,
                PrepareCommand.class, ResetCommand.class, SendCommand.class, PowerCommand.class, ImageCommand.class, JobsCommand.class,
                VerifyCommand.class,
                PlanCommand.class,
                MapCommand.class,
                JournalCommand.class, SimCommand.class, CompletionCommand.class },
        synopsisSubcommandLabel = "COMMAND", optionListHeading = "%nOptions:%n", parameterListHeading = "%nArguments:%n",
        commandListHeading = "%nCommands:%n", descriptionHeading = "%n", exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = { "0:everything asked for was read, or done",
                "1:finished with unread sectors; of comparisons: there is a difference; of drive commands: the drive did not do it",
                "2:wrong usage or input", "3:stopped, or the operator is needed",
                "4:our own side failed: destination, job folder, journal" })
public final class Salvor implements Runnable {
    /** Held, since a log manager forgets the levels of loggers that nobody holds. */
    private static final Logger OURS = Logger.getLogger("org.salvor");

    private final Shell shell;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--debug", scope = ScopeType.INHERIT,
            description = "Show where in the program an error comes from, and log what it does.")
    private boolean debug;

    Salvor(Shell shell) {
        this.shell = shell;
    }

    /**
     * Runs one command to its end, on the calling thread, with the station that is installed as a service and the terminal of this process.
     *
     * @param args the arguments as typed
     * @param out where answers go
     * @param err where complaints go
     * @return the exit code: 0 everything asked for was read, 1 finished with unread sectors, 2 wrong usage or input, 3 stopped or the operator is needed, 4
     *         our own side failed
     */
    public static int run(String[] args, PrintWriter out, PrintWriter err) {
        logToStandardError(List.of(args).contains("--debug"));
        try (InstalledStation station = new InstalledStation()) {
            return new Salvor(Shell.ofProcess(station, out, err)).run(args);
        }
    }

    /** Runs one command to its end, on the calling thread, and answers its exit code. */
    int run(String... args) {
        ErrorReport errors = new ErrorReport(shell, List.of(args));
        try {
            return commandLine().setParameterExceptionHandler(errors).setExecutionExceptionHandler(errors).execute(args);
        } catch (OutOfMemoryError tooLittle) {
            return errors.say(ExitCode.OWN_SIDE, "Salvor ran out of memory; give it more, with JAVA_TOOL_OPTIONS=-Xmx4g for 4 GB.",
                    tooLittle);
        } finally {
            shell.out().flush();
            shell.err().flush();
        }
    }

    /** The commands as picocli knows them. */
    CommandLine commandLine() {
        boolean colours = shell.terminal().colours() != Terminal.Colours.NONE;
        int width = Math.clamp(shell.terminal().output() ? shell.columns().getAsInt() : 0, 80, 120);
        return new CommandLine(this, new ShellFactory(shell)).setOut(shell.out()).setErr(shell.err()).setUsageHelpWidth(width)
                .setColorScheme(CommandLine.Help.defaultColorScheme(colours ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
                .setExpandAtFiles(false).setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public void run() {
        spec.commandLine().usage(shell.out());
    }

    private static void logToStandardError(boolean debug) {
        Logger root = Logger.getLogger("");
        root.setLevel(debug ? Level.INFO : Level.OFF);
        OURS.setLevel(debug ? Level.FINE : Level.OFF);
        for (Handler handler : root.getHandlers()) {
            handler.setLevel(Level.ALL);
        }
    }

    /** Makes the objects behind commands: those that want it get the shell. */
    private record ShellFactory(Shell shell) implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            boolean wantsShell = Arrays.stream(type.getDeclaredConstructors())
                    .anyMatch(constructor -> Arrays.equals(constructor.getParameterTypes(), new Class<?>[] { Shell.class }));
            return wantsShell ? type.getDeclaredConstructor(Shell.class).newInstance(shell) : CommandLine.defaultFactory().create(type);
        }
    }

    /** The version of the bundle that this class comes from. */
    static final class BundleVersion implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            Bundle bundle = FrameworkUtil.getBundle(Salvor.class);
            return new String[] { "salvor " + (bundle == null ? "not installed" : bundle.getVersion()) };
        }
    }
}
