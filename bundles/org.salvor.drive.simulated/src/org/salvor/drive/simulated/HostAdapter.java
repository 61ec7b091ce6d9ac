package org.salvor.drive.simulated;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.salvor.ata.AtaCommand;
import org.salvor.ata.AtaFormatException;
import org.salvor.ata.DriveCommands;
import org.salvor.ata.LogAddress;
import org.salvor.ata.NcqErrorLog;
import org.salvor.ata.Protocol;
import org.salvor.ata.Registers;
import org.salvor.ata.TaskFile;
import org.salvor.drive.Clock;
import org.salvor.drive.CommandGate;
import org.salvor.drive.CommandOutcome;
import org.salvor.drive.GatedPort;
import org.salvor.drive.Reset;
import org.salvor.drive.ResetOutcome;

/** Sends task files to the drive and waits for it on its clock, to a deadline. A command that ended late is dropped. */
final class HostAdapter {
    static final String ABSENT = "No drive answers: it has no power, or its cable is off.";
    private static final long MILLI = 1_000_000;
    private final DriveHardware hardware;
    private final Clock clock;
    private final GatedPort gated;

    HostAdapter(DriveHardware hardware, Clock clock, CommandGate gate) {
        this.hardware = hardware;
        this.clock = clock;
        gated = new GatedPort(this::send, gate);
    }

    DriveHardware hardware() {
        return hardware;
    }

    Clock clock() {
        return clock;
    }

    /** The way to the drive past the gate. */
    GatedPort gated() {
        return gated;
    }

    /** The deadline of a wait that begins now. */
    long deadline(long timeoutMillis) {
        long now = clock.nanos();
        return timeoutMillis > (Long.MAX_VALUE - now) / MILLI ? Long.MAX_VALUE - 1 : now + timeoutMillis * MILLI;
    }

    /** Waits until the drive takes commands; false when the deadline comes first. */
    boolean untilReady(long deadlineNanos) {
        return until(hardware.readyNanos(), deadlineNanos);
    }

    /** Waits until {@code nanos}; false when the deadline comes first, or the thread is interrupted. */
    boolean until(long nanos, long deadlineNanos) {
        long end = Math.min(nanos, deadlineNanos);
        long now = clock.nanos();
        boolean interrupted = false;
        while (now < end && !interrupted) {
            clock.sleep(end - now);
            now = clock.nanos();
            interrupted = Thread.currentThread().isInterrupted();
        }
        return now >= nanos;
    }

    /** Asks what became of the queued command that failed, which lets the drive go on; empty when it does not tell in time. */
    Optional<Registers> queueError(long deadlineNanos) {
        long millis = (deadlineNanos - clock.nanos()) / MILLI;
        AtaCommand command = DriveCommands.readLog(LogAddress.NCQ_ERROR, 0, 1);
        MemorySegment page = MemorySegment.ofArray(new byte[command.dataBytes()]);
        if (millis < 1
                || !(gated.execute(command.taskFile(), command.protocol(), page, millis) instanceof CommandOutcome.Ended(Registers end, _))
                || end.failed()) {
            return Optional.empty();
        }
        try {
            NcqErrorLog log = NcqErrorLog.decode(page);
            return log.queued() ? Optional.of(log.registers()) : Optional.empty();
        } catch (AtaFormatException unreadable) {
            return Optional.empty();
        }
    }

    private CommandOutcome send(TaskFile taskFile, Protocol protocol, MemorySegment data, long timeoutMillis) {
        if (!hardware.present()) {
            return new CommandOutcome.Unavailable(ABSENT);
        }
        long sent = clock.nanos();
        long deadline = deadline(timeoutMillis);
        if (!untilReady(deadline)) {
            return new CommandOutcome.Unavailable("The drive is still busy with an earlier command.");
        }
        Course course = hardware.start(taskFile, protocol.sendsData() ? data : MemorySegment.NULL, clock.nanos());
        if (!until(course.endNanos(), deadline)) {
            return new CommandOutcome.TimedOut(clock.nanos() - sent);
        }
        if (protocol.receivesData()) {
            hardware.deliver(course, data);
        }
        return new CommandOutcome.Ended(course.registers(), clock.nanos() - sent);
    }

    ResetOutcome reset(Reset reset, long readyMillis) {
        long now = clock.nanos();
        if (reset != Reset.SOFT && reset != Reset.HARD) {
            return new ResetOutcome.Unavailable("A simulated drive has no host to look for it again.", 0);
        }
        if (hardware.present() && reset == Reset.SOFT) {
            hardware.softReset(now);
        } else if (hardware.present()) {
            hardware.hardReset(now);
        }
        return awaitReady(now, readyMillis);
    }

    ResetOutcome awaitReady(long sinceNanos, long readyMillis) {
        long deadline = deadline(readyMillis);
        if (!hardware.present()) {
            until(deadline, deadline);
            return new ResetOutcome.Gone(ABSENT, clock.nanos() - sinceNanos);
        }
        boolean ready = untilReady(deadline);
        long elapsed = clock.nanos() - sinceNanos;
        return ready ? new ResetOutcome.Ready(elapsed) : new ResetOutcome.StillBusy("BSY stays set.", elapsed);
    }
}
