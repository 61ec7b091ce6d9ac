package org.salvor.drive.simulated;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.salvor.ata.ErrorBits;
import org.salvor.ata.Protocol;
import org.salvor.ata.Registers;
import org.salvor.ata.Status;
import org.salvor.ata.TaskFile;
import org.salvor.drive.Evidence;
import org.salvor.drive.MediaFault;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;

/** Turns read requests into commands, one after the other, and what the drive leaves behind into outcomes. */
final class SectorReader {
    private static final long MILLI = 1_000_000;
    private static final byte UNDEFINED = (byte) 0xA5;
    private final HostAdapter host;
    private final DriveHardware hardware;
    private final int sectorBytes;
    private final boolean movesBytes;

    SectorReader(HostAdapter host, DriveSetup setup) {
        this.host = host;
        hardware = host.hardware();
        sectorBytes = setup.format().logicalBytes();
        movesBytes = setup.movesBytes();
    }

    ReadOutcome read(ReadRequest request, MemorySegment into, boolean closed) {
        if (closed) {
            return new ReadOutcome.Gone("The drive was closed.", 0, Evidence.of(0, Registers.NONE));
        }
        Optional<String> refusal = host.gate().refusal(taskFile(request, request.firstLba(), (int) Math.min(request.blockSectors(), request.sectorCount())),
                protocol(request.method()), MemorySegment.NULL);
        if (refusal.isPresent()) {
            return new ReadOutcome.NotReady(refusal.get(), 0, Evidence.of(0, Registers.NONE));
        }
        return new Streak(request, into).run();
    }

    private static Protocol protocol(ReadMethod method) {
        return switch (method) {
        case AUTO, DMA -> Protocol.DMA_IN;
        case PIO, LONG -> Protocol.PIO_IN;
        case FPDMA -> Protocol.FPDMA_IN;
        case VERIFY -> Protocol.NON_DATA;
        };
    }

    private static TaskFile taskFile(ReadRequest request, long lba, int count) {
        return switch (request.method()) {
        case AUTO, DMA -> TaskFile.of48(0x25, 0, count & 0xFFFF, lba);
        case PIO -> TaskFile.of48(0x24, 0, count & 0xFFFF, lba);
        case VERIFY -> TaskFile.of48(0x42, 0, count & 0xFFFF, lba);
        case FPDMA -> TaskFile.of48(0x60, count & 0xFFFF, 0, lba);
        case LONG -> TaskFile.of28(0x22, 0, 1, lba);
        };
    }

    /** One request on its way. */
    private final class Streak {
        private final ReadRequest request;
        private final MemorySegment into;
        private final boolean moves;
        private final boolean fills;
        private final long slowNanos;
        private long done;
        private long slowest;

        Streak(ReadRequest request, MemorySegment into) {
            this.request = request;
            this.into = into;
            moves = request.method() != ReadMethod.VERIFY;
            fills = moves && movesBytes;
            slowNanos = request.slowMillis() <= 0 ? Long.MAX_VALUE : Math.min(request.slowMillis(), Long.MAX_VALUE / MILLI) * MILLI;
        }

        ReadOutcome run() {
            while (true) {
                ReadOutcome outcome = single();
                if (outcome != null) {
                    return outcome;
                }
                if (!cross()) {
                    return new ReadOutcome.TimedOut(false, done, evidence(0, Registers.NONE));
                }
            }
        }

        /** Sends the next command; null when the streak goes on. */
        private ReadOutcome single() {
            long sent = host.clock().nanos();
            long deadline = host.deadline(request.timeoutMillis());
            if (!hardware.present()) {
                return new ReadOutcome.Gone("No drive answers: it has no power, or its cable is off.", done, evidence(0, Registers.NONE));
            }
            if (!host.untilReady(deadline)) {
                return new ReadOutcome.NotReady("The drive is still busy with an earlier command.", done, evidence(elapsed(sent), Registers.NONE));
            }
            int count = (int) Math.min(request.blockSectors(), request.sectorCount() - done);
            long lba = request.firstLba() + done;
            Course course = hardware.start(taskFile(request, lba, count), MemorySegment.NULL, host.clock().nanos());
            boolean ended = host.until(course.endNanos(), deadline);
            long took = elapsed(sent);
            slowest = Math.max(slowest, took);
            if (!ended) {
                int arrived = request.method() == ReadMethod.PIO ? course.sectorsReadyAt(host.clock().nanos()) : 0;
                deliver(course, arrived, count);
                return new ReadOutcome.TimedOut(false, done + arrived, evidence(took, Registers.NONE));
            }
            if (course.registers().failed()) {
                int arrived = request.method() == ReadMethod.PIO ? course.goodSectors() : 0;
                deliver(course, arrived, count);
                return failure(course.registers(), done + arrived, evidence(took, course.registers()));
            }
            if (fills) {
                hardware.fill(course, 0, count, into, done * sectorBytes);
            }
            done += count;
            return done == request.sectorCount() || took > slowNanos ? new ReadOutcome.Read(done, evidence(took, course.registers())) : null;
        }

        /** Goes over healthy ground at once; false when the wait was interrupted. */
        private boolean cross() {
            long left = request.sectorCount() - done;
            int block = request.blockSectors();
            long first = request.firstLba() + done;
            long limit = Math.min(slowNanos, Math.min(request.timeoutMillis(), Long.MAX_VALUE / MILLI) * MILLI);
            // the last command is sent by itself, so that it leaves its registers and time
            long commands = hardware.cross(first, left - 1, block, limit, moves, host.clock().nanos());
            if (commands > 0) {
                if (!host.untilReady(Long.MAX_VALUE - 1)) {
                    return false;
                }
                slowest = Math.max(slowest, hardware.lastCrossedNanos(first, commands, block));
                if (fills) {
                    hardware.fillCrossed(first, commands * block, into, done * sectorBytes);
                }
                done += commands * block;
            }
            return true;
        }

        /** Proven sectors are right; what a failed or late command left of the rest is anything. */
        private void deliver(Course course, int arrived, int count) {
            if (fills) {
                if (arrived > 0) {
                    hardware.fill(course, 0, arrived, into, done * sectorBytes);
                }
                into.asSlice((done + arrived) * sectorBytes, (long) (count - arrived) * sectorBytes).fill(UNDEFINED);
            }
        }

        private Evidence evidence(long took, Registers registers) {
            return new Evidence(took, Math.max(took, slowest), registers, Evidence.of(0, registers).sense(), 0);
        }

        private long elapsed(long sent) {
            return host.clock().nanos() - sent;
        }
    }

    private static ReadOutcome failure(Registers registers, long proven, Evidence evidence) {
        int error = registers.error();
        if ((registers.status() & Status.DF) != 0) {
            return new ReadOutcome.DriveFault(proven, evidence);
        }
        if ((error & ErrorBits.ICRC) != 0) {
            return new ReadOutcome.TransferError(proven, evidence);
        }
        if ((error & ErrorBits.UNC) != 0) {
            return new ReadOutcome.MediaError(MediaFault.UNCORRECTABLE, registers.lba(), proven, evidence);
        }
        if ((error & ErrorBits.IDNF) != 0) {
            return new ReadOutcome.MediaError(MediaFault.ID_NOT_FOUND, registers.lba(), proven, evidence);
        }
        if ((error & ErrorBits.AMNF) != 0) {
            return new ReadOutcome.MediaError(MediaFault.ADDRESS_MARK, registers.lba(), proven, evidence);
        }
        return new ReadOutcome.Aborted(proven, evidence);
    }
}
