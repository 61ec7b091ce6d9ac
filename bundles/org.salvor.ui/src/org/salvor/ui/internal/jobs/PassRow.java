package org.salvor.ui.internal.jobs;

import java.util.List;
import java.util.stream.IntStream;
import org.salvor.station.JobView;

/**
 * One pass of a job's plan as it stands. Pure.
 *
 * @param name its name
 * @param standing whether it is through, running or waiting
 * @param percent share of it that is through, 0-100
 * @param remark what else there is to say, such as the round or the time left; may be empty
 */
record PassRow(String name, Standing standing, double percent, String remark) {

    /** Where a pass stands. */
    enum Standing {
        DONE, RUNNING, WAITING
    }

    /** The passes of a job in their order. */
    static List<PassRow> of(JobView job) {
        return IntStream.range(0, job.passes().size()).mapToObj(index -> row(job, index)).toList();
    }

    private static PassRow row(JobView job, int index) {
        String name = job.passes().get(index);
        if (index < job.passIndex()) {
            return new PassRow(name, Standing.DONE, 100, "");
        }
        if (index > job.passIndex()) {
            return new PassRow(name, Standing.WAITING, 0, "");
        }
        String round = job.passRound() > 1 ? "round " + job.passRound() : "";
        return new PassRow(name, Standing.RUNNING, Math.clamp(job.passPercent(), 0, 100), round);
    }
}
