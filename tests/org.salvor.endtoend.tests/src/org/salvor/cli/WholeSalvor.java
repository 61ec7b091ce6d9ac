package org.salvor.cli;

import java.io.PrintWriter;
import org.salvor.destination.file.FileDestinationProvider;
import org.salvor.drive.file.BlockDriveProvider;
import org.salvor.drive.file.FileDriveProvider;
import org.salvor.drive.simulated.SimulatedDriveProvider;
import org.salvor.station.LocalStation;
import org.salvor.station.Providers;

/** The command line with everything that the Linux product has, in a JVM of its own without a framework, so that it can be killed. */
public final class WholeSalvor {

    private WholeSalvor() {
    }

    public static void main(String[] args) {
        Providers providers = new Providers().add(new SimulatedDriveProvider()).add(new FileDriveProvider()).add(new BlockDriveProvider())
                .add(new FileDestinationProvider());
        int code;
        try (LocalStation station = new LocalStation(providers)) {
            code = new Salvor(Shell.ofProcess(() -> station, new PrintWriter(System.out, true), new PrintWriter(System.err, true)))
                    .run(args);
        }
        System.exit(code);
    }
}
