package org.salvor.cli;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.concurrent.Callable;
import org.salvor.station.SmartView;
import org.salvor.station.StationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows a drive's own opinion of its health. */
@Command(name = "smart", description = "Shows a drive's SMART attributes and what they come to.",
        footer = { "", "Examples:", "  salvor smart sg:/dev/sg1",
                "  salvor smart sim:weak-head --json" })
final class SmartCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "SOURCE", description = "Address of the drive.")
    private String source;

    @Mixin
    private JsonOption json;

    SmartCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws StationException {
        SmartView smart = shell.stations().station().smart(source);
        boolean warm = smart.temperatureCelsius() != Integer.MIN_VALUE;
        if (json.chosen()) {
            JsonObject object = Json.object("smart", smart);
            if (!warm) {
                object.add("temperatureCelsius", JsonNull.INSTANCE);
            }
            Json.print(shell.out(), object);
            return ExitCode.DONE;
        }
        Table table = new Table(">ID", "ATTRIBUTE", ">VALUE", ">WORST", ">LIMIT", ">RAW", "REMARK");
        for (SmartView.Attribute attribute : smart.attributes()) {
            table.row(Integer.toString(attribute.id()), attribute.name(), Integer.toString(attribute.value()),
                    Integer.toString(attribute.worst()),
                    attribute.threshold() < 0 ? "" : Integer.toString(attribute.threshold()), Long.toString(attribute.raw()),
                    attribute.failing() ? attribute.foretells() ? "failing" : "worn out" : "");
        }
        table.print(shell.out());
        shell.out().println((warm ? smart.temperatureCelsius() + " °C. " : "") + smart.sentence());
        return ExitCode.DONE;
    }
}
