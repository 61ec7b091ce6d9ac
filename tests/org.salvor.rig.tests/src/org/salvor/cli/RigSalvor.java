package org.salvor.cli;

import java.io.PrintWriter;
import org.salvor.destination.file.FileDestinationProvider;
import org.salvor.drive.ahci.AhciDriveProvider;
import org.salvor.drive.file.BlockDriveProvider;
import org.salvor.drive.file.FileDriveProvider;
import org.salvor.drive.ide.IdeDriveProvider;
import org.salvor.drive.sgio.SgDriveProvider;
import org.salvor.drive.simulated.SimulatedDriveProvider;
import org.salvor.station.LocalStation;
import org.salvor.station.Providers;

/** The command line with every transport, from the bundles under test, in a JVM of its own without a framework: an emulated one takes a minute to start. */
public final class RigSalvor {

    private RigSalvor() {
    }

    public static void main(String[] args) {
        Providers providers = new Providers().add(new SimulatedDriveProvider()).add(new SgDriveProvider()).add(new AhciDriveProvider())
                .add(new IdeDriveProvider()).add(new BlockDriveProvider()).add(new FileDriveProvider()).add(new FileDestinationProvider());
        int code;
        try (LocalStation station = new LocalStation(providers)) {
            code = new Salvor(Shell.ofProcess(() -> station, new PrintWriter(System.out, true), new PrintWriter(System.err, true)))
                    .run(args);
        }
        System.exit(code);
    }
}
