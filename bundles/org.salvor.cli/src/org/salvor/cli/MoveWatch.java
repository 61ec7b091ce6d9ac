package org.salvor.cli;

import org.salvor.station.Station;
import org.salvor.station.StationEvent;
import org.salvor.station.StationException;
import org.salvor.station.Steer;

/** While the station moves an image to another destination, on the thread that started the job: shows how far it is, and stops it when the person asks. */
final class MoveWatch implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(MoveWatch.class.getName());

    private final Shell shell;
    private final Station station;
    private final ProgressOutput output;
    private final AutoCloseable listening;
    private long nextShowNanos;
    private boolean stopSent;
    private boolean closed;

    MoveWatch(Shell shell, Station station, ProgressOutput output) {
        this.shell = shell;
        this.station = station;
        this.output = output;
        nextShowNanos = shell.nanos().getAsLong();
        listening = station.listen(this::take);
    }

    private synchronized void take(StationEvent event) {
        if (closed || !(event instanceof StationEvent.Moving(var id, var progress))) {
            return;
        }
        long now = shell.nanos().getAsLong();
        if (now - nextShowNanos >= 0) {
            output.moving(progress);
            nextShowNanos = now + output.periodMillis() * 1_000_000;
        }
        if (shell.out().checkError()) {
            shell.stop().make();
        }
        if (shell.stop().made() && !stopSent) {
            stopSent = true;
            stop(id);
        }
    }

    private void stop(String id) {
        try {
            station.steer(id, new Steer.Stop());
        } catch (StationException movedMeanwhile) {
            LOG.log(System.Logger.Level.DEBUG, "The move needed no stop", movedMeanwhile);
        }
    }

    /** From now on the output belongs to somebody else. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        try {
            listening.close();
        } catch (Exception e) {
            LOG.log(System.Logger.Level.DEBUG, "The station's events could not be given back", e);
        }
    }
}
