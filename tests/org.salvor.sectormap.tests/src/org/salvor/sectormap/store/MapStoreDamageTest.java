package org.salvor.sectormap.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.salvor.testkit.Counts;

class MapStoreDamageTest {
    private static final String JOURNAL = MapStore.JOURNAL_NAME;
    private static final String SNAPSHOT = MapStore.SNAPSHOT_NAME;

    private final History history = new History(11);
    private final CrashFiles files = new CrashFiles();

    @Test
    void replaysTheWholeEpochsOfAJournalCutAtAnyByte() throws IOException {
        write(3, 1, 2, 4, 1);
        byte[] whole = files.bytes(JOURNAL);
        List<Integer> ends = blockEnds(whole);
        assertThat(ends).hasSize(5);
        for (int cut = FileHeader.BYTES; cut <= whole.length; cut++) {
            files.put(JOURNAL, Arrays.copyOf(whole, cut));
            int length = cut;
            int epochs = (int) ends.stream().filter(end -> end <= length).count();
            StoredMap stored = MapStore.read(files);
            assertThat(stored.epoch()).as("cut at byte " + cut).isEqualTo(epochs);
            history.expect(epochs, stored.map(), stored.attachment(), "cut at byte " + cut);
            assertThat(stored.tornBytes()).isEqualTo(cut - (epochs == 0 ? FileHeader.BYTES : ends.get(epochs - 1)));
        }
    }

    @Test
    void refusesAJournalCutInItsHeader() throws IOException {
        write(3, 1);
        byte[] whole = files.bytes(JOURNAL);
        for (int cut = 0; cut < FileHeader.BYTES; cut++) {
            files.put(JOURNAL, Arrays.copyOf(whole, cut));
            assertThatThrownBy(() -> MapStore.read(files)).isInstanceOf(MapStoreException.class).hasMessageContaining("no whole header");
        }
    }

    @Test
    void dropsAnEpochOfSeveralBlocksAsAWhole() throws IOException {
        write(2, 3 * BlockHeader.MOST_RECORDS + 5);
        byte[] whole = files.bytes(JOURNAL);
        List<Integer> ends = blockEnds(whole);
        assertThat(ends.size()).isGreaterThanOrEqualTo(5);
        SplittableRandom random = new SplittableRandom(3);
        List<Integer> cuts = new ArrayList<>();
        ends.forEach(end -> {
            for (int cut = Math.max(FileHeader.BYTES, end - 60); cut < Math.min(whole.length, end + 60); cut++) {
                cuts.add(cut);
            }
        });
        int from = ends.get(ends.size() - 3);
        int most = Counts.of("places to cut the last two blocks at", 200, whole.length - from);
        random.ints(from, whole.length).limit(most).forEach(cuts::add);
        if (Counts.all()) {
            IntStream.range(from, whole.length).forEach(cuts::add);
        }
        for (int cut : cuts) {
            files.put(JOURNAL, Arrays.copyOf(whole, cut));
            StoredMap stored = MapStore.read(files);
            int epochs = cut < ends.getFirst() ? 0 : 1;
            assertThat(stored.epoch()).as("cut at byte " + cut).isEqualTo(epochs);
            history.expect(epochs, stored.map(), stored.attachment(), "cut at byte " + cut);
        }
        for (int lost = 1; lost < ends.size() - 1; lost++) {
            byte[] hole = whole.clone();
            Arrays.fill(hole, ends.get(lost - 1), ends.get(lost), (byte) 0);
            files.put(JOURNAL, hole);
            StoredMap stored = MapStore.read(files);
            history.expect(1, stored.map(), stored.attachment(), "block " + lost + " never written");
        }
        files.put(JOURNAL, whole);
        StoredMap stored = MapStore.read(files);
        history.expect(2, stored.map(), stored.attachment(), "whole");
    }

