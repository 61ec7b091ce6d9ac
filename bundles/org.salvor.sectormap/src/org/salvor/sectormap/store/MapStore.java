package org.salvor.sectormap.store;

import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;
import org.salvor.sectormap.LatencyChange;
import org.salvor.sectormap.MapChange;
import org.salvor.sectormap.MapView;
import org.salvor.sectormap.SectorMap;

/**
 * The durable map of a job: a snapshot and the journal of what happened since, in one folder. Each {@link #append} makes one epoch durable;
 * after a crash at any moment the map is as it was after the last epoch that came back, or after the one under way, never in between.
 *
 * <p>One thread at a time appends; {@link #durable} may be asked from any. The store keeps a map of its own, apart from the owner's live
 * one. When an append fails, nothing more is taken until {@link #mend}, which finds out what is durable.
 */
public final class MapStore implements Closeable {
    /** Name of the snapshot in the folder. */
    public static final String SNAPSHOT_NAME = "map.snapshot";
    /** Name of the journal in the folder. */
    public static final String JOURNAL_NAME = "map.journal";
    /** A journal shorter than this, in bytes, is never replaced by a snapshot. */
    public static final long LEAST_JOURNAL_BYTES = 1 << 20;

    static final String NEW_SNAPSHOT_NAME = SNAPSHOT_NAME + ".new";
    static final String NEW_JOURNAL_NAME = JOURNAL_NAME + ".new";

    private static final System.Logger LOG = System.getLogger(MapStore.class.getName());

    private final MapFiles files;
    private final long leastJournalBytes;
    private SectorMap map;
    private JournalWriter journal;
    private long generation;
    private long epoch;
    private byte[] attachment;
    private long snapshotBytes;
    private long retrySnapshotAtBytes;
    private volatile MapView durable;
    private IOException failure;
    private boolean appendFailed;
    private boolean closed;

    private MapStore(MapFiles files, long leastJournalBytes, StoredFiles.State state) {
        this.files = files;
        this.leastJournalBytes = leastJournalBytes;
        take(state);
    }

    private void take(StoredFiles.State state) {
        map = state.map();
        journal = state.journal();
        generation = state.generation();
        epoch = state.epoch();
        attachment = state.attachment();
        snapshotBytes = state.snapshotBytes();
        durable = map.snapshot();
    }

    /**
     * Makes the files of a map of untried sectors.
     *
     * @param sectorCount sectors of the drive, 1..2^48
     * @throws MapStoreException when the folder has map files already
     * @throws IOException when the folder cannot be written
     */
    public static MapStore create(MapFiles files, long sectorCount) throws IOException {
        return create(files, sectorCount, LEAST_JOURNAL_BYTES);
    }

    static MapStore create(MapFiles files, long sectorCount, long leastJournalBytes) throws IOException {
        return new MapStore(files, leastJournalBytes, StoredFiles.create(files, sectorCount));
    }

    /**
     * Opens the map in a folder to go on with it. An epoch that a crash cut short is removed from the journal.
     *
     * @throws MapStoreException when the files are missing, damaged or of a newer format; nothing was changed
     * @throws IOException when the folder cannot be read or written
     */
    public static MapStore open(MapFiles files) throws IOException {
        return open(files, LEAST_JOURNAL_BYTES);
    }

    static MapStore open(MapFiles files, long leastJournalBytes) throws IOException {
        return new MapStore(files, leastJournalBytes, StoredFiles.open(files));
    }

    /** Whether the folder has a map. */
    public static boolean exists(MapFiles files) throws IOException {
        return StoredFiles.exists(files);
    }

    /**
     * Opens the map of a folder, or makes one where there is none.
     *
     * @throws MapStoreException as with {@link #open}, and when the map there is of a drive with another number of sectors
     */
    public static MapStore openOrCreate(MapFiles files, long sectorCount) throws IOException {
        if (!exists(files)) {
            return create(files, sectorCount);
        }
        MapStore store = open(files);
        if (store.sectorCount() != sectorCount) {
            store.close();
            throw new MapStoreException(SNAPSHOT_NAME + " is the map of a drive of " + store.sectorCount() + " sectors and this drive has "
                    + sectorCount + "; use another job folder or the other drive");
        }
        return store;
    }

    /**
     * Reads the map of a folder without changing anything there, while another may be writing to it.
     *
     * @throws MapStoreException as with {@link #open}
     */
    public static StoredMap read(MapFiles files) throws IOException {
        return StoredFiles.read(files);
    }

