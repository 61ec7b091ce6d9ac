package org.salvor.sectormap.store;

import java.io.IOException;
import org.salvor.sectormap.SectorMap;

/**
 * Opens and makes the two files. They are linked by a generation number: a journal goes on from the snapshot of the same generation. A
 * crash between the two renames of a replacement leaves a journal one generation older than the snapshot, which holds all that the journal
 * says.
 */
final class StoredFiles {
    private static final int MOST_ATTEMPTS = 3;

    /** What a store begins with. */
    record State(SectorMap map, JournalWriter journal, long generation, long epoch, byte[] attachment, long snapshotBytes) {
    }

    private StoredFiles() {
    }

    /**
     * The journal comes first and the snapshot, which makes the map exist, last: so a snapshot without a journal is never the work of a
     * crash.
     */
    static State create(MapFiles files, long sectorCount) throws IOException {
        if (exists(files)) {
            throw new MapStoreException("the folder has a map already; open it or use another folder");
        }
        if (sectorCount < 1 || sectorCount > RecordCodec.MOST_SECTORS) {
            throw new IllegalArgumentException("a map store of " + sectorCount + " sectors; it must have 1 to 2^48");
        }
        SectorMap map = new SectorMap(sectorCount);
        JournalWriter journal = beginJournal(files, 1, sectorCount, 0);
        try {
            long bytes = SnapshotFile.write(files, MapStore.NEW_SNAPSHOT_NAME, map.snapshot(), 1, 0, null);
            files.rename(MapStore.NEW_SNAPSHOT_NAME, MapStore.SNAPSHOT_NAME);
            files.syncFolder();
            return new State(map, journal, 1, 0, null, bytes);
        } catch (IOException | RuntimeException e) {
            journal.close();
            throw e;
        }
    }

    /** Whether there is a map: a snapshot, or a journal that is more than the first file of a map whose making was cut short. */
    static boolean exists(MapFiles files) throws IOException {
        if (files.exists(MapStore.SNAPSHOT_NAME)) {
            return true;
        }
        if (!files.exists(MapStore.JOURNAL_NAME)) {
            return false;
        }
        try (MapFiles.Content content = files.read(MapStore.JOURNAL_NAME)) {
            return content.lengthBytes() != FileHeader.BYTES
                    || FileHeader.read(MapStore.JOURNAL_NAME, FileHeader.JOURNAL, content).generation() != 1;
        }
    }

