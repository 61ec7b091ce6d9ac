package org.salvor.cli;

import java.io.PrintWriter;
import org.salvor.destination.file.FileDestinationProvider;
import org.salvor.drive.file.FileDriveProvider;
import org.salvor.drive.sgio.SgDriveProvider;
import org.salvor.station.LocalStation;
import org.salvor.station.Providers;

/** The command line with the transports that rigs prove, in a JVM of its own without a framework. */
public final class RigSalvor {

    private RigSalvor() {
    }

    public static void main(String[] args) {
        Providers providers = new Providers().add(new SgDriveProvider()).add(new FileDriveProvider()).add(new FileDestinationProvider());
        int code;
        try (LocalStation station = new LocalStation(providers)) {
            code = new Salvor(Shell.ofProcess(() -> station, new PrintWriter(System.out, true), new PrintWriter(System.err, true)))
                    .run(args);
        }
        System.exit(code);
    }
}
