package org.salvor.imaging;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.salvor.drive.AtaPort;
import org.salvor.drive.Clock;
import org.salvor.drive.CommandOutcome;
import org.salvor.drive.Drive;
import org.salvor.drive.DriveIdentity;
import org.salvor.drive.IdentifyOutcome;
import org.salvor.drive.Reset;
import org.salvor.drive.ResetOutcome;
import org.salvor.imaging.plan.Preparation;
import org.salvor.imaging.plan.Rung;
import org.salvor.power.PowerOutcome;
import org.salvor.power.PowerSwitch;

/** Does to the source what an action says, except reading: checks, resets, power, preparation, waiting. Owner thread only. */
final class SourceHands {
    private static final long SLICE_NANOS = 100_000_000L;
    private static final long IDENTIFY_MILLIS = 2_000;
    /** How long a drive is waited for at a stretch, so that a stop is obeyed within a second. */
    private static final long READY_SLICE_MILLIS = 500;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Drive source;
    private final DriveIdentity identity;
    private final Optional<PowerSwitch> power;
    private final CaseLog caseLog;
    private final BooleanSupplier stopping;

    /** @param stopping whether waits are to end early */
    SourceHands(Drive source, DriveIdentity identity, Optional<PowerSwitch> power, CaseLog caseLog, BooleanSupplier stopping) {
        this.source = source;
        this.identity = identity;
        this.power = power;
        this.caseLog = caseLog;
        this.stopping = stopping;
    }

    private void sleep(long millis) {
        source.clock().sleep(millis * NANOS_PER_MILLI);
    }

    /** Lets drive time pass, in slices; false when it ended early because the job stops. */
    boolean pause(long millis) {
        Clock clock = source.clock();
        long end = clock.nanos() + millis * NANOS_PER_MILLI;
        for (long left = end - clock.nanos(); left > 0; left = end - clock.nanos()) {
            if (stopping.getAsBoolean()) {
                return false;
            }
            clock.sleep(Math.min(left, SLICE_NANOS));
        }
        return !stopping.getAsBoolean();
    }

    Event checkIdentity() {
        return switch (source.identify(IDENTIFY_MILLIS)) {
        case IdentifyOutcome.Identified(DriveIdentity found) when identity.sameDrive(found) ->
                new Event.IdentityChecked(Event.Answer.SAME, "");
        case IdentifyOutcome.Identified(DriveIdentity found) -> {
            String words = "%s, serial %s, %d sectors instead of %s, serial %s, %d sectors".formatted(found.model(), found.serial(),
                    found.sectorCount(),
                    identity.model(), identity.serial(), identity.sectorCount());
            caseLog.note("identity-changed", "The source answers as " + words + ".", Map.of());
            yield new Event.IdentityChecked(Event.Answer.OTHER, words);
        }
        case IdentifyOutcome.NoAnswer(String why) -> {
            caseLog.note("identity-silent", "The source does not say who it is: " + why + ".", Map.of());
            yield new Event.IdentityChecked(Event.Answer.SILENT, why);
        }
        };
    }

    /** @param leaving runs right before something is done to the drive */
    Event recover(Rung rung, Runnable leaving) {
        if (rung.step() != Rung.Step.RE_POWER && !pause(rung.waitMillis()) || stopping.getAsBoolean()) {
            return new Event.CutShort(false);
        }
        leaving.run();
        long start = source.clock().nanos();
        ResetOutcome outcome = switch (rung.step()) {
        case SOFT_RESET -> reset(Reset.SOFT, rung.readyMillis());
        case HARD_RESET -> reset(Reset.HARD, rung.readyMillis());
        case RE_POWER -> rePower(rung);
        };
        return recovered(words(rung.step()), outcome, start);
    }

    Event resetByHand(Reset reset, long readyMillis) {
        long start = source.clock().nanos();
        recovered("Reset by the operator (" + reset + ")", reset(reset, readyMillis), start);
        return new Event.ResetByHand();
    }

    Event awaitReady(long millis) {
        long start = source.clock().nanos();
        return recovered("Waiting for the source", untilReady(new ResetOutcome.StillBusy("it is not asked yet", 0), millis), start);
    }

    private ResetOutcome reset(Reset reset, long readyMillis) {
        boolean ofTheDrive = reset == Reset.SOFT || reset == Reset.HARD; // the others are the host's work, which does not come in slices
        return untilReady(source.reset(reset, ofTheDrive ? Math.min(readyMillis, READY_SLICE_MILLIS) : readyMillis), readyMillis);
    }

