package org.salvor.imaging;

import java.io.IOException;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.salvor.drive.Drive;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.Reset;
import org.salvor.imaging.plan.Pass;
import org.salvor.imaging.plan.Rung;
import org.salvor.sectormap.LbaRange;

/** Does with the source what an action says, one command or wait at a time, and tells what came of it. Owner thread only. */
final class SourceWork {
    private static final long TEMPERATURE_NANOS = 60_000_000_000L;
    private static final long SLICE_MILLIS = 50;
    private static final long RESET_BY_HAND_MILLIS = 10_000;

    private final Drive source;
    private final SourceHands hands;
    private final SourceReader reader;
    private final BufferPool buffers;
    private final Course course;
    private final EpochRhythm epochs;
    private final Progress progress;
    private final BooleanSupplier stopping;
    private long temperatureNanos = Long.MIN_VALUE;

    SourceWork(ImagerParts parts, Pipeline pipeline, BufferPool buffers, Course course, EpochRhythm epochs, Progress progress,
            BooleanSupplier stopping) {
        source = parts.source();
        hands = new SourceHands(source, parts.identity(), parts.power(), parts.caseLog(), stopping);
        reader = new SourceReader(source, parts.live(), pipeline, buffers, parts.caseLog(), parts.layout(), stopping);
        this.buffers = buffers;
        this.course = course;
        this.epochs = epochs;
        this.progress = progress;
        this.stopping = stopping;
    }

    void perform(Action.AtSource action) throws IOException {
        switch (action) {
        case Action.Read read -> read(read);
        case Action.CheckIdentity _ -> errand("Checking who the source is.", ImagerState.RUNNING, hands::checkIdentity);
        case Action.CheckKnownSector _ -> checkKnownSector();
        case Action.Recover recover ->
                wait("Recovering the source: " + recover.rung().step().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ".",
                        () -> hands.recover(recover.rung(), () -> leaves(recover.rung())));
        case Action.AwaitReady await -> wait("Waiting for the source to answer.", () -> hands.awaitReady(await.millis()));
        case Action.Prepare prepare -> errand("Preparing the source.", ImagerState.RUNNING, () -> hands.prepare(prepare));
        case Action.Rest rest -> rest(rest);
        }
    }

    private void read(Action.Read read) throws IOException {
        progress.is(ImagerState.RUNNING);
        takeTemperature(false);
        if (stopping.getAsBoolean()) {
            return; // the stop came while the source was asked for its temperature: the read must not leave any more
        }
        boolean wanted = reader.needsBuffer(read.request().method());
        BufferPool.Buffer buffer = wanted ? buffers.take(SLICE_MILLIS) : null;
        if (wanted && buffer == null) {
            progress.says("Waiting for the destination.");
            return; // the lanes are behind; orders are looked at before the next try
        }
        progress.says(course.pass().name());
        progress.commandLeaves();
        SourceReader.Result result = reader.read(read, buffer, course.pass().name());
        progress.commandIsBack();
        progress.registers(reader.lastRegisters());
        if (result == null) {
            return;
        }
        long proven = result.event().outcome().provenSectors();
        LbaRange data = result.buffer() == null ? null : LbaRange.ofCount(read.request().firstLba(), proven);
        if (proven > 0) {
            progress.read(proven);
        }
        course.tell(result.event(), result.buffer(), data);
    }

    private void checkKnownSector() throws IOException {
        Pass pass = course.pass();
        ReadMethod method = pass == null ? ReadMethod.AUTO : pass.method();
        progress.commandLeaves();
        Event event = reader.checkKnownSector(method, pass == null ? 1_000 : pass.timeoutMillis(), SLICE_MILLIS);
        progress.commandIsBack();
        if (event != null) {
            course.tell(event);
        }
    }

    private void rest(Action.Rest rest) {
        epochs.seal();
        progress.is(ImagerState.RESTING, "Resting " + rest.millis() / 1_000 + " s, " + rest.why() + ".");
        progress.publishNow();
        if (hands.pause(rest.millis())) {
            takeTemperature(true);
        }
        progress.is(ImagerState.RUNNING);
        course.tell(new Event.Rested());
    }

    /** Resets the source because the operator says so. */
    void resetByHand(Reset reset) {
        ImagerState before = progress.state();
        errand("Resetting the source.", ImagerState.RECOVERING, () -> hands.resetByHand(reset, RESET_BY_HAND_MILLIS));
        progress.is(before);
    }

    /** The budget is spent with the command, and durably so before long: whatever comes of it. */
    private void leaves(Rung rung) {
        course.tell(new Event.RungLeaves(rung));
        epochs.seal();
    }

    /** What was read so far does not wait as long as the source does. */
    private void wait(String what, Supplier<Event> errand) {
        epochs.seal();
        errand(what, ImagerState.RECOVERING, errand);
    }

    private void errand(String what, ImagerState meanwhile, Supplier<Event> errand) {
        progress.is(meanwhile, what);
        if (meanwhile == ImagerState.RECOVERING) {
            progress.publishNow();
        } else {
            progress.publish();
        }
        progress.commandLeaves();
        Event event = errand.get();
        progress.commandIsBack();
        progress.is(ImagerState.RUNNING);
        course.tell(event);
    }

    private void takeTemperature(boolean atOnce) {
        long now = source.clock().nanos();
        if (atOnce || temperatureNanos == Long.MIN_VALUE || now - temperatureNanos >= TEMPERATURE_NANOS) {
            temperatureNanos = now;
            OptionalInt found = source.temperatureCelsius();
            int celsius = found.orElse(Integer.MIN_VALUE);
            progress.temperature(celsius);
            course.temperature(celsius);
        }
    }
}
