package org.salvor.cli;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.salvor.station.DriveSurvey;
import org.salvor.station.DriveView;
import org.salvor.station.Station;
import org.salvor.station.StationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the drives that can be seen, and how they are. */
@Command(name = "drives",
        description = "Lists the drives that can be seen, with their hidden sectors and SMART verdicts. No sector is read; a drive is asked only where that "
                + "disturbs nobody, and none is waited for longer than three seconds.",
        footer = { "", "Examples:", "  salvor drives", "  salvor drives --quick", "  salvor drives --json" })
final class DrivesCommand implements Callable<Integer> {
    private final Shell shell;

    @Option(names = "--quick", description = "Ask no drive: leave out hidden sectors and SMART.")
    private boolean quick;

    @Mixin
    private JsonOption json;

    DrivesCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws StationException {
        Station station = shell.stations().station();
        List<DriveSurvey> drives = quick ? station.drives().stream().map(drive -> new DriveSurvey(drive, -1, "", "")).toList()
                : station.survey();
        if (json.chosen()) {
            drives.forEach(this::printJson);
        } else if (drives.isEmpty()) {
            shell.out().println("No drive is seen; simulated ones are listed by \"salvor sim list\".");
        } else {
            print(drives);
        }
        return ExitCode.DONE;
    }

    private void printJson(DriveSurvey survey) {
        JsonObject object = Json.object("drive", survey.drive());
        if (!quick) {
            object.add("hiddenSectors", survey.hiddenSectors() < 0 ? JsonNull.INSTANCE : Json.tree(survey.hiddenSectors()));
            object.add("health", survey.health().isEmpty() ? JsonNull.INSTANCE : Json.tree(survey.health()));
            object.addProperty("remark", survey.remark());
        }
        Json.print(shell.out(), object);
    }

    private void print(List<DriveSurvey> drives) {
        Table table = quick ? new Table("ADDRESS", "MODEL", "SERIAL", ">SIZE", "TRANSPORT", "REMARK")
                : new Table("ADDRESS", "MODEL", "SERIAL", ">SIZE", ">HIDDEN", "SMART", "TRANSPORT", "REMARK");
        for (DriveSurvey survey : drives) {
            DriveView drive = survey.drive();
            String size = drive.sectorCount() == 0 ? "" : Quantities.bytes((double) drive.sectorCount() * drive.sectorBytes());
            String remark = String.join("; ",
                    Stream.of(drive.role(), drive.problem(), drive.notes(), survey.remark()).filter(word -> !word.isEmpty()).toList());
            if (quick) {
                table.row(drive.address(), drive.model(), drive.serial(), size, drive.transport(), remark);
            } else {
                table.row(drive.address(), drive.model(), drive.serial(), size, hidden(survey.hiddenSectors()), word(survey.health()),
                        drive.transport(), remark);
            }
        }
        table.print(shell.out());
    }

    private static String hidden(long sectors) {
        return sectors < 0 ? "?" : sectors == 0 ? "none" : Quantities.count(sectors, "sector");
    }

    private static String word(String health) {
        return health.isEmpty() ? "?" : health;
    }
}
