package org.salvor.drive.ahci;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.salvor.ata.AtaCommand;
import org.salvor.ata.AtaFormatException;
import org.salvor.ata.DriveCommands;
import org.salvor.ata.IdentifyDevice;
import org.salvor.ata.LogAddress;
import org.salvor.ata.NcqErrorLog;
import org.salvor.ata.Protocol;
import org.salvor.ata.ReadCommands;
import org.salvor.ata.Registers;
import org.salvor.drive.AtaPort;
import org.salvor.drive.CommandOutcome;
import org.salvor.drive.Evidence;
import org.salvor.drive.Pace;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadOutcomes;
import org.salvor.drive.ReadRequest;

/** Turns read requests into commands, one after the other, and what they leave behind into outcomes. */
final class SectorReader {
    private static final byte[] NO_SENSE = {};
    private static final int MOST_28 = 256;
    private static final int MOST_48 = 65_536;
    private final AhciPort port;
    private final AtaPort gated;
    private final Pace pace;
    private final int sectorBytes;
    private final int eccBytes;
    private final boolean wide;

    /** @param gated the way to {@code port} past the gate */
    SectorReader(AhciPort port, AtaPort gated, Pace pace, IdentifyDevice page) {
        this.port = port;
        this.gated = gated;
        this.pace = pace;
        sectorBytes = page.logicalSectorBytes();
        eccBytes = page.eccBytes();
        wide = page.sectorCount48() > 0;
    }

    /** Most sectors of one command. */
    int mostSectors() {
        return Math.min(wide ? MOST_48 : MOST_28, CommandArea.DATA_BYTES / sectorBytes);
    }

    ReadOutcome read(ReadRequest request, MemorySegment into) {
        boolean ignoringErrors = request.method() == ReadMethod.LONG;
        int block = (int) Math.min(Math.min(request.blockSectors(), request.sectorCount()), ignoringErrors ? 1 : mostSectors());
        boolean narrow = ignoringErrors || !wide;
        if (request.endLba() > 1L << (narrow ? 28 : 48)) {
            return new ReadOutcome.NotReady("This command cannot reach sector " + (request.endLba() - 1) + ".", 0,
                    Evidence.of(0, Registers.NONE));
        }
        return new Streak(request, block, into).run();
    }

    private AtaCommand command(ReadMethod method, long lba, int sectors) {
        return switch (method) {
        case AUTO, DMA -> ReadCommands.dma(lba, sectors, sectorBytes, wide);
        case PIO -> ReadCommands.pio(lba, sectors, sectorBytes, wide);
        case VERIFY -> ReadCommands.verify(lba, sectors, wide);
        case FPDMA -> ReadCommands.fpdma(lba, sectors, sectorBytes, 0);
        case LONG -> ReadCommands.readLong(lba, sectorBytes, eccBytes);
        };
    }

    /** Asks what became of the queued command that failed, which lets the drive go on; empty when it does not tell in time. */
    private Optional<Registers> queueError(long deadline) {
        long millis = (deadline - pace.now()) / Pace.MILLI;
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

    /** One request on its way. */
    private final class Streak {
        private final ReadRequest request;
        private final int block;
        private final MemorySegment into;
        private final long stride;
        private final long slowNanos;
        private long done;
        private long slowest;
        private String link = "";

        Streak(ReadRequest request, int block, MemorySegment into) {
            this.request = request;
            this.block = block;
            this.into = into;
            stride = request.method() == ReadMethod.LONG ? Math.max(sectorBytes, into.byteSize() / request.sectorCount()) : sectorBytes;
            slowNanos = request.slowMillis() <= 0 ? Long.MAX_VALUE
                    : Math.min(request.slowMillis(), Long.MAX_VALUE / Pace.MILLI) * Pace.MILLI;
        }

        ReadOutcome run() {
            ReadOutcome outcome = single();
            while (outcome instanceof ReadOutcome.Read && done < request.sectorCount() && outcome.evidence().elapsedNanos() <= slowNanos) {
                outcome = single();
            }
            return outcome;
        }

        /** Sends the next command. */
        private ReadOutcome single() {
            int count = (int) Math.min(block, request.sectorCount() - done);
            AtaCommand command = command(request.method(), request.firstLba() + done, count);
            boolean moves = command.protocol() != Protocol.NON_DATA;
            long sent = pace.now();
            long deadline = pace.deadline(request.timeoutMillis());
            MemorySegment data = moves ? data(command, count) : MemorySegment.NULL;
            CommandOutcome outcome = gated.execute(command.taskFile(), command.protocol(), data, request.timeoutMillis());
            long took = pace.now() - sent;
            slowest = Math.max(slowest, took);
            link = port.linkWords();
            return switch (outcome) {
            case CommandOutcome.Refused(String why) -> new ReadOutcome.NotReady(why, done, evidence(took, Registers.NONE));
            case CommandOutcome.TimedOut _ -> new ReadOutcome.TimedOut(false, done, evidence(took, Registers.NONE));
            case CommandOutcome.Unavailable(String why) -> unavailable(why, took);
            case CommandOutcome.Ended(Registers registers, _) -> ended(command, count, registers, took, deadline);
            };
        }

        /** The bytes of the buffer that the command fills: of READ LONG as many of the ECC bytes as the caller has room for. */
        private MemorySegment data(AtaCommand command, int count) {
            long bytes = request.method() == ReadMethod.LONG ? Math.min(stride, command.dataBytes()) : (long) count * sectorBytes;
            return into.asSlice(done * stride, bytes);
        }

        private ReadOutcome unavailable(String why, long took) {
            Evidence evidence = evidence(took, Registers.NONE);
            Optional<String> absence = port.absence();
            if (absence.isPresent()) {
                return new ReadOutcome.Gone(absence.get(), done, evidence);
            }
            return port.linkFailed() ? new ReadOutcome.TransferError(done, evidence) : new ReadOutcome.NotReady(why, done, evidence);
        }

        private ReadOutcome ended(AtaCommand command, int count, Registers left, long took, long deadline) {
            int arrived = command.protocol() == Protocol.NON_DATA ? count : port.movedBytes() / sectorBytes;
            boolean askTheLog = command.protocol() == Protocol.FPDMA_IN && left.failed();
            Registers registers = askTheLog ? queueError(deadline).orElse(left) : left;
            ReadOutcome outcome = ReadOutcomes.ofEnded(command, arrived, registers, evidence(took, registers), done);
            done += outcome.good() ? count : 0;
            return outcome;
        }

        private Evidence evidence(long took, Registers registers) {
            return new Evidence(took, slowest, registers, NO_SENSE, 0, link);
        }
    }
}
