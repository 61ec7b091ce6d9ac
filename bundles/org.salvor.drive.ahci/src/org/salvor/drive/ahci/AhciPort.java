package org.salvor.drive.ahci;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.salvor.ata.Protocol;
import org.salvor.ata.Registers;
import org.salvor.ata.Status;
import org.salvor.ata.TaskFile;
import org.salvor.drive.AtaPort;
import org.salvor.drive.CommandOutcome;
import org.salvor.drive.Pace;
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
    private static final String AWAY = "The drive's link went away and came back, so that another drive may answer now; "
            + "wait until it is ready, and ask it who it is.";
    private static final String STUCK = "The controller does not stop the port; reset the drive hard.";
    private final PortEngine engine;
    private final PortRegisters port;
    private final CommandArea area;
    private final Pace pace;
    private final int slots;
    private int movedBytes;
    private boolean linkFailed;
    private boolean away;
    private String linkWords = "";
    private final Tenancy tenancy;

    AhciPort(PortEngine engine, PortRegisters port, CommandArea area, Pace pace, int slots, Tenancy tenancy) {
        this.tenancy = tenancy;
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

    /** What link and bus told of the last command; empty for nothing. */
    String linkWords() {
        return linkWords;
    }

    /** Why the drive that was opened is not certainly there: none is, or its link was away; empty when it is. */
    Optional<String> absence() {
        if (engine.linked()) {
            return away || engine.linkWasAway() ? Optional.of(AWAY) : Optional.empty();
        }
        away = true;
        return Optional.of(engine.controllerPresent() ? ABSENT : NO_CONTROLLER);
    }

    @Override
    public CommandOutcome execute(TaskFile taskFile, Protocol protocol, MemorySegment data, long timeoutMillis) {
        long sent = pace.now();
        long deadline = pace.deadline(timeoutMillis);
        movedBytes = 0;
        linkFailed = false;
        linkWords = "";
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
        if (!engine.issue(slot, queued)) {
            away = true;
            return new CommandOutcome.Unavailable(AWAY);
        }
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
        linkWords = failed || troubles != 0 ? LinkErrors.words(interrupts, port.read(PortRegisters.SERR)) : "";
        away |= (interrupts & PortRegisters.IS_CONNECTION) != 0;
        boolean stopped = !failed && troubles == 0 || engine.stop();
        if (!failed && troubles != 0) {
            linkFailed = true;
            return new CommandOutcome.Unavailable(
                    absence().orElse("The link to the drive failed during the command: " + linkWords + "."));
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
        case CONTROLLER -> {
            Optional<ResetOutcome> problem = resetController(began);
            if (problem.isPresent()) {
                return problem.get();
            }
        }
        case RESCAN -> {
            return new ResetOutcome.Unavailable("Behind a controller of our own no kernel looks for drives again; "
                    + "there are the soft and the hard reset and that of the controller.", 0);
        }
        }
        return awaitReady(began, deadline);
    }

    private Optional<ResetOutcome> resetController(long began) {
        boolean[] back = new boolean[1];
        Optional<String> others = tenancy.whileAlone(() -> back[0] = engine.resetController());
        if (others.isPresent()) {
            return Optional.of(new ResetOutcome.Unavailable("The controller is not reset while its " + others.get()
                    + "; close the other job first, or reset the drive hard.", 0));
        }
        return back[0] ? Optional.empty()
                : Optional.of(new ResetOutcome.StillBusy(
                        "The controller does not come back from its reset; switch the computer off and on again.", pace.now() - began));
    }

    ResetOutcome awaitReady(long readyMillis) {
        return awaitReady(pace.now(), pace.deadline(readyMillis));
    }

    private ResetOutcome awaitReady(long began, long deadline) {
        if (!pace.until(engine::linked, deadline)) {
            return new ResetOutcome.Gone(absence().orElse(ABSENT), pace.now() - began);
        }
        engine.welcome();
        boolean idle = engine.settle(deadline) && pace.until(() -> !engine.busy(), deadline);
        if (!idle) {
            return engine.linked() ? new ResetOutcome.StillBusy("BSY stays set.", pace.now() - began)
                    : new ResetOutcome.Gone(absence().orElse(ABSENT), pace.now() - began);
        }
        if (!engine.start()) {
            return new ResetOutcome.StillBusy(STUCK, pace.now() - began);
        }
        away = false;
        return new ResetOutcome.Ready(pace.now() - began);
    }
}