    /** Sectors of the drive. */
    public long sectorCount() {
        return map.sectorCount();
    }

    /** The map as it is on stable storage; from any thread. */
    public MapView durable() {
        return durable;
    }

    /** Number of the last durable epoch, 0 before the first. */
    public long epoch() {
        return epoch;
    }

    /** The attachment last given with a durable epoch; null when there never was one. */
    public byte[] attachment() {
        return attachment == null ? null : attachment.clone();
    }

    /** Makes the changes durable as one epoch; see {@link #append(Epoch)}. */
    public void append(List<MapChange> changes) throws IOException {
        append(Epoch.of(changes));
    }

    /**
     * Makes an epoch durable. When this comes back, the epoch survives any crash.
     *
     * @throws IllegalArgumentException when a change lies beyond the drive; nothing happened and the store goes on
     * @throws IOException when writing or syncing failed; whether the epoch is durable is unknown and the store takes no more
     */
    public void append(Epoch next) throws IOException {
        refuseAfterFailure();
        check(next);
        try {
            journal.append(epoch + 1, next);
        } catch (IOException | RuntimeException e) {
            appendFailed = true;
            throw poison("The map journal could not be written", e);
        }
        epoch++;
        next.changes().forEach(map::apply);
        next.latencies().forEach(map::apply);
        map.takeLatencyChanges();
        if (next.attachment() != null) {
            attachment = next.attachment().clone();
        }
        durable = map.snapshot();
        if (journal.lengthBytes() > Math.max(Math.max(leastJournalBytes, 2 * snapshotBytes), retrySnapshotAtBytes)) {
            replaceSnapshot();
        }
    }

    /**
     * Makes a store whose last append failed take changes again, once its disk is well: what that append wrote is cut off, for after a
     * failed sync nobody knows what of it is on the medium, and the rest is read anew. The epoch that failed may then be durable or not;
     * appending it once more is right in both cases. Does nothing when nothing failed.
     *
     * @throws IOException when the files cannot be read or written; the store then still takes no changes
     */
    public void mend() throws IOException {
        if (failure == null || closed) {
            return;
        }
        if (appendFailed) {
            try (MapFiles.Appender file = files.append(JOURNAL_NAME, journal.durableBytes())) {
                file.sync();
            }
        }
        JournalWriter old = journal;
        take(StoredFiles.open(files));
        appendFailed = false;
        failure = null;
        old.close();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        failure = failure == null ? new MapStoreException("the map store is closed; open it again") : failure;
        journal.close();
    }

    private void check(Epoch next) {
        for (MapChange change : next.changes()) {
            if (change.range().endLba() > map.sectorCount()) {
                throw new IllegalArgumentException("a change of " + change.range() + " in a map of " + map.sectorCount() + " sectors");
            }
        }
        for (LatencyChange latency : next.latencies()) {
            if (latency.firstLba() >= map.sectorCount()) {
                throw new IllegalArgumentException("a latency at " + latency.firstLba() + " in a map of " + map.sectorCount() + " sectors");
            }
        }
    }

    private void refuseAfterFailure() throws IOException {
        if (failure != null) {
            throw new MapStoreException("The map store takes no more changes since: " + failure.getMessage(), failure);
        }
    }

    private IOException poison(String what, Exception cause) {
        failure = new MapStoreException(
                what + " (" + cause.getMessage() + "); check the disk of the job folder, then retry or open the job again",
                cause);
        return failure;
    }

    /**
     * Snapshot beside, sync, rename, sync the folder; then a new journal in the same way. Up to the first rename a failure costs nothing
     * but the try; from then on the old journal must not grow any more, because nobody would read it.
     */
    private void replaceSnapshot() throws IOException {
        long bytes;
        try {
            bytes = SnapshotFile.write(files, NEW_SNAPSHOT_NAME, durable, generation + 1, epoch, attachment);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The map snapshot could not be written ({0}); the journal goes on and another try follows later",
                    e.toString());
            retrySnapshotAtBytes = 2 * journal.lengthBytes();
            return;
        }
        try {
            files.rename(NEW_SNAPSHOT_NAME, SNAPSHOT_NAME);
            files.syncFolder();
            generation++;
            JournalWriter old = journal;
            journal = StoredFiles.beginJournal(files, generation, map.sectorCount(), epoch);
            old.close();
        } catch (IOException | RuntimeException e) {
            throw poison("The map snapshot could not be put in place", e);
        }
        snapshotBytes = bytes;
        retrySnapshotAtBytes = 0;
    }
}
