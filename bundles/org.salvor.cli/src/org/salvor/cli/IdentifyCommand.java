package org.salvor.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.salvor.station.DriveView;
import org.salvor.station.StationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Asks a drive who it is. */
@Command(name = "identify", description = "Opens a drive, asks who it is and closes it again.", footer = { "", "Examples:",
        "  salvor identify /dev/sdb", "  salvor identify sg:/dev/sg1 --json", "  salvor identify sim:clustered" })
final class IdentifyCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "SOURCE", description = "Address of the drive, such as sim:clustered or sg:/dev/sg1, or a path.")
    private String source;

    @Mixin
    private JsonOption json;

    IdentifyCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws StationException {
        DriveView drive = shell.stations().station().identify(source);
        if (json.chosen()) {
            Json.print(shell.out(), Json.object("drive", drive));
        } else {
            print(drive);
        }
        return ExitCode.DONE;
    }

    private void print(DriveView drive) {
        PrintWriter out = shell.out();
        line(out, "Address", drive.address());
        line(out, "Transport", drive.transport());
        line(out, "Model", drive.model());
        line(out, "Serial", drive.serial());
        line(out, "Firmware", drive.firmware());
        line(out, "Size",
                Quantities.bytes((double) drive.sectorCount() * drive.sectorBytes()) + ", "
                        + Quantities.count(drive.sectorCount(), "sector")
                        + " of " + drive.sectorBytes() + " bytes (physically " + drive.physicalSectorBytes() + ")");
        line(out, "Reads by", drive.methods());
        line(out, "Resets", drive.resets());
        line(out, "Role", drive.role());
        line(out, "Notes", drive.notes());
        line(out, "Problem", drive.problem());
    }

    private static void line(PrintWriter out, String name, String value) {
        if (!value.isEmpty()) {
            out.printf("%-10s %s%n", name, value);
        }
    }
}
