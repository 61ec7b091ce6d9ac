package org.salvor.imaging;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.salvor.drive.Clock;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.MapChange;
import org.salvor.sectormap.SectorMap;

/** The end of a run: hashes are completed from the destination, unread sectors filled, and everything made durable. Owner thread only. */
final class Ending {
    private static final long SLICE_MILLIS = 50;
    /** Patience with a destination that does not become durable when the job is to stop. */
    private static final long PATIENCE_NANOS = 8_000_000_000L;

    private final Clock hostClock;
    private final SectorMap map;
    private final boolean movesBytes;
    private final CaseLog caseLog;
    private final Fill fill;
    private final Pipeline pipeline;
    private final EpochRhythm epochs;
    private final Progress progress;
    private final HashCompletion completion;
    private final Filling filling;
    /** What the imager will be once everything is durable; null while it works. */
    private ImagerState last;
    private String lastWords;
    private long beganNanos;

    /** @param hasher for hashes that are completed from the destination */
    Ending(ImagerParts parts, Pipeline pipeline, SegmentHasher hasher, EpochRhythm epochs, Progress progress) {
        hostClock = parts.hostClock();
        map = parts.live();
        movesBytes = parts.source().capabilities().movesBytes();
        caseLog = parts.caseLog();
        fill = parts.fill();
        this.pipeline = pipeline;
        this.epochs = epochs;
        this.progress = progress;
        completion = new HashCompletion(map, parts.segments(), hasher, parts.layout());
        filling = new Filling(map, fill);
    }

    /** Does one step towards the end of a job whose passes are through. */
    void goOn() throws IOException {
        if (progress.state() != ImagerState.HASHING) {
            progress.is(ImagerState.HASHING);
            epochs.seal(); // what is read back below must have been written
        }
        List<MapChange> confirmed = new ArrayList<>();
        if (!pipeline.awaitDurable(SLICE_MILLIS)) {
            progress.says("Making everything durable.");
        } else if (movesBytes && completion.goOn(pipeline, SLICE_MILLIS, confirmed)) {
            progress.says(completion.sentence());
            confirmed.forEach(map::apply);
            pipeline.submit(null, null, confirmed, () -> {
            });
            epochs.happened();
            epochs.sealInTime();
        } else if (movesBytes && fillNext()) {
            progress.says("Filling unread sectors on the destination.");
            epochs.seal();
        } else {
            windUp(ImagerState.FINISHED, "Every pass is through.");
        }
    }

    private boolean fillNext() {
        List<LbaRange> ranges = filling.next();
        if (!ranges.isEmpty()) {
            pipeline.fill(ranges, fill);
        }
        return !ranges.isEmpty();
    }

    /** Begins the end: nothing leaves for the source any more. */
    void windUp(ImagerState state, String words) {
        caseLog.note(state == ImagerState.FINISHED ? "finished" : "stopped", words, Map.of());
        epochs.seal();
        last = state;
        lastWords = words;
        beganNanos = hostClock.nanos();
    }

    /** Whether the end has begun. */
    boolean windsUp() {
        return last != null;
    }

    /** Ends once everything is durable, or when the patience with the destination is over and the job is to stop. */
    void await(boolean stopping) {
        if (pipeline.awaitDurable(SLICE_MILLIS)) {
            progress.is(last, lastWords);
        } else if (stopping && hostClock.nanos() - beganNanos > PATIENCE_NANOS) {
            progress.is(ImagerState.STOPPED,
                    "Stopped, though the destination did not become durable in time; what is not durable will be read again.");
        }
    }

    /** Something was lost or the destination is another: the end begins anew when it is due. */
    void restart() {
        last = null;
        completion.restart();
        filling.restart();
    }
}
