package org.salvor.drive.ahci;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.salvor.ata.Protocol;
import org.salvor.ata.Registers;
import org.salvor.ata.Status;
import org.salvor.ata.TaskFile;
import org.salvor.drive.AtaPort;
import org.salvor.drive.CommandOutcome;
import org.salvor.drive.Reset;
import org.salvor.drive.ResetOutcome;

/**
 * Sends one command after another to the drive of a port and waits for each to its deadline. A command that comes to no end in time is left
 * alone: its memory stays the controller's until it has ended or the port has stopped, and what it brings late is dropped. Knows no gate;
 * thread of the drive's owner.
 */
final class AhciPort implements AtaPort {
    static final String ABSENT = "No drive answers: it has no power, or its cable is off.";
    static final String NO_CONTROLLER = "The AHCI controller is no longer on its bus.";
    private static final String BUSY = "The drive is still busy with an earlier command.";
    private static final String STUCK = "The controller does not stop the port; reset the drive hard.";
    private final PortEngine engine;
    private final PortRegisters port;
    private final CommandArea area;
    private final Pace pace;
    private final int slots;
    private int movedBytes;
    private boolean linkFailed;

    AhciPort(PortEngine engine, PortRegisters port, CommandArea area, Pace pace, int slots) {
        this.engine = engine;
        this.port = port;
        this.area = area;
        this.pace = pace;
        this.slots = slots;
    }

    /** Bytes of the last command that the controller counted. */
    int movedBytes() {
        return movedBytes;
    }

    /** Whether link or bus damaged the last command, so that the drive's registers say nothing of it. */
    boolean linkFailed() {
        return linkFailed;
    }

    /** Why no drive is there, or empty when one is. */
    Optional<String> absence() {
        if (engine.linked()) {
            return Optional.empty();
        }
        return Optional.of(engine.controllerPresent() ? ABSENT : NO_CONTROLLER);
    }

    @Override
    public CommandOutcome execute(TaskFile taskFile, Protocol protocol, MemorySegment data, long timeoutMillis) {
        long sent = pace.now();
        long deadline = pace.deadline(timeoutMillis);
        movedBytes = 0;
        linkFailed = false;
        boolean queued = protocol == Protocol.FPDMA_IN || protocol == Protocol.FPDMA_OUT;
        int slot = queued ? taskFile.count() >> 3 & 0x1F : 0;
        long dataBytes = protocol.receivesData() || protocol.sendsData() ? data.byteSize() : 0;
        Optional<String> hindrance = hindrance(slot, dataBytes).or(() -> unready(deadline));
        if (hindrance.isPresent()) {
            return new CommandOutcome.Unavailable(hindrance.get());
        }
        if (protocol.sendsData()) {
            area.data(dataBytes).copyFrom(data);
        }
        area.prepare(slot, Fis.command(taskFile), (int) dataBytes, protocol.sendsData());
        engine.issue(slot, queued);
        if (!pace.until(() -> engine.ended(slot), deadline)) {
            engine.abandon(slot);
            return new CommandOutcome.TimedOut(pace.now() - sent);
        }
        return finished(taskFile, protocol, data, slot, sent);
    }

    private Optional<String> hindrance(int slot, long dataBytes) {
        if (slot >= slots) {
            return Optional.of("The controller has " + slots + " command slots, and none for tag " + slot + ".");
        }
        if (dataBytes > CommandArea.DATA_BYTES) {
            return Optional.of("One command moves " + CommandArea.DATA_BYTES + " bytes at most here, not " + dataBytes + ".");
        }
        return Optional.empty();
    }

    /** Why no command can go out until the deadline; empty when one can now. */
    private Optional<String> unready(long deadline) {
        Optional<String> absence = absence();
        if (absence.isPresent()) {
            return absence;
        }
        if (!engine.settle(deadline) || !pace.until(() -> !engine.busy(), deadline)) {
            return absence().or(() -> Optional.of(BUSY));
        }
        return engine.start() ? Optional.empty() : Optional.of(STUCK);
    }

    private CommandOutcome finished(TaskFile taskFile, Protocol protocol, MemorySegment data, int slot, long sent) {
        int taskFileData = port.read(PortRegisters.TFD);
        int interrupts = port.read(PortRegisters.IS);
        boolean failed = (interrupts & PortRegisters.IS_TASK_FILE) != 0 || (taskFileData & (Status.ERR | Status.DF)) != 0;
        int troubles = interrupts & (PortRegisters.IS_LINK | PortRegisters.IS_CONNECTION);
        Registers registers = area.registers(taskFileData, taskFile.extended());
        boolean queued = protocol == Protocol.FPDMA_IN || protocol == Protocol.FPDMA_OUT;
        boolean whole = queued && !failed && troubles == 0;
        movedBytes = whole ? (int) data.byteSize() : queued ? 0 : area.movedBytes(slot);
        int linkErrors = port.read(PortRegisters.SERR);
        boolean stopped = !failed && troubles == 0 || engine.stop();
        if (!failed && troubles != 0) {
            linkFailed = true;
            return new CommandOutcome.Unavailable(
                    absence().orElse("The link to the drive failed during the command: " + LinkErrors.words(interrupts, linkErrors) + "."));
        }
        if (protocol.receivesData() && stopped) {
            movedBytes = (int) Math.clamp(movedBytes, 0, data.byteSize());
            MemorySegment.copy(area.data(movedBytes), 0, data, 0, movedBytes);
        } else if (protocol.receivesData()) {
            movedBytes = 0;
        }
        return new CommandOutcome.Ended(registers, pace.now() - sent);
    }

    /** Resets the drive and waits until it takes commands. */
    ResetOutcome reset(Reset reset, long readyMillis) {
        long began = pace.now();
        long deadline = pace.deadline(readyMillis);
        switch (reset) {
        case SOFT -> {
            String problem = engine.linked() ? engine.softReset() : "";
            if (!problem.isEmpty()) {
                return new ResetOutcome.StillBusy(problem, pace.now() - began);
            }
        }
        case HARD -> engine.hardReset(deadline);
        case RESCAN, CONTROLLER -> {
            return new ResetOutcome.Unavailable("A drive behind a controller of our own has a soft and a hard reset, and no other.", 0);
        }
        }
        return awaitReady(began, deadline);
    }

    ResetOutcome awaitReady(long readyMillis) {
        return awaitReady(pace.now(), pace.deadline(readyMillis));
    }

    private ResetOutcome awaitReady(long began, long deadline) {
        if (!pace.until(engine::linked, deadline)) {
            return new ResetOutcome.Gone(absence().orElse(ABSENT), pace.now() - began);
        }
        boolean idle = engine.settle(deadline) && pace.until(() -> !engine.busy(), deadline);
        if (!idle) {
            Optional<String> absence = absence();
            return absence.isPresent() ? new ResetOutcome.Gone(absence.get(), pace.now() - began)
                    : new ResetOutcome.StillBusy("BSY stays set.", pace.now() - began);
        }
        return engine.start() ? new ResetOutcome.Ready(pace.now() - began) : new ResetOutcome.StillBusy(STUCK, pace.now() - began);
    }
}
