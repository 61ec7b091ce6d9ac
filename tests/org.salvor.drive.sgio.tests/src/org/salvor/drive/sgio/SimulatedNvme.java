package org.salvor.drive.sgio;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.salvor.ata.NvmeCommand;
import org.salvor.ata.NvmeController;
import org.salvor.ata.NvmeNamespace;
import org.salvor.ata.TaskFile;
import org.salvor.drive.Reset;
import org.salvor.drive.VirtualClock;
import org.salvor.drive.simulated.Course;
import org.salvor.drive.simulated.DriveHardware;
import org.salvor.linux.Errno;

/**
 * A kernel on the drive's clock with an NVMe namespace whose medium is that of a simulated drive. What hangs is taken back as Linux does it: at its
 * timeout the controller is reset, and the call answers as if a signal had come.
 */
final class SimulatedNvme implements Line<NvmeCommand, NvmeReply> {
    static final int NAMESPACE = 3;
    private static final int UNRECOVERED_READ = 0x281;
    private static final int OUT_OF_RANGE = 0x080;
    private static final int INVALID_OPCODE = 0x001;
    private static final long MILLI = 1_000_000;
    final List<NvmeCommand> sent = new ArrayList<>();
    final Set<Reset> resets = EnumSet.of(Reset.SOFT, Reset.RESCAN);
    final DriveHardware hardware;
    final VirtualClock clock;
    NvmeNamespace format;
    boolean kernelResets = true;
    private Flight flight;
    private NvmeReply late;
    private boolean closed;

    private record Flight(int tag, int status, Course course, byte[] answer, MemorySegment data, long endNanos, long kernelEndNanos) {
    }

    SimulatedNvme(DriveHardware hardware, VirtualClock clock) {
        this.hardware = hardware;
        this.clock = clock;
        format = new NvmeNamespace(hardware.truth().sectorCount(), 512, 0, false);
    }

    @Override
    public void submit(int tag, NvmeCommand command, MemorySegment data, long timeoutMillis) throws IOException {
        if (closed) {
            throw new IOException("no such device");
        }
        if (flight != null) {
            throw new IllegalStateException("a second command while one is in the kernel");
        }
        sent.add(command);
        long now = clock.nanos();
        long kernelEnd = now + timeoutMillis * 2 * MILLI;
        if (!hardware.present()) {
            flight = new Flight(tag, -Errno.ENODEV.number(), null, null, data, now, kernelEnd);
        } else if (command.queue() == NvmeCommand.Queue.IO) {
            io(tag, command, data, kernelEnd);
        } else {
            byte[] answer = switch (command.words().cdw10()) {
            case 0 -> command.namespace() == NAMESPACE ? format.encode() : new byte[NvmeNamespace.BYTES];
            case 1 -> new NvmeController(0x1B36, "NV-7", "Salvor NVMe", "F1", OptionalLong.of(128), 0x20000, 1, true).encode();
            default -> throw new IllegalStateException("nobody asks for " + command);
            };
            flight = new Flight(tag, 0, null, answer, data, hardware.readyNanos() == DriveHardware.NEVER ? DriveHardware.NEVER
                    : Math.max(now, hardware.readyNanos()), kernelEnd);
        }
    }

    private void io(int tag, NvmeCommand command, MemorySegment data, long kernelEnd) {
        NvmeCommand.Words words = command.words();
        long lba = words.cdw10() & 0xFFFF_FFFFL | (long) words.cdw11() << 32;
        int blocks = (words.cdw12() & 0xFFFF) + 1;
        int opcode = command.opcode() == 0x02 ? 0x25 : command.opcode() == 0x0C ? 0x42 : -1;
        if (opcode < 0 || command.namespace() != NAMESPACE || lba + blocks > hardware.truth().sectorCount()) {
            flight = new Flight(tag, opcode < 0 ? INVALID_OPCODE : OUT_OF_RANGE, null, null, data, clock.nanos(), kernelEnd);
            return;
        }
        boolean waits = hardware.readyNanos() != DriveHardware.NEVER && hardware.readyNanos() > clock.nanos();
        Course course = hardware.start(TaskFile.of48(opcode, 0, blocks & 0xFFFF, lba), MemorySegment.NULL,
                waits ? hardware.readyNanos() : clock.nanos());
        boolean failed = course.endNanos() != DriveHardware.NEVER && course.registers().failed();
        flight = new Flight(tag, failed ? UNRECOVERED_READ : 0, failed || opcode != 0x25 ? null : course, null, data, course.endNanos(),
                kernelEnd);
    }

    @Override
    public boolean await(long nanos) {
        if (late != null) {
            return true;
        }
        if (flight == null) {
            clock.sleep(nanos);
            return false;
        }
        boolean hangs = kernelResets && flight.endNanos > flight.kernelEndNanos;
        long due = hangs ? flight.kernelEndNanos : flight.endNanos;
        clock.sleep(Math.min(due, clock.nanos() + nanos) - clock.nanos());
        if (clock.nanos() < due) {
            return false;
        }
        if (hangs) {
            hardware.hardReset(clock.nanos());
            late = new NvmeReply(flight.tag, 0, Errno.EINTR.number());
        } else {
            late = flight.status < 0 ? new NvmeReply(flight.tag, 0, -flight.status) : new NvmeReply(flight.tag, flight.status, 0);
            if (flight.course != null) {
                hardware.deliver(flight.course, flight.data);
            } else if (flight.answer != null) {
                MemorySegment.copy(MemorySegment.ofArray(flight.answer), 0, flight.data, 0, flight.data.byteSize());
            }
        }
        flight = null;
        return true;
    }

    @Override
    public Optional<NvmeReply> receive() {
        NvmeReply reply = late;
        late = null;
        return Optional.ofNullable(reply);
    }

    @Override
    public Set<Reset> resets() {
        return Set.copyOf(resets);
    }

    @Override
    public ResetAnswer reset(Reset reset, long timeoutMillis) {
        if (!resets.contains(reset)) {
            return new ResetAnswer.Missing(NvmeResets.missing(reset));
        }
        hardware.hardReset(clock.nanos());
        if (flight != null) {
            late = reset == Reset.RESCAN ? null : new NvmeReply(flight.tag, 0x371, 0);
            flight = null;
        }
        return new ResetAnswer.Done();
    }

    @Override
    public boolean reconnect() {
        return present();
    }

    @Override
    public boolean present() {
        return !closed && hardware.present();
    }

    @Override
    public int maxTransferBytes() {
        return 256 << 10;
    }

    @Override
    public String name() {
        return "/dev/ng-simulated";
    }

    @Override
    public void close() {
        closed = true;
    }
}