    @Test
    void neverGivesAWrongMapWhenAnyByteOfTheJournalIsFlipped() throws IOException {
        write(3, 1, 2, 4, 1);
        byte[] whole = files.bytes(JOURNAL);
        int lastEpochBegins = blockEnds(whole).get(3);
        int flips = Counts.of("ways to flip each byte", 2, 255);
        for (int at = 0; at < whole.length; at++) {
            for (int flip = 1; flip <= 255; flip++) {
                if (flips == 2 && flip != 1 << at % 8 && flip != 0xFF) {
                    continue;
                }
                byte[] flipped = whole.clone();
                flipped[at] ^= (byte) flip;
                files.put(JOURNAL, flipped);
                String where = "byte " + at + " of the journal flipped by " + flip;
                try {
                    StoredMap stored = MapStore.read(files);
                    assertThat(at).as(where + ": an epoch that was durable is lost without a word").isGreaterThanOrEqualTo(lastEpochBegins);
                    assertThat(stored.epoch()).as(where).isEqualTo(4);
                    history.expect(4, stored.map(), stored.attachment(), where);
                } catch (MapStoreException e) {
                    assertThat(e.getMessage()).as(where).contains(JOURNAL).contains(";").doesNotContain("\n");
                }
            }
        }
    }

    @Test
    void refusesASnapshotWithAnyByteFlippedOrCut() throws IOException {
        write(3, 1, 2, 40);
        try (MapStore store = MapStore.open(files, 1)) {
            store.append(history.next(3));
        }
        byte[] whole = files.bytes(SNAPSHOT);
        history.expect(5, MapStore.read(files).map(), MapStore.read(files).attachment(), "snapshot alone");
        for (int at = 0; at < whole.length; at++) {
            byte[] flipped = whole.clone();
            flipped[at] ^= (byte) (1 << at % 8);
            files.put(SNAPSHOT, flipped);
            assertThatThrownBy(() -> MapStore.read(files)).as("byte " + at).isInstanceOf(MapStoreException.class)
                    .hasMessageContaining("map.");
            files.put(SNAPSHOT, Arrays.copyOf(whole, at));
            assertThatThrownBy(() -> MapStore.read(files)).as("cut at " + at).isInstanceOf(MapStoreException.class);
        }
        files.put(SNAPSHOT, Arrays.copyOf(whole, whole.length + 1));
        assertThatThrownBy(() -> MapStore.read(files)).isInstanceOf(MapStoreException.class).hasMessageContaining("goes on after its end");
    }

    @Test
    void doesNotTakeABlockOfAnotherHistoryWithTheSameNumbers() throws IOException {
        write(3, 2, 2);
        byte[] ours = files.bytes(JOURNAL);
        History other = new History(12);
        CrashFiles otherFiles = new CrashFiles();
        try (MapStore store = MapStore.create(otherFiles, History.SECTORS)) {
            for (int count : new int[] { 3, 2, 2 }) {
                store.append(other.next(count));
            }
        }
        byte[] theirs = otherFiles.bytes(JOURNAL);
        int firstEnd = blockEnds(ours).getFirst();
        int theirSecond = blockEnds(theirs).getFirst();
        byte[] mixed = Arrays.copyOf(ours, firstEnd + blockEnds(theirs).get(1) - theirSecond);
        System.arraycopy(theirs, theirSecond, mixed, firstEnd, mixed.length - firstEnd);
        files.put(JOURNAL, mixed);
        StoredMap stored = MapStore.read(files);
        assertThat(stored.epoch()).isEqualTo(1);
        history.expect(1, stored.map(), stored.attachment(), "the first epoch alone");
    }

    @Test
    void noticesAHeaderThatKeepsTheLengthOfItsBlock() throws IOException {
        write(3, 2);
        byte[] bytes = files.bytes(JOURNAL);
        int last = blockEnds(bytes).getFirst();
        ByteBuffer journal = ByteBuffer.wrap(bytes);
        journal.putInt(last + 4, journal.getInt(last + 4) - 1).putInt(last + 8,
                Math.max(0, journal.getInt(last + 8)) + RecordCodec.RECORD_BYTES);
        files.put(JOURNAL, bytes);
        StoredMap stored = MapStore.read(files);
        assertThat(stored.epoch()).isEqualTo(1);
        history.expect(1, stored.map(), stored.attachment(), "the first epoch alone");
    }

