package org.salvor.imaging;

import java.util.List;
import java.util.Map;
import org.salvor.imaging.plan.Pass;
import org.salvor.sectormap.LbaRange;

/** Tells the scheduler what happened, hands on what it concludes, and keeps what is to be done next. Owner thread only. */
final class Course {
    private final PassScheduler scheduler;
    private final Pipeline pipeline;
    private final BufferPool buffers;
    private final EpochRhythm epochs;
    private final CaseLog caseLog;
    private final SegmentTable segments;
    private final DriveTime driveTime;
    private Action next;

    Course(PassScheduler scheduler, Pipeline pipeline, BufferPool buffers, EpochRhythm epochs, ImagerParts parts, DriveTime driveTime) {
        this.scheduler = scheduler;
        this.pipeline = pipeline;
        this.buffers = buffers;
        this.epochs = epochs;
        this.caseLog = parts.caseLog();
        this.segments = parts.segments();
        this.driveTime = driveTime;
    }

    /** Whether it is known what to do next: after {@link #begin}, until something was lost. */
    boolean begun() {
        return next != null;
    }

    void begin() {
        caseLog.note("begins", "Imaging begins or goes on.", Map.of());
        tell(new Event.Begun());
    }

    /** What to do next. */
    Action next() {
        return next;
    }

    /** The running pass, null when there is none. */
    Pass pass() {
        return scheduler.pass();
    }

    void temperature(int celsius) {
        scheduler.temperature(celsius);
    }

    void tell(Event event) {
        tell(event, null, null);
    }

    /** @param buffer holds the sectors of {@code data}, which are to be stored; null when there are none */
    void tell(Event event, BufferPool.Buffer buffer, LbaRange data) {
        epochs.happened();
        Step step = scheduler.step(event, driveTime.nanos());
        for (Step.Note note : step.notes()) {
            caseLog.note(note.kind(), note.sentence(), Map.of());
        }
        step.demoted().forEach(segments::drop);
        if (buffer != null || !step.changes().isEmpty()) {
            pipeline.submit(buffer == null ? null : buffer.segment(), data, step.changes(), () -> {
                if (buffer != null) {
                    buffers.give(buffer);
                }
            });
        }
        next = step.next();
        if (step.precious()) {
            epochs.sealIrreplaceable();
        }
    }

    /** Sectors were lost on our own side: they are read again. */
    void lost(List<LbaRange> ranges) {
        ranges.forEach(segments::drop);
        pipeline.submit(null, null, scheduler.readAgain(ranges), () -> {
        });
        next = null;
    }
}
