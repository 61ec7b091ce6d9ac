package org.salvor.drive.sgio;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.salvor.ata.ScsiCommand;
import org.salvor.drive.Reset;
import org.salvor.drive.VirtualClock;
import org.salvor.drive.simulated.DriveHardware;
import org.salvor.testkit.sat.SatTranslator;

/**
 * A kernel on the drive's clock: it takes commands for a simulated drive behind a translator, and takes back one that hangs as Linux does, at its next
 * timer tick, with a device reset and then a link reset.
 */
final class SimulatedPort implements ScsiPort {
    private static final long MILLI = 1_000_000;
    private static final long TICK_MILLIS = 1024;
    final SatTranslator translator;
    final List<byte[]> sent = new ArrayList<>();
    final Set<Reset> resets = EnumSet.of(Reset.SOFT, Reset.HARD, Reset.RESCAN);
    boolean libata = true;
    /** Sense data that are told instead of executing the next command. */
    byte[] instead;
    boolean insteadForEver;
    boolean kernelResets = true;
    /** Commands at which the device is away, and not before or after. */
    Predicate<byte[]> away = _ -> false;
    private final VirtualClock clock;
    private final Deque<ScsiReply> replies = new ArrayDeque<>();
    private Flight flight;
    private boolean closed;

    private record Flight(int tag, SatTranslator.Ending ending, MemorySegment data, int asked, long kernelEndNanos) {
    }

    SimulatedPort(SatTranslator translator, VirtualClock clock) {
        this.translator = translator;
        this.clock = clock;
    }

    VirtualClock clock() {
        return clock;
    }

    DriveHardware hardware() {
        return translator.hardware();
    }

    @Override
    public void submit(int tag, ScsiCommand command, MemorySegment data, long timeoutMillis) throws IOException {
        if (closed || !hardware().present() || away.test(command.cdb())) {
            throw new IOException("no such device");
        }
        if (flight != null) {
            throw new IllegalStateException("a second command while one is in the kernel");
        }
        sent.add(command.cdb());
        if (instead != null) {
            flight = new Flight(tag, new SatTranslator.Ending(clock.nanos(), ScsiReply.CHECK_CONDITION, instead, new byte[0], null), data,
                    0,
                    Long.MAX_VALUE);
            instead = insteadForEver ? instead : null;
            return;
        }
        boolean out = command.direction() == ScsiCommand.Direction.TO_DRIVE;
        SatTranslator.Ending ending = translator.start(command.cdb(), out ? data : MemorySegment.NULL, clock.nanos());
        long tick = (timeoutMillis / TICK_MILLIS + 1) * TICK_MILLIS;
        MemorySegment into = out ? MemorySegment.NULL : data;
        flight = new Flight(tag, ending, into, out ? 0 : command.dataBytes(), clock.nanos() + tick * MILLI);
    }

    @Override
    public boolean await(long nanos) throws IOException {
        if (!replies.isEmpty()) {
            return true;
        }
        long end = clock.nanos() + nanos;
        if (flight == null) {
            clock.sleep(nanos);
            return false;
        }
        boolean hangs = flight.ending.endNanos() > flight.kernelEndNanos && kernelResets;
        long due = hangs ? flight.kernelEndNanos : flight.ending.endNanos();
        clock.sleep(Math.min(due, end) - clock.nanos());
        if (clock.nanos() < due) {
            return false;
        }
        if (hangs) {
            takeBack();
        } else {
            long came = flight.ending.deliver(hardware(), flight.data);
            replies.add(new ScsiReply(flight.tag, flight.ending.status(), 0, flight.ending.sense(),
                    flight.ending.status() == 0 ? (int) (flight.asked - came) : 0));
        }
        flight = null;
        return true;
    }

    private void takeBack() {
        hardware().softReset(clock.nanos());
        if (hardware().readyNanos() == DriveHardware.NEVER) {
            clock.sleep(10_000 * MILLI);
            hardware().hardReset(clock.nanos());
        }
        replies.add(new ScsiReply(flight.tag, 0, ScsiReply.TIME_OUT, new byte[0], flight.asked));
    }

    @Override
    public Optional<ScsiReply> receive() {
        return Optional.ofNullable(replies.poll());
    }

    @Override
    public Set<Reset> resets() {
        return Set.copyOf(resets);
    }

    @Override
    public ResetAnswer reset(Reset reset, long timeoutMillis) {
        if (!resets.contains(reset)) {
            return new ResetAnswer.Missing("This host adapter refuses it.");
        }
        if (reset == Reset.SOFT) {
            hardware().softReset(clock.nanos());
        } else {
            hardware().hardReset(clock.nanos());
        }
        if (flight != null) {
            replies.add(new ScsiReply(flight.tag, 0, 0x08, new byte[0], flight.asked));
            flight = null;
        }
        translator.reportReset();
        return new ResetAnswer.Done();
    }

    @Override
    public boolean reconnect() {
        return present();
    }

    @Override
    public boolean present() {
        return !closed && hardware().present();
    }

    @Override
    public int maxTransferBytes() {
        return 512 << 10;
    }

    @Override
    public boolean kernelTranslates() {
        return libata;
    }

    @Override
    public String name() {
        return "/dev/sg-simulated";
    }

    @Override
    public void close() {
        closed = true;
    }
}
