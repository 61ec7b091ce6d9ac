package org.salvor.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Callable;
import org.salvor.station.KnownJobView;
import org.salvor.station.StationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the jobs that this user has worked with. */
@Command(name = "jobs",
        description = "Lists the jobs that you have worked with, last used first, also in the workbench: which run, and which ran when "
                + "their program ended and can go on. Touches no drive.",
        footer = { "",
                "The list lies in the folder named by SALVOR_STATE, else in salvor below XDG_STATE_HOME, else below .local/state at home. Losing it"
                        + " loses no job.",
                "", "Examples:", "  salvor jobs", "  salvor jobs --json" })
final class JobsCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final Shell shell;

    @Mixin
    private JsonOption json;

    JobsCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws StationException {
        List<KnownJobView> jobs = shell.stations().station().knownJobs();
        if (json.chosen()) {
            jobs.forEach(job -> Json.print(shell.out(), Json.object("job", job)));
        } else if (jobs.isEmpty()) {
            shell.out().println("No job is known yet; \"salvor image\" begins one.");
        } else {
            print(jobs);
        }
        return ExitCode.DONE;
    }

    private void print(List<KnownJobView> jobs) {
        Table table = new Table("LAST USED", "STATE", ">READ", "SOURCE", "FOLDER");
        for (KnownJobView job : jobs) {
            String when = TIME.format(Instant.ofEpochMilli(job.lastUsedEpochMillis()).atZone(ZoneId.systemDefault()));
            boolean missing = job.state() == KnownJobView.State.MISSING;
            table.row(when, word(job.state()), missing ? "" : Quantities.percent(job.readSectors(), job.wantedSectors()), job.source(),
                    job.folder());
        }
        table.print(shell.out());
        if (jobs.stream().anyMatch(job -> job.state() == KnownJobView.State.INTERRUPTED)) {
            shell.out().println("Those that were interrupted go on with \"salvor image --job FOLDER\".");
        }
    }

    private static String word(KnownJobView.State state) {
        return switch (state) {
        case RUNNING -> "running";
        case INTERRUPTED -> "interrupted";
        case AT_REST -> "at rest";
        case MISSING -> "not there";
        };
    }
}
