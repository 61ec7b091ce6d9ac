package org.salvor.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.salvor.destination.file.FileDestinationProvider;
import org.salvor.drive.ahci.AhciDriveProvider;
import org.salvor.drive.file.BlockDriveProvider;
import org.salvor.drive.file.FileDriveProvider;
import org.salvor.drive.ide.IdeDriveProvider;
import org.salvor.drive.sgio.NvmeDriveProvider;
import org.salvor.drive.sgio.SgDriveProvider;
import org.salvor.drive.simulated.SimulatedDriveProvider;
import org.salvor.rig.TryDrive;
import org.salvor.station.LocalStation;
import org.salvor.station.Providers;

/**
 * The command line with every transport, from the bundles under test, without a framework. An emulated Java takes long to start, so one may serve a whole
 * rig: each command then begins as a start of the program does, with new providers, which put right what a killed process left.
 */
public final class RigSalvor {
    private static final long LOOK_MILLIS = 50;
    private static final int FAILED = 99;

    private RigSalvor() {
    }

    /** RigSalvor ARGUMENTS…, or RigSalvor serve FOLDER: then until a file {@code end} appears there. */
    public static void main(String[] args) throws Exception {
        if (args[0].equals("serve")) {
            serve(Path.of(args[1]));
        } else {
            System.exit(run(List.of(args), new PrintWriter(System.out, true)));
        }
    }

    private static int run(List<String> args, PrintWriter out) {
        Providers providers = new Providers().add(new SimulatedDriveProvider()).add(new SgDriveProvider()).add(new AhciDriveProvider())
                .add(new IdeDriveProvider()).add(new NvmeDriveProvider()).add(new BlockDriveProvider()).add(new FileDriveProvider())
                .add(new FileDestinationProvider());
        try (LocalStation station = new LocalStation(providers)) {
            return new Salvor(Shell.ofProcess(() -> station, out, out)).run(args.toArray(String[]::new));
        }
    }

    /** A file {@code NAME.ask} holds, line by line, where the words go and then the arguments; {@code NAME.exit} tells the exit code. */
    private static void serve(Path folder) throws IOException, InterruptedException {
        while (!Files.exists(folder.resolve("end"))) {
            try (DirectoryStream<Path> asked = Files.newDirectoryStream(folder, "*.ask")) {
                for (Path ask : asked) {
                    List<String> lines = Files.readAllLines(ask);
                    Files.delete(ask);
                    int code = run(Path.of(lines.getFirst()), lines.subList(1, lines.size()));
                    Path part = Files.writeString(folder.resolve("part"), code + "\n");
                    Files.move(part, Path.of(ask.toString().replaceFirst("ask$", "exit")), StandardCopyOption.ATOMIC_MOVE);
                }
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private static int run(Path log, List<String> args) throws IOException {
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(log, StandardCharsets.UTF_8), true)) {
            try {
                if (args.getFirst().equals("try")) {
                    TryDrive.run(args.subList(1, args.size()), out);
                    return 0;
                }
                return run(args, out);
            } catch (Exception e) {
                e.printStackTrace(out);
                return FAILED;
            }
        }
    }
}