    @Test
    void goesOnAfterATornEpochAndForgetsIt() throws IOException {
        write(3, 1, 2);
        byte[] whole = files.bytes(JOURNAL);
        files.put(JOURNAL, Arrays.copyOf(whole, whole.length - 5));
        try (MapStore store = MapStore.open(files)) {
            assertThat(store.epoch()).isEqualTo(2);
            history.cutTo(2, store.durable());
            store.append(history.next(1));
        }
        StoredMap stored = MapStore.read(files);
        assertThat(stored.epoch()).isEqualTo(3);
        assertThat(stored.tornBytes()).isZero();
        history.expect(3, stored.map(), stored.attachment(), "after the torn epoch");
    }

    @Test
    void refusesFilesThatDoNotBelongTogether() throws IOException {
        write(3, 1);
        byte[] oldJournal = files.bytes(JOURNAL);
        byte[] oldSnapshot = files.bytes(SNAPSHOT);
        try (MapStore store = MapStore.open(files, 1)) {
            store.append(history.next(20));
            store.append(history.next(1));
        }
        assertThat(files.bytes(SNAPSHOT)).as("there is a new snapshot").isNotEqualTo(oldSnapshot);
        CrashFiles withOldJournal = files.copy();
        withOldJournal.put(JOURNAL, oldJournal);
        assertThatThrownBy(() -> MapStore.open(withOldJournal)).isInstanceOf(MapStoreException.class)
                .hasMessageContaining("does not belong");
        CrashFiles withOldSnapshot = files.copy();
        withOldSnapshot.put(SNAPSHOT, oldSnapshot);
        assertThatThrownBy(() -> MapStore.open(withOldSnapshot)).isInstanceOf(MapStoreException.class)
                .hasMessageContaining("does not belong");
        CrashFiles withoutJournal = files.copy();
        withoutJournal.remove(JOURNAL);
        assertThatThrownBy(() -> MapStore.open(withoutJournal)).isInstanceOf(MapStoreException.class)
                .hasMessageContaining("map.journal is missing");
        CrashFiles withoutSnapshot = files.copy();
        withoutSnapshot.remove(SNAPSHOT);
        assertThatThrownBy(() -> MapStore.open(withoutSnapshot)).isInstanceOf(MapStoreException.class)
                .hasMessageContaining("map.snapshot is missing");
    }

    @Test
    void refusesAFormatThatIsNewer() throws IOException {
        write(3);
        byte[] bytes = files.bytes(SNAPSHOT);
        ByteBuffer header = ByteBuffer.wrap(bytes);
        header.putInt(8, FileHeader.VERSION + 1).putInt(60, FileHeader.checksumOf(header));
        files.put(SNAPSHOT, bytes);
        assertThatThrownBy(() -> MapStore.open(files)).isInstanceOf(MapStoreException.class).hasMessageContaining("newer program");
    }

    @Test
    void refusesAnEmptyFolder() {
        assertThatThrownBy(() -> MapStore.open(new CrashFiles())).isInstanceOf(MapStoreException.class)
                .hasMessageContaining("name the folder");
    }

    private void write(int... changes) throws IOException {
        try (MapStore store = MapStore.create(files, History.SECTORS)) {
            for (int count : changes) {
                store.append(history.next(count));
            }
        }
    }

    private static List<Integer> blockEnds(byte[] journal) {
        List<Integer> ends = new ArrayList<>();
        int at = FileHeader.BYTES;
        while (at < journal.length) {
            at += BlockHeader.BYTES + BlockHeader.parse(ByteBuffer.wrap(journal).position(at)).payloadBytes();
            ends.add(at);
        }
        return ends;
    }
}
