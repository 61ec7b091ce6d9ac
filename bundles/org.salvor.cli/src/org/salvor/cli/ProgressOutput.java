package org.salvor.cli;

import org.salvor.station.JobView;
import org.salvor.station.MapWindow;
import org.salvor.station.Progress;
import org.salvor.station.StationException;

/** Shows a running job, each in its own way. Called on one thread. */
interface ProgressOutput {
    /** Time between two calls of {@link #show}, in milliseconds. */
    long periodMillis();

    /** The job as it is now. */
    void show(JobView job, Cells cells) throws StationException;

    /** How far the image is on its way to another destination, before the job goes on. */
    void moving(Progress progress);

    /** Something that happened and that somebody should know. */
    void note(String sentence);

    /** The job as it ended; what there is to complain of is said elsewhere. */
    void end(JobView job, Cells cells, int exitCode) throws StationException;

    /** The whole drive's map in that many cells, or what changed of them since a version. */
    @FunctionalInterface
    interface Cells {
        MapWindow window(int cells, long sinceVersion) throws StationException;
    }
}
