package org.salvor.sectormap.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.MapChange;
import org.salvor.sectormap.MapView;
import org.salvor.sectormap.SectorState;
import org.salvor.sectormap.Stage;

class MapStoreTest {
    @Test
    void comesBackFromARealFolderAsItWasLeft(@TempDir Path folder) throws IOException {
        History history = new History(1);
        FolderFiles files = new FolderFiles(folder);
        try (MapStore store = MapStore.create(files, History.SECTORS, 2000)) {
            for (int i = 0; i < 60; i++) {
                store.append(history.next(i % 7));
                history.expect(i + 1, store.durable(), store.attachment(), "after epoch " + (i + 1));
            }
        }
        assertThat(Files.list(folder).map(path -> path.getFileName().toString())).containsExactlyInAnyOrder("map.snapshot", "map.journal");
        StoredMap read = MapStore.read(files);
        history.expect(60, read.map(), read.attachment(), "read");
        try (MapStore store = MapStore.openOrCreate(files, History.SECTORS)) {
            assertThat(store.epoch()).isEqualTo(60);
            history.expect(60, store.durable(), store.attachment(), "opened");
        }
    }

    @Test
    void keepsTheJournalInProportionToTheSnapshot() throws IOException {
        CrashFiles files = new CrashFiles();
        History history = new History(2);
        try (MapStore store = MapStore.create(files, History.SECTORS, 1000)) {
            for (int i = 0; i < 200; i++) {
                store.append(history.next(20));
                int snapshot = files.bytes(MapStore.SNAPSHOT_NAME).length;
                assertThat(files.bytes(MapStore.JOURNAL_NAME).length).isLessThanOrEqualTo(Math.max(1000, 2 * snapshot));
            }
            assertThat(files.bytes(MapStore.SNAPSHOT_NAME).length).as("a snapshot was written").isGreaterThan(1000);
        }
    }

    @Test
    void holdsRunsThatAreLongerThanOneRecordCanSay() throws IOException {
        CrashFiles files = new CrashFiles();
        long sectors = RecordCodec.MOST_SECTORS;
        try (MapStore store = MapStore.create(files, sectors)) {
            store.append(List.of(new MapChange(new LbaRange(5, sectors - 1), SectorState.of(Stage.READ).withLastPass(3))));
        }
        MapView map = MapStore.read(files).map();
        assertThat(map.totals().of(Stage.READ)).isEqualTo(sectors - 6);
        assertThat(map.runCount(map.wholeRange())).isEqualTo(3);
        assertThat(map.stateAt(sectors - 2).lastPass()).isEqualTo(3);
    }

    @Test
    void takesNothingMoreAfterASyncFailed() throws IOException {
        CrashFiles files = new CrashFiles();
        History history = new History(3);
        MapStore store = MapStore.create(files, History.SECTORS);
        store.append(history.next(2));
        files.failSyncs();
        assertThatThrownBy(() -> store.append(history.next(2))).isInstanceOf(MapStoreException.class)
                .hasMessageContaining("The map journal could not be written (input/output error)");
        assertThatThrownBy(() -> store.append(history.next(1))).isInstanceOf(MapStoreException.class).hasMessageContaining("takes no more");
        history.expect(1, store.durable(), store.attachment(), "the durable map stays behind");
        store.close();
    }

    @ParameterizedTest
    @ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8 })
    void takesChangesAgainOnceItsDiskIsWellAndLosesNoneOfThemInACrash(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        CrashFiles files = new CrashFiles();
        History history = new History(seed);
        MapStore store = MapStore.create(files, History.SECTORS, 500);
        int epochs = 0;
        for (int round = 0; round < 5; round++) {
            for (int good = random.nextInt(6); good > 0; good--) {
                store.append(history.next(2));
                epochs++;
            }
            Epoch unlucky = history.next(2);
            epochs++;
            files.failSyncs();
            try {
                store.append(unlucky);
                throw new AssertionError("syncing failed");
            } catch (IOException e) {
                assertThatThrownBy(store::mend).isInstanceOf(IOException.class);
            }
            files.mendSyncs();
            store.mend();
            store.append(unlucky);
            history.expect(epochs, store.durable(), store.attachment(), "live in round " + round);
            StoredMap found = MapStore.read(files.afterCrash(random));
            history.expect(epochs, found.map(), found.attachment(), "after a crash in round " + round);
        }
        store.close();
    }

    @Test
    void refusesAChangeBeyondTheDriveAndGoesOn() throws IOException {
        CrashFiles files = new CrashFiles();
        try (MapStore store = MapStore.create(files, 100)) {
            MapChange beyond = new MapChange(new LbaRange(90, 101), SectorState.of(Stage.READ));
            assertThatThrownBy(() -> store.append(List.of(beyond))).isInstanceOf(IllegalArgumentException.class);
            store.append(List.of(new MapChange(new LbaRange(90, 100), SectorState.of(Stage.READ))));
        }
        assertThat(MapStore.read(files).map().totals().of(Stage.READ)).isEqualTo(10);
    }

    @Test
    void refusesTheMapOfADriveOfAnotherSize() throws IOException {
        CrashFiles files = new CrashFiles();
        MapStore.create(files, 100).close();
        assertThatThrownBy(() -> MapStore.openOrCreate(files, 101)).isInstanceOf(MapStoreException.class)
                .hasMessageContaining("100 sectors");
        assertThatThrownBy(() -> MapStore.create(files, 100)).isInstanceOf(MapStoreException.class)
                .hasMessageContaining("has a map already");
    }

    @Test
    void goesOnWithTheJournalWhenASnapshotCannotBeWritten() throws IOException {
        History history = new History(4);
        CrashFiles files = new CrashFiles();
        MapFiles noRoom = new NoRoomForSnapshots(files);
        MapStore.create(files, History.SECTORS).close();
        try (MapStore store = MapStore.open(noRoom, 500)) {
            for (int i = 0; i < 30; i++) {
                store.append(history.next(3));
            }
        }
        StoredMap read = MapStore.read(files);
        history.expect(30, read.map(), read.attachment(), "journal alone");
    }

    private record NoRoomForSnapshots(CrashFiles files) implements MapFiles {
        @Override
        public boolean exists(String name) {
            return files.exists(name);
        }

        @Override
        public Content read(String name) throws IOException {
            return files.read(name);
        }

        @Override
        public Appender create(String name) throws IOException {
            if (name.equals(MapStore.NEW_SNAPSHOT_NAME)) {
                throw new IOException("No space left on device");
            }
            return files.create(name);
        }

        @Override
        public Appender append(String name, long lengthBytes) throws IOException {
            return files.append(name, lengthBytes);
        }

        @Override
        public void rename(String from, String to) throws IOException {
            files.rename(from, to);
        }

        @Override
        public void delete(String name) throws IOException {
            files.delete(name);
        }

        @Override
        public void syncFolder() throws IOException {
            files.syncFolder();
        }
    }
}
