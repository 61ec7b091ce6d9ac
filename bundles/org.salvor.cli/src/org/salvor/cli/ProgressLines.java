package org.salvor.cli;

import java.io.PrintWriter;
import org.salvor.station.JobView;
import org.salvor.station.Progress;

/** A line every ten seconds, for a log file. */
final class ProgressLines implements ProgressOutput {
    private static final long PERIOD_MILLIS = 10_000;

    private final PrintWriter out;
    private boolean titled;

    ProgressLines(PrintWriter out) {
        this.out = out;
    }

    @Override
    public long periodMillis() {
        return PERIOD_MILLIS;
    }

    @Override
    public void show(JobView job, Cells cells) {
        if (!titled) {
            titled = true;
            print(JobText.title(job) + ". " + JobText.destination(job) + ".");
            if (!job.hidden().isEmpty()) {
                print(job.hidden());
            }
        }
        print(JobText.share(job) + ". " + JobText.pass(job) + ". " + JobText.speed(job) + ". " + JobText.errors(job) + ". "
                + JobText.doing(job));
    }

    @Override
    public void moving(Progress progress) {
        print(JobText.moving(progress) + ".");
    }

    @Override
    public void note(String sentence) {
        print(sentence);
    }

    @Override
    public void end(JobView job, Cells cells, int exitCode) {
        print(JobText.pass(job) + ". " + JobText.errors(job) + ".");
        if (!JobText.endsInComplaint(job)) {
            print(JobText.end(job));
        }
    }

    private void print(String line) {
        out.println(line);
        out.flush();
    }
}
