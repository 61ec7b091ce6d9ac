package org.salvor.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import org.salvor.station.CommandOrder;
import org.salvor.station.CommandView;
import org.salvor.station.StationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends any ATA command that the write blocker lets out. */
@Command(name = "command", description = "Sends one ATA command that the write blocker lets out, and shows registers and data.",
        footer = { "",
                "Examples:", "  salvor command sg:/dev/sg1 0xEC", "  salvor command sim:clustered 24h --48 --lba 2048 --count 8",
                "  salvor command sg:/dev/sg1 B0h --feature D0h --lba C24F00h --count 1" })
final class SendCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(index = "0", paramLabel = "SOURCE", description = "Address of the drive.")
    private String source;

    @Parameters(index = "1", paramLabel = "OPCODE", converter = Numbers.Opcode.class, description = "Command in hex, such as 0xEC or ECh.")
    private int opcode;

    @Option(names = "--48", description = "A command of 48 bits; without it one of 28.")
    private boolean extended;

    @Option(names = "--feature", paramLabel = "N", defaultValue = "0", converter = Numbers.Register.class,
            description = "Feature register.")
    private long feature;

    @Option(names = "--count", paramLabel = "N", defaultValue = "0", converter = Numbers.Register.class, description = "Count register.")
    private long count;

    @Option(names = "--lba", paramLabel = "N", defaultValue = "0", converter = Numbers.Register.class, description = "LBA registers.")
    private long lba;

    @Option(names = "--protocol", paramLabel = "NAME", defaultValue = "",
            description = "How data moves: non-data, pio-in, dma-in, fpdma-in, pio-out, dma-out, diagnostic or reset; without it as the command is known.")
    private String protocol;

    @Option(names = "--bytes", paramLabel = "N", defaultValue = "0",
            description = "Bytes to be received, where the command does not tell by itself.")
    private int bytes;

    @Option(names = "--data", paramLabel = "HEX", description = "Bytes that go out, in hex digits.")
    private String data;

    @Option(names = "--data-file", paramLabel = "FILE", description = "File with the bytes that go out.")
    private Path dataFile;

    @Option(names = "--timeout", paramLabel = "MS", defaultValue = "10000",
            description = "Deadline in milliseconds (without it ${DEFAULT-VALUE}).")
    private long timeoutMillis;

    @Mixin
    private JsonOption json;

    SendCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws StationException, CommandFailure {
        if (feature > 0xFFFF || count > 0xFFFF) {
            throw CommandFailure.input("The feature and count registers hold 16 bits at most.");
        }
        CommandView view = shell.stations().station()
                .command(
                        new CommandOrder(source, extended, opcode, (int) feature, (int) count, lba, protocol, bytes, out(), timeoutMillis));
        CommandText.print(shell, view, json);
        return CommandText.exitCode(List.of(view));
    }

    private byte[] out() throws CommandFailure {
        if (data != null && dataFile != null) {
            throw CommandFailure.input("Data comes from --data or from --data-file, not from both.");
        }
        try {
            return data != null ? HexFormat.of().parseHex(data) : dataFile != null ? Files.readAllBytes(dataFile) : new byte[0];
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.WRONG_INPUT, "\"" + data + "\" is not pairs of hex digits.", e);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.WRONG_INPUT, dataFile + " cannot be read; check its path.", e);
        }
    }
}
