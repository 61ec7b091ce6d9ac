package org.salvor.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.salvor.station.PasswordOrder;
import org.salvor.station.SecurityView;
import org.salvor.station.StationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows whether a drive is locked with a password, and unlocks it. The password is never an argument: those can be seen by everybody. */
@Command(name = "security", description = "Shows whether a drive is locked with a password, and unlocks it until its power is cycled.",
        footer = { "",
                "Examples:", "  salvor security sg:/dev/sg1", "  salvor security sg:/dev/sg1 --unlock",
                "  salvor security sg:/dev/sg1 --unlock --master --password-file secret" })
final class SecurityCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "SOURCE", description = "Address of the drive.")
    private String source;

    @Option(names = "--unlock", description = "Unlock it; the password is asked for, or comes from a file.")
    private boolean unlock;

    @Option(names = "--master", description = "The password is the master password, not the user's.")
    private boolean master;

    @Option(names = "--password-file", paramLabel = "FILE",
            description = "File with the password, 32 bytes at most; an end of line behind it is left out.")
    private Path passwordFile;

    @Mixin
    private JsonOption json;

    SecurityCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws StationException, CommandFailure {
        if (!unlock && (master || passwordFile != null)) {
            throw CommandFailure.input("A password is of use with --unlock only.");
        }
        SecurityView view = unlock ? unlocked() : shell.stations().station().security(source);
        if (json.chosen()) {
            Json.print(shell.out(), Json.object("security", view));
        } else {
            shell.out().println(view.sentence());
        }
        return ExitCode.DONE;
    }

    private SecurityView unlocked() throws StationException, CommandFailure {
        byte[] password = passwordFile == null ? shell.secrets().ask("Password of " + source + ":") : fromFile();
        try {
            return shell.stations().station().unlock(new PasswordOrder(source, master, password));
        } finally {
            Arrays.fill(password, (byte) 0);
        }
    }

    private byte[] fromFile() throws CommandFailure {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(passwordFile);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.WRONG_INPUT, passwordFile + " cannot be read; check its path and who may read it.", e);
        }
        int length = bytes.length;
        while (length > 0 && (bytes[length - 1] == '\n' || bytes[length - 1] == '\r')) {
            length--;
        }
        byte[] password = Arrays.copyOf(bytes, length);
        Arrays.fill(bytes, (byte) 0);
        return password;
    }
}
