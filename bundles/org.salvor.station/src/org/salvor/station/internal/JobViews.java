package org.salvor.station.internal;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.salvor.drive.Capabilities;
import org.salvor.drive.DriveIdentity;
import org.salvor.imaging.ImagerSnapshot;
import org.salvor.imaging.ImagerState;
import org.salvor.sectormap.Cause;
import org.salvor.sectormap.MapTotals;
import org.salvor.sectormap.MapView;
import org.salvor.sectormap.ReadableMap;
import org.salvor.sectormap.Stage;
import org.salvor.station.DriveView;
import org.salvor.station.JobView;
import org.salvor.station.MapWindow;

/** Makes the records that clients see. */
final class JobViews {
    private static final long SLOW_COMMAND_NANOS = 1_000_000_000L;

    private JobViews() {
    }

    /**
     * What is the same in every view of a job.
     *
     * @param hidden what the source hides, in one sentence
     */
    record Frame(String id, String destination, String plan, List<String> passes, String hidden) {
    }

    static DriveView drive(String address, String transport, DriveIdentity identity, Capabilities capabilities, String role) {
        return new DriveView(address, transport, identity.model(), identity.serial(), identity.firmware(), identity.sectorCount(),
                identity.sectorBytes(), identity.physicalSectorBytes(), capabilities == null ? "" : words(capabilities.methods()),
                capabilities == null ? "" : words(capabilities.resets()), capabilities == null ? "" : capabilities.notes(), role, "");
    }

    private static String words(Iterable<? extends Enum<?>> values) {
        StringBuilder text = new StringBuilder();
        for (Enum<?> value : values) {
            text.append(text.isEmpty() ? "" : ", ").append(value.name().toLowerCase(Locale.ROOT));
        }
        return text.toString();
    }

    static JobView running(Frame frame, DriveView source, RunningJob job, long hostNanos) {
        ImagerSnapshot at = job.snapshot();
        String crash = job.crash();
        JobView.State state = crash.isEmpty() ? state(at.state()) : JobView.State.FAILED;
        String sentence = crash.isEmpty() ? at.sentence() : crash;
        if (crash.isEmpty() && at.commandOutSinceNanos() >= 0 && hostNanos - at.commandOutSinceNanos() > SLOW_COMMAND_NANOS) {
            sentence = ended(sentence) + " A command has been with the drive for "
                    + (hostNanos - at.commandOutSinceNanos()) / 1_000_000_000L + " s.";
        }
        if (at.state().ended() && !job.closed()) {
            state = JobView.State.STOPPING;
            sentence = "Giving the drives back.";
        }
        MapTotals totals = at.map().totals();
        return new JobView(frame.id(), frame.id(), source, frame.destination(), frame.plan(), frame.passes(), state, sentence,
                at.passIndex(), at.round(),
                at.passPercent(), at.positionLba(), at.map().sectorCount(), source.sectorBytes(), stages(totals), causes(totals),
                at.errors(), at.resets(),
                at.powerCycles(), at.bytesPerSecond(), at.averageBytesPerSecond(), at.driveSeconds(), at.remainingSeconds(), at.celsius(),
                at.lastRegisters(), at.map().version(), at.durableSectors(), frame.hidden());
    }

    /** A sentence with its full stop, so that another one may follow. */
    static String ended(String sentence) {
        return sentence.isEmpty() || sentence.matches("(?s).*[.!?]") ? sentence : sentence + ".";
    }

    static JobView idle(Frame frame, DriveView source, MapView map, String sentence) {
        return still(frame, source, map, JobView.State.IDLE, sentence, 0, -1);
    }

    static JobView moving(Frame frame, DriveView source, MapView map, String sentence, double percent, double remainingSeconds) {
        return still(frame, source, map, JobView.State.MOVING, sentence, percent, remainingSeconds);
    }

    /** A job that does not read. */
    private static JobView still(Frame frame, DriveView source, MapView map, JobView.State state, String sentence, double percent,
            double remainingSeconds) {
        MapTotals totals = map.totals();
        return new JobView(frame.id(), frame.id(), source, frame.destination(), frame.plan(), frame.passes(), state, sentence,
                -1, 1, percent, 0,
                map.sectorCount(), source.sectorBytes(), stages(totals), causes(totals), 0, 0, 0, 0, 0, 0, remainingSeconds,
                Integer.MIN_VALUE, 0,
                map.version(),
                totals.of(Stage.READ), frame.hidden());
    }

    private static JobView.State state(ImagerState state) {
        return switch (state) {
        case RUNNING -> JobView.State.RUNNING;
        case RESTING -> JobView.State.RESTING;
        case RECOVERING -> JobView.State.RECOVERING;
        case HASHING -> JobView.State.HASHING;
        case PAUSED -> JobView.State.PAUSED;
        case NEEDS_OPERATOR -> JobView.State.NEEDS_OPERATOR;
        case STOPPING -> JobView.State.STOPPING;
        case STOPPED -> JobView.State.STOPPED;
        case FINISHED -> JobView.State.FINISHED;
        case FAILED -> JobView.State.FAILED;
        };
    }

    private static Map<String, Long> stages(MapTotals totals) {
        return EnumSet.allOf(Stage.class).stream()
                .collect(Collectors.toMap(JobViews::word, totals::of, (a, _) -> a, LinkedHashMap::new));
    }

    private static Map<String, Long> causes(MapTotals totals) {
        return EnumSet.complementOf(EnumSet.of(Cause.NONE)).stream().filter(cause -> totals.of(cause) > 0)
                .collect(Collectors.toMap(JobViews::word, totals::of, (a, _) -> a, LinkedHashMap::new));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static MapWindow window(ReadableMap map, long firstLba, long endLba, int cells, long sinceVersion) {
        org.salvor.sectormap.MapWindow window = map.window(new org.salvor.sectormap.LbaRange(firstLba, endLba), cells, sinceVersion);
        return new MapWindow(firstLba, endLba, window.cellCount(), window.version(), window.changedCells(), window.summaries());
    }
}
