package org.salvor.sectormap.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.salvor.sectormap.Cause;
import org.salvor.sectormap.LatencyChange;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.MapChange;
import org.salvor.sectormap.MapView;
import org.salvor.sectormap.ReadableMap;
import org.salvor.sectormap.RunCursor;
import org.salvor.sectormap.SectorMap;
import org.salvor.sectormap.SectorState;
import org.salvor.sectormap.Stage;

/** A made-up history of epochs, and what the map was after each. */
final class History {
    static final long SECTORS = 3L << 20;

    private final SplittableRandom random;
    private SectorMap map = new SectorMap(SECTORS);
    /** What the map says after each epoch, the first being before any. */
    final List<String> texts = new ArrayList<>();
    final List<byte[]> attachments = new ArrayList<>();

    History(long seed) {
        random = new SplittableRandom(seed);
        texts.add(text(map));
        attachments.add(null);
    }

    int length() {
        return texts.size() - 1;
    }

    /** Forgets what came after the n-th epoch. */
    void cutTo(int epoch, MapView is) {
        texts.subList(epoch + 1, texts.size()).clear();
        attachments.subList(epoch + 1, attachments.size()).clear();
        map = SectorMap.copyOf(is);
    }

    Epoch next(int changes) {
        List<MapChange> list = new ArrayList<>();
        for (int i = 0; i < changes; i++) {
            long first = random.nextLong(SECTORS);
            Stage stage = Stage.values()[random.nextInt(Stage.values().length)];
            SectorState state = random.nextBoolean() ? SectorState.of(stage)
                    : new SectorState(stage, Cause.values()[random.nextInt(10)], random.nextInt(16), random.nextInt(256),
                            random.nextInt(65536));
            list.add(new MapChange(new LbaRange(first, Math.min(SECTORS, first + 1 + random.nextLong(5000))), state));
        }
        list.forEach(map::apply);
        List<LatencyChange> latencies = random.nextInt(3) > 0 ? List.of()
                : List.of(new LatencyChange(random.nextLong(SECTORS) / map.latencyCellSectors() * map.latencyCellSectors(),
                        1 + random.nextInt(255)));
        latencies.forEach(map::apply);
        byte[] attachment = null;
        if (random.nextInt(3) > 0) {
            attachment = new byte[random.nextInt(60)];
            random.nextBytes(attachment);
        }
        texts.add(text(map));
        attachments.add(attachment == null ? attachments.getLast() : attachment);
        return new Epoch(list, latencies, attachment);
    }

    /** Fails unless this is what was after the epoch. */
    void expect(int epoch, ReadableMap is, byte[] attachment, String where) {
        assertThat(text(is)).as(where).isEqualTo(texts.get(epoch));
        assertThat(Arrays.equals(attachment, attachments.get(epoch))).as(where + ": attachment").isTrue();
    }

    static String text(ReadableMap map) {
        StringBuilder text = new StringBuilder();
        RunCursor runs = map.runs();
        while (runs.next()) {
            text.append(runs.firstLba()).append(' ').append(Long.toHexString(runs.packedState())).append('\n');
        }
        return text.append(map.knownLatencies()).toString();
    }
}
