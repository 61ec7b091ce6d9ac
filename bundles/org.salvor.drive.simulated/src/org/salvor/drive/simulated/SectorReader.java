package org.salvor.drive.simulated;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.salvor.ata.AtaCommand;
import org.salvor.ata.Protocol;
import org.salvor.ata.Registers;
import org.salvor.ata.TaskFile;
import org.salvor.drive.Evidence;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadOutcomes;
import org.salvor.drive.ReadRequest;

/** Turns read requests into commands, one after the other, and what the drive leaves behind into outcomes. */
final class SectorReader {
    private static final long MILLI = 1_000_000;
    private static final byte UNDEFINED = (byte) 0xA5;
    private static final byte[] NO_SENSE = {};
    private final HostAdapter host;
    private final DriveHardware hardware;
    private final int sectorBytes;
    private final boolean movesBytes;
    private final boolean wide;

    SectorReader(HostAdapter host, DriveSetup setup) {
        this.host = host;
        hardware = host.hardware();
        sectorBytes = setup.format().logicalBytes();
        movesBytes = setup.movesBytes();
        wide = setup.wideAddresses();
    }

    ReadOutcome read(ReadRequest request, MemorySegment into, boolean closed) {
        Evidence nothing = Evidence.of(0, Registers.NONE);
        if (closed) {
            return new ReadOutcome.Gone("The drive was closed.", 0, nothing);
        }
        int block = (int) Math.min(Math.min(request.blockSectors(), request.sectorCount()), mostSectors(request.method()));
        if (request.endLba() > reach(request.method())) {
            return new ReadOutcome.NotReady("This command cannot reach sector " + (request.endLba() - 1) + ".", 0, nothing);
        }
        Optional<String> refusal = host.gated().refusal(taskFile(request.method(), request.firstLba(), block), protocol(request.method()));
        if (refusal.isPresent()) {
            return new ReadOutcome.NotReady(refusal.get(), 0, nothing);
        }
        return new Streak(request, block, into).run();
    }

    private static Protocol protocol(ReadMethod method) {
        return switch (method) {
        case AUTO, DMA -> Protocol.DMA_IN;
        case PIO, LONG -> Protocol.PIO_IN;
        case FPDMA -> Protocol.FPDMA_IN;
        case VERIFY -> Protocol.NON_DATA;
        };
    }

    private TaskFile taskFile(ReadMethod method, long lba, int count) {
        return switch (method) {
        case AUTO, DMA -> sectors(0x25, 0xC8, lba, count);
        case PIO -> sectors(0x24, 0x20, lba, count);
        case VERIFY -> sectors(0x42, 0x40, lba, count);
        case FPDMA -> TaskFile.of48(0x60, count & 0xFFFF, 0, lba);
        case LONG -> TaskFile.of28(0x22, 0, 1, lba);
        };
    }

    private TaskFile sectors(int wideCommand, int command, long lba, int count) {
        return wide ? TaskFile.of48(wideCommand, 0, count & 0xFFFF, lba) : TaskFile.of28(command, 0, count & 0xFF, lba);
    }

    /** Most sectors of one command. */
    int mostSectors(ReadMethod method) {
        return method == ReadMethod.LONG ? 1 : wide ? 65_536 : 256;
    }

    /** First LBA that commands cannot reach. */
    private long reach(ReadMethod method) {
        return 1L << (wide && method != ReadMethod.LONG ? 48 : 28);
    }

    /** Bytes that a sector takes in the buffer, given room for {@code sectors} of them. */
    private long stride(ReadMethod method, long bufferBytes, long sectors) {
        return method == ReadMethod.LONG ? Math.max(sectorBytes, bufferBytes / sectors) : sectorBytes;
    }

    /** One request on its way. */
    private final class Streak {
        private final ReadRequest request;
        private final ReadMethod method;
        private final int block;
        private final MemorySegment into;
        private final boolean moves;
        private final boolean fills;
        private final long stride;
        private final long slowNanos;
        private long done;
        private long slowest;

        Streak(ReadRequest request, int block, MemorySegment into) {
            this.request = request;
            this.block = block;
            this.into = into;
            method = request.method();
            moves = method != ReadMethod.VERIFY;
            fills = moves && movesBytes;
            stride = fills ? stride(method, into.byteSize(), request.sectorCount()) : 0;
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
                return new ReadOutcome.Gone(HostAdapter.ABSENT, done, evidence(0, Registers.NONE));
            }
            if (!host.untilReady(deadline)) {
                return new ReadOutcome.NotReady("The drive is still busy with an earlier command.", done,
                        evidence(elapsed(sent), Registers.NONE));
            }
            int count = (int) Math.min(block, request.sectorCount() - done);
            Course course = hardware.start(taskFile(method, request.firstLba() + done, count), MemorySegment.NULL, host.clock().nanos());
            boolean ended = host.until(course.endNanos(), deadline);
            long took = elapsed(sent);
            slowest = Math.max(slowest, took);
            if (!ended) {
                int arrived = method == ReadMethod.PIO ? course.sectorsReadyAt(host.clock().nanos()) : 0;
                deliver(course, arrived, count);
                return new ReadOutcome.TimedOut(false, done + arrived, evidence(took, Registers.NONE));
            }
            if (course.registers().failed()) {
                return failed(course, count, sent, deadline);
            }
            if (fills) {
                arrive(course, count);
            }
            done += count;
            return done == request.sectorCount() || took > slowNanos ? new ReadOutcome.Read(done, evidence(took, course.registers()))
                    : null;
        }

        private ReadOutcome failed(Course course, int count, long sent, long deadline) {
            int arrived = method == ReadMethod.PIO ? course.goodSectors() : 0;
            deliver(course, arrived, count);
            Registers left = course.registers(); // asking for the log uses the course again
            Registers registers = method == ReadMethod.FPDMA ? host.queueError(deadline).orElse(left) : left;
            long took = elapsed(sent);
            slowest = Math.max(slowest, took);
            AtaCommand command = new AtaCommand(taskFile(method, request.firstLba() + done, count), protocol(method),
                    moves ? count * sectorBytes : 0);
            return ReadOutcomes.ofEnded(command, arrived, registers, evidence(took, registers), done);
        }

        /** Goes over healthy ground at once; false when the wait was interrupted. */
        private boolean cross() {
            if (method == ReadMethod.LONG) {
                return true;
            }
            long left = request.sectorCount() - done;
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

        private void arrive(Course course, int count) {
            if (method == ReadMethod.LONG) {
                hardware.deliver(course, into.asSlice(done * stride, stride));
            } else {
                hardware.fill(course, 0, count, into, done * sectorBytes);
            }
        }

        /** Proven sectors are right; what a failed or late command left of the rest is anything. */
        private void deliver(Course course, int arrived, int count) {
            if (fills) {
                if (arrived > 0) {
                    hardware.fill(course, 0, arrived, into, done * sectorBytes);
                }
                into.asSlice((done + arrived) * stride, (count - arrived) * stride).fill(UNDEFINED);
            }
        }

        private Evidence evidence(long took, Registers registers) {
            return new Evidence(took, Math.max(took, slowest), registers, NO_SENSE, 0);
        }

        private long elapsed(long sent) {
            return host.clock().nanos() - sent;
        }
    }
}
