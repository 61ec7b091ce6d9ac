package org.salvor.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.salvor.station.DriveView;
import org.salvor.station.StationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the drives that can be seen. */
@Command(name = "drives", description = "Lists the drives that can be seen, without disturbing any.",
        footer = { "", "Examples:", "  salvor drives",
                "  salvor drives --json" })
final class DrivesCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    private JsonOption json;

    DrivesCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws StationException {
        List<DriveView> drives = shell.stations().station().drives();
        if (json.chosen()) {
            drives.forEach(drive -> Json.print(shell.out(), Json.object("drive", drive)));
        } else if (drives.isEmpty()) {
            shell.out().println("No drive is seen; simulated ones are listed by \"salvor sim list\".");
        } else {
            print(drives);
        }
        return ExitCode.DONE;
    }

    private void print(List<DriveView> drives) {
        Table table = new Table("ADDRESS", "MODEL", "SERIAL", ">SIZE", "TRANSPORT", "REMARK");
        for (DriveView drive : drives) {
            String remark = String.join("; ",
                    Stream.of(drive.role(), drive.problem(), drive.notes()).filter(word -> !word.isEmpty()).toList());
            table.row(drive.address(), drive.model(), drive.serial(),
                    drive.sectorCount() == 0 ? "" : Quantities.bytes((double) drive.sectorCount() * drive.sectorBytes()), drive.transport(),
                    remark);
        }
        table.print(shell.out());
    }
}