    /** Waits for the drive in slices, as long as it is not ready, the time is not over and the job does not stop. */
    private ResetOutcome untilReady(ResetOutcome first, long millis) {
        Clock clock = source.clock();
        long deadline = clock.nanos() - first.elapsedNanos() + millis * NANOS_PER_MILLI;
        ResetOutcome outcome = first;
        while (isAway(outcome) && clock.nanos() < deadline && !stopping.getAsBoolean()) {
            long sliceEnd = Math.min(deadline, clock.nanos() + READY_SLICE_MILLIS * NANOS_PER_MILLI);
            outcome = source.awaitReady(Math.max(1, (sliceEnd - clock.nanos()) / NANOS_PER_MILLI));
            if (isAway(outcome)) {
                clock.sleep(sliceEnd - clock.nanos()); // a transport that knows at once is not asked in a tight loop
            }
        }
        return outcome;
    }

    private static boolean isAway(ResetOutcome outcome) {
        return switch (outcome) {
        case ResetOutcome.StillBusy _,ResetOutcome.Gone _ -> true;
        case ResetOutcome.Ready _,ResetOutcome.Unavailable _ -> false;
        };
    }

    private Event recovered(String what, ResetOutcome outcome, long startNanos) {
        long elapsedMillis = (source.clock().nanos() - startNanos) / NANOS_PER_MILLI;
        boolean cutShort = isAway(outcome) && stopping.getAsBoolean();
        String words = switch (outcome) {
        case ResetOutcome.Ready _ -> "ready after " + elapsedMillis + " ms";
        case ResetOutcome.StillBusy _,ResetOutcome.Gone _ when cutShort -> "not waited for any longer, because the job stops";
        case ResetOutcome.StillBusy busy -> busy.why();
        case ResetOutcome.Unavailable unavailable -> unavailable.why();
        case ResetOutcome.Gone gone -> gone.why();
        };
        caseLog.note("recovery", what + ": " + words + ".", Map.of("elapsedMillis", elapsedMillis));
        return cutShort ? new Event.CutShort(true) : new Event.Recovered(outcome instanceof ResetOutcome.Ready, words);
    }

    private ResetOutcome rePower(Rung rung) {
        PowerSwitch supply = power.orElseThrow();
        if (supply.off() instanceof PowerOutcome.Failed(String why)) {
            supply.on(); // a switch that does not confirm may have switched all the same, and the drive must not stay without power
            return new ResetOutcome.StillBusy(why, 0);
        }
        long shortest = supply.minimumOffTime().toMillis();
        sleep(shortest); // even when the job stops: a shorter gap can harm the drive
        pause(Math.max(0, rung.waitMillis() - shortest));
        if (supply.on() instanceof PowerOutcome.Failed(String why)) {
            return new ResetOutcome.StillBusy(why, 0);
        }
        return untilReady(new ResetOutcome.StillBusy("it got its power back", 0), rung.readyMillis());
    }

    private static String words(Rung.Step step) {
        return switch (step) {
        case SOFT_RESET -> "Soft reset";
        case HARD_RESET -> "Hard reset";
        case RE_POWER -> "Power cycle";
        };
    }

    Event prepare(Action.Prepare prepare) {
        for (Preparation command : prepare.commands()) {
            if (stopping.getAsBoolean()) {
                break; // they are sent anew when the job goes on
            }
            String problem = source.ataPort().map(port -> send(port, command, prepare.timeoutMillis()))
                    .orElse("this transport takes no ATA commands");
            caseLog.note("prepare", "Preparation " + command.text() + ": " + (problem.isEmpty() ? "done" : problem) + ".", Map.of());
            if (!problem.isEmpty()) {
                return new Event.Prepared("The preparation \"" + command.text() + "\" was not done: " + problem + ".");
            }
        }
        return new Event.Prepared("");
    }

    private static String send(AtaPort port, Preparation command, long timeoutMillis) {
        try (Arena arena = Arena.ofConfined()) {
            byte[] payload = command.payload();
            MemorySegment data = payload.length == 0 ? command.protocol().receivesData() ? arena.allocate(512) : MemorySegment.NULL
                    : arena.allocate(payload.length).copyFrom(MemorySegment.ofArray(payload));
            return switch (port.execute(command.taskFile(), command.protocol(), data, timeoutMillis)) {
            case CommandOutcome.Ended(var registers, _) -> registers.failed()
                    ? "the drive answered status %02x error %02x".formatted(registers.status(), registers.error()) : "";
            case CommandOutcome.Refused(String why) -> why;
            case CommandOutcome.TimedOut _ -> "the drive did not answer in time";
            case CommandOutcome.Unavailable(String why) -> why;
            };
        }
    }
}
