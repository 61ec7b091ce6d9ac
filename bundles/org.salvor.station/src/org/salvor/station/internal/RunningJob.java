package org.salvor.station.internal;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.salvor.drive.Drive;
import org.salvor.drive.DriveIdentity;
import org.salvor.imaging.Imager;
import org.salvor.imaging.ImagerOrder;
import org.salvor.imaging.ImagerSnapshot;
import org.salvor.imaging.ImagerState;

/**
 * An imager on its own owner thread, with the lanes that write and flush, and everything it holds open. When it is through, all is closed in the order that
 * loses nothing.
 */
final class RunningJob {
    private static final System.Logger LOG = System.getLogger(RunningJob.class.getName());
    private static final long LANE_SECONDS = 10;

    private final Imager imager;
    private final Drive source;
    private final DriveIdentity identity;
    private final Lanes lanes;
    private final List<AutoCloseable> closeLast;
    private final Runnable changed;
    private final Thread owner;
    private volatile String crash = "";
    private volatile boolean closed;

    /** The two lanes behind the owner thread, one thread each. */
    static final class Lanes {
        final ExecutorService writer;
        final ExecutorService flusher;

        Lanes(String name) {
            writer = Executors.newSingleThreadExecutor(Thread.ofPlatform().name("salvor writer " + name).daemon().factory());
            flusher = Executors.newSingleThreadExecutor(Thread.ofPlatform().name("salvor flusher " + name).daemon().factory());
        }

        boolean end() {
            writer.shutdown();
            try {
                boolean written = writer.awaitTermination(LANE_SECONDS, TimeUnit.SECONDS);
                flusher.shutdown();
                return flusher.awaitTermination(LANE_SECONDS, TimeUnit.SECONDS) && written;
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    /**
     * Starts at once.
     *
     * @param closeLast what is closed after the imager, in this order
     * @param changed called on the owner thread whenever the state changed, and when all is closed
     */
    RunningJob(String name, Imager imager, Drive source, Lanes lanes, List<AutoCloseable> closeLast, Runnable changed) {
        this.imager = imager;
        this.source = source;
        this.identity = source.identity();
        this.lanes = lanes;
        this.closeLast = closeLast;
        this.changed = changed;
        owner = Thread.ofPlatform().name("salvor owner " + name).daemon().unstarted(this::run);
    }

    void start() {
        owner.start();
    }

    private void run() {
        try {
            ImagerState last = null;
            while (imager.doWork()) {
                ImagerState now = imager.snapshot().state();
                if (now != last) {
                    last = now;
                    changed.run();
                }
            }
        } catch (RuntimeException | Error e) {
            crash = "Salvor itself failed (" + e
                    + "); what is in the map is safe. Please report it with the log, then start the job again.";
            LOG.log(Level.ERROR, "The owner thread of " + owner.getName() + " ended", e);
        } finally {
            close();
            changed.run();
        }
    }

    private void close() {
        if (!lanes.end()) {
            LOG.log(Level.WARNING, "{0}: the destination did not come to rest; its buffers are left to it", owner.getName());
        }
        for (AutoCloseable part : closeLast) {
            try {
                part.close();
            } catch (IOException | RuntimeException e) {
                LOG.log(Level.WARNING, "Could not be closed well: " + part, e);
            } catch (Exception e) {
                LOG.log(Level.WARNING, "Could not be closed: " + part, e);
            }
        }
        closed = true;
    }

    void order(ImagerOrder order) {
        imager.order(order);
    }

    ImagerSnapshot snapshot() {
        return imager.snapshot();
    }

    /** The opened source; only its immutable facts may be asked. */
    Drive source() {
        return source;
    }

    DriveIdentity identity() {
        return identity;
    }

    /** Why the owner thread died, empty when it did not. */
    String crash() {
        return crash;
    }

    /** Whether everything has been given back. */
    boolean closed() {
        return closed;
    }

    /** Waits for the end, {@code millis} milliseconds at most. */
    boolean join(long millis) {
        try {
            owner.join(Math.max(1, millis));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return closed;
    }
}
