package org.salvor.cli;

import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.salvor.station.DriveDetails;
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
        DriveDetails details = shell.stations().station().details(source);
        if (json.chosen()) {
            JsonObject object = Json.object("drive", details.drive());
            JsonObject more = Json.tree(details).getAsJsonObject();
            more.remove("drive");
            more.addProperty("page", HexFormat.of().formatHex(details.page()));
            more.asMap().forEach(object::add);
            Json.print(shell.out(), object);
        } else {
            print(details.drive());
            if (details.ata()) {
                print(details);
            }
        }
        return ExitCode.DONE;
    }

    private void print(DriveDetails details) {
        PrintWriter out = shell.out();
        line(out, "WWN", details.worldWideName());
        line(out, "Attached", details.attachment());
        line(out, "Turns", switch (details.rotationRpm()) {
        case 0 -> "";
        case 1 -> "not at all";
        default -> details.rotationRpm() + " rpm";
        });
        line(out, "Alignment",
                details.alignmentOffsetSectors() == 0 ? "" : Quantities.count(details.alignmentOffsetSectors(), "sector") + " off");
        line(out, "Modes",
                String.join(", ", details.transferModes()) + (details.transferMode().isEmpty() ? "" : "; now " + details.transferMode()));
        line(out, "Queue", details.queueDepth() == 0 ? "" : Quantities.count(details.queueDepth(), "command"));
        line(out, "READ LONG", details.eccBytes() == 0 ? "" : details.eccBytes() + " more bytes a sector");
        line(out, "Features", details.features().stream().filter(DriveDetails.Feature::enabled).map(DriveDetails.Feature::name)
                .collect(Collectors.joining(", ")));
        line(out, "Off", details.features().stream().filter(feature -> !feature.enabled()).map(DriveDetails.Feature::name)
                .collect(Collectors.joining(", ")));
        line(out, "Security", details.security().sentence());
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