    /** Puts a new journal in place and makes it durable. */
    static JournalWriter beginJournal(MapFiles files, long generation, long sectorCount, long epoch) throws IOException {
        FileHeader header = new FileHeader(FileHeader.JOURNAL, generation, sectorCount, epoch, 0, 0, -1);
        JournalWriter writer = JournalWriter.begin(files, MapStore.NEW_JOURNAL_NAME, header);
        try {
            files.rename(MapStore.NEW_JOURNAL_NAME, MapStore.JOURNAL_NAME);
            files.syncFolder();
            return writer;
        } catch (IOException | RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    static State open(MapFiles files) throws IOException {
        SnapshotFile.Loaded snapshot = readSnapshot(files);
        FileHeader head = snapshot.header();
        JournalReplay replay;
        try (MapFiles.Content content = files.read(MapStore.JOURNAL_NAME)) {
            replay = replay(content, FileHeader.read(MapStore.JOURNAL_NAME, FileHeader.JOURNAL, content), snapshot);
        }
        if (replay == null) {
            JournalWriter writer = beginJournal(files, head.generation(), head.sectorCount(), head.epoch());
            return new State(snapshot.map(), writer, head.generation(), head.epoch(), snapshot.attachment(), snapshot.lengthBytes());
        }
        MapFiles.Appender file = appendTo(files, replay.endBytes());
        try {
            file.sync();
            files.delete(MapStore.NEW_SNAPSHOT_NAME);
            files.delete(MapStore.NEW_JOURNAL_NAME);
            files.syncFolder();
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
        JournalWriter writer = new JournalWriter(file, head.generation(), replay.endBytes(), replay.checksum());
        return new State(snapshot.map(), writer, head.generation(), replay.epoch(), replay.attachment(), snapshot.lengthBytes());
    }

    private static MapFiles.Appender appendTo(MapFiles files, long lengthBytes) throws MapStoreException {
        try {
            return files.append(MapStore.JOURNAL_NAME, lengthBytes);
        } catch (IOException e) {
            throw new MapStoreException(MapStore.JOURNAL_NAME + " cannot be written (" + e + "); make the job folder writable", e);
        }
    }

    /** Reads both files; when a writer replaces them in between, once more. */
    static StoredMap read(MapFiles files) throws IOException {
        for (int attempt = 1;; attempt++) {
            SnapshotFile.Loaded snapshot = readSnapshot(files);
            try (MapFiles.Content content = files.read(MapStore.JOURNAL_NAME)) {
                FileHeader header = FileHeader.read(MapStore.JOURNAL_NAME, FileHeader.JOURNAL, content);
                if (header.generation() > snapshot.header().generation() && attempt < MOST_ATTEMPTS) {
                    continue;
                }
                JournalReplay replay = replay(content, header, snapshot);
                if (replay == null) {
                    return new StoredMap(snapshot.map().snapshot(), snapshot.header().epoch(), snapshot.attachment(), 0);
                }
                return new StoredMap(snapshot.map().snapshot(), replay.epoch(), replay.attachment(), replay.tornBytes());
            }
        }
    }

    private static SnapshotFile.Loaded readSnapshot(MapFiles files) throws IOException {
        boolean hasSnapshot = files.exists(MapStore.SNAPSHOT_NAME);
        boolean hasJournal = files.exists(MapStore.JOURNAL_NAME);
        if (!hasSnapshot && !exists(files)) {
            throw new MapStoreException("there is no " + MapStore.SNAPSHOT_NAME + " in the folder; name the folder of a job");
        }
        if (!hasSnapshot || !hasJournal) {
            String missing = hasSnapshot ? MapStore.JOURNAL_NAME : MapStore.SNAPSHOT_NAME;
            String found = hasSnapshot ? MapStore.SNAPSHOT_NAME : MapStore.JOURNAL_NAME;
            throw new MapStoreException(missing + " is missing beside " + found + "; restore both files from one copy");
        }
        return SnapshotFile.read(files, MapStore.SNAPSHOT_NAME);
    }

    /**
     * Brings the snapshot's map up to the end of the journal. Null when the journal is the one before the snapshot, which then has to end
     * with the very epoch that the snapshot was made of: a crash leaves it so, an old copy does not.
     */
    private static JournalReplay replay(MapFiles.Content content, FileHeader journal, SnapshotFile.Loaded loaded) throws IOException {
        FileHeader snapshot = loaded.header();
        boolean sameDrive = journal.sectorCount() == snapshot.sectorCount();
        if (sameDrive && journal.generation() == snapshot.generation() && journal.epoch() == snapshot.epoch()) {
            JournalReplay replay = new JournalReplay(content, MapStore.JOURNAL_NAME, journal, loaded.map(), loaded.attachment());
            replay.run();
            return replay;
        }
        if (sameDrive && journal.generation() == snapshot.generation() - 1) {
            SectorMap scratch = new SectorMap(snapshot.sectorCount());
            JournalReplay before = new JournalReplay(content, MapStore.JOURNAL_NAME, journal, scratch, null);
            before.run();
            if (before.epoch() == snapshot.epoch()) {
                return null;
            }
        }
        throw new MapStoreException(MapStore.JOURNAL_NAME + " does not belong to " + MapStore.SNAPSHOT_NAME + " (generation "
                + journal.generation() + " beside " + snapshot.generation() + "); restore both files from one copy");
    }
}
