package org.salvor.cli;

import com.google.gson.JsonObject;
import java.util.List;
import org.salvor.station.StationException;
import picocli.CommandLine;

/** Says what went wrong: one sentence on standard error, with {@code --json} an object on standard output too, and a stack trace for {@code --debug} only. */
final class ErrorReport implements CommandLine.IParameterExceptionHandler, CommandLine.IExecutionExceptionHandler {
    private final Shell shell;
    private final List<String> args;

    ErrorReport(Shell shell, List<String> args) {
        this.shell = shell;
        this.args = args;
    }

    @Override
    public int handleParseException(CommandLine.ParameterException failure, String[] given) {
        String command = failure.getCommandLine().getCommandSpec().qualifiedName();
        String message = failure.getMessage();
        String sentence = message.endsWith(".") || message.endsWith("?") ? message : message + ".";
        return say(ExitCode.WRONG_INPUT, sentence + " Type \"" + command + " --help\" for what it takes.", failure);
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        return switch (failure) {
        case CommandFailure known -> say(known.exitCode(), known.getMessage(), known);
        case StationException known -> say(ExitCode.of(known.kind()), known.getMessage(), known);
        case CommandLine.ParameterException wrong -> handleParseException(wrong, new String[0]);
        default -> say(ExitCode.OWN_SIDE,
                "Salvor itself failed (" + failure + "); nothing more was done. Run it again with --debug and report what it shows.",
                failure);
        };
    }

    int say(int exitCode, String sentence, Throwable cause) {
        if (args.contains("--json")) {
            JsonObject error = Json.object("error");
            error.addProperty("exitCode", exitCode);
            error.addProperty("sentence", sentence);
            Json.print(shell.out(), error);
        }
        shell.err().println("salvor: " + sentence);
        if (args.contains("--debug")) {
            cause.printStackTrace(shell.err());
        }
        shell.err().flush();
        return exitCode;
    }
}
