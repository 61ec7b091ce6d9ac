package org.salvor.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.salvor.station.PlanCheck;
import org.salvor.station.Station;
import org.salvor.station.StationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks a plan. */
@Command(name = "check", description = "Checks a plan and names each thing that is wrong with its line.", footer = { "",
        "Ends with 0 when the plan can be used and with 2 when it cannot.", "",
        "A plan that selects heads needs a head map of the drive: which sectors lie under which head. It is a YAML file such as", "",
        "  heads:", "    - head: 0", "      ranges:", "        - {first: 0 sectors, end: 1 GiB}",
        "        - {first: 2 GiB, count: 4096 sectors}", "", "Examples:", "  salvor plan check mine.yaml",
        "  salvor plan check mine.yaml --heads drive7.yaml" })
final class PlanCheckCommand implements Callable<Integer> {
    private static final long MOST_HEAD_MAP_BYTES = 16 << 20;
    private static final PlanCheck NOTHING = new PlanCheck(List.of(), List.of());

    private final Shell shell;

    @Parameters(paramLabel = "FILE", description = "A plan as YAML.")
    private Path file;

    @Option(names = "--heads", paramLabel = "FILE", description = "Head map that the plan is to be used with.")
    private Path headMap;

    @Mixin
    private JsonOption json;

    PlanCheckCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws CommandFailure, StationException {
        Station station = shell.stations().station();
        String yaml = TextFile.text(file, "plan");
        String heads = headMap == null ? "" : TextFile.text(headMap, "head map", MOST_HEAD_MAP_BYTES);
        PlanCheck map = headMap == null ? NOTHING : station.checkHeadMap(heads);
        boolean together = headMap != null && map.findings().isEmpty();
        PlanCheck plan = together ? station.checkPlan(yaml, heads) : station.checkPlan(yaml);
        boolean sound = plan.findings().isEmpty() && map.findings().isEmpty();
        if (json.chosen()) {
            Json.print(shell.out(), Json.object("plan-check", plan));
            if (headMap != null) {
                Json.print(shell.out(), Json.object("head-map-check", map));
            }
        } else if (sound) {
            shell.out().println("The plan in " + file + " can be used" + (headMap != null ? " with the head map in " + headMap + "."
                    : plan.heads().isEmpty() ? "." : "; it selects heads, so give a head map with --heads."));
        } else {
            print(file, plan);
            print(headMap, map);
        }
        return sound ? ExitCode.DONE : ExitCode.WRONG_INPUT;
    }

    private void print(Path of, PlanCheck check) {
        check.findings()
                .forEach(finding -> shell.out().println(of + ":" + finding.line() + ":" + finding.column() + ": " + finding.sentence()));
    }
}
