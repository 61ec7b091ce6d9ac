package org.salvor.drive;

import org.salvor.ata.AtaCommand;
import org.salvor.ata.ErrorBits;
import org.salvor.ata.Protocol;
import org.salvor.ata.ReadCommands;
import org.salvor.ata.Registers;
import org.salvor.ata.Status;

/**
 * Turns what a drive leaves in its registers after a read command into an outcome: one place for every transport that sees registers. Pure,
 * any thread.
 *
 * <p>
 * What is proven good: by PIO the DRQ blocks that arrived, but nothing from the first failing sector on; by DMA nothing unless the
 * command ended well, since nobody knows how much moved; by READ VERIFY the sectors before the one the drive names, which it says it could
 * read (no bytes moved).
 */
public final class ReadOutcomes {
    private static final int NO_DRIVE = 0xFF;
    private static final int NO_DRIVE_PULLED_DOWN = 0x7F;

    private ReadOutcomes() {
    }

    /**
     * The outcome of a read command that ended.
     *
     * @param command what was sent, one of {@link ReadCommands}
     * @param arrivedSectors sectors that the transport took over: by PIO in DRQ blocks whose status showed no error, by DMA as far as the
     *        controller counts, else all; ignored by READ VERIFY
     * @param registers what the drive left behind; after a failed queued command those of the NCQ error log
     * @param elapsedNanos time of the command in nanoseconds
     */
    public static ReadOutcome ofEnded(AtaCommand command, long arrivedSectors, Registers registers, long elapsedNanos) {
        Evidence evidence = Evidence.of(elapsedNanos, registers);
        int status = registers.status() & 0xFF;
        if (status == NO_DRIVE || status == NO_DRIVE_PULLED_DOWN) {
            return new ReadOutcome.Gone("No drive drives the bus: its status reads %02Xh.".formatted(status), 0, evidence);
        }
        long arrived = Math.clamp(arrivedSectors, 0, ReadCommands.sectorsOf(command.taskFile()));
        long proven = command.protocol() == Protocol.PIO_IN ? arrived : 0;
        if ((status & Status.BSY) != 0) {
            return new ReadOutcome.NotReady("The drive is still busy.", proven, evidence);
        }
        if ((status & Status.DF) != 0) {
            return new ReadOutcome.DriveFault(proven, evidence);
        }
        if ((status & Status.ERR) != 0) {
            return ofError(command, proven, registers, evidence);
        }
        if ((status & Status.DRDY) == 0) {
            return new ReadOutcome.NotReady("The drive is not ready: its status reads %02Xh.".formatted(status), proven, evidence);
        }
        long wanted = ReadCommands.sectorsOf(command.taskFile());
        if (command.protocol() != Protocol.NON_DATA && arrived < wanted) {
            return new ReadOutcome.TransferError(proven, evidence);
        }
        return new ReadOutcome.Read(wanted, evidence);
    }

    /**
     * The outcome of a read command, however it came out.
     *
     * @param arrivedSectors as in {@link #ofEnded}
     */
    public static ReadOutcome of(AtaCommand command, long arrivedSectors, CommandOutcome outcome) {
        long proven = command.protocol() == Protocol.PIO_IN ? Math.clamp(arrivedSectors, 0, ReadCommands.sectorsOf(command.taskFile())) : 0;
        return switch (outcome) {
        case CommandOutcome.Ended ended -> ofEnded(command, arrivedSectors, ended.registers(), ended.elapsedNanos());
        case CommandOutcome.TimedOut late -> new ReadOutcome.TimedOut(false, proven, Evidence.of(late.elapsedNanos(), Registers.NONE));
        case CommandOutcome.Refused refused -> new ReadOutcome.NotReady(refused.why(), 0, Evidence.of(0, Registers.NONE));
        case CommandOutcome.Unavailable unavailable -> new ReadOutcome.NotReady(unavailable.why(), 0, Evidence.of(0, Registers.NONE));
        };
    }

    private static ReadOutcome ofError(AtaCommand command, long proven, Registers registers, Evidence evidence) {
        int error = registers.error();
        if ((error & ErrorBits.UNC) != 0) {
            return media(MediaFault.UNCORRECTABLE, command, proven, registers, evidence);
        }
        if ((error & ErrorBits.IDNF) != 0) {
            return media(MediaFault.ID_NOT_FOUND, command, proven, registers, evidence);
        }
        if ((error & ErrorBits.AMNF) != 0) {
            return media(MediaFault.ADDRESS_MARK, command, proven, registers, evidence);
        }
        if ((error & ErrorBits.ICRC) != 0) {
            // By PIO and without ABRT, bit 7 is the bad block mark of drives before ATA-4.
            boolean badBlock = command.protocol() == Protocol.PIO_IN && (error & ErrorBits.ABRT) == 0;
            return badBlock ? media(MediaFault.UNCORRECTABLE, command, proven, registers, evidence)
                    : new ReadOutcome.TransferError(proven, evidence);
        }
        if ((error & (ErrorBits.MC | ErrorBits.MCR)) != 0 && (error & ErrorBits.ABRT) == 0) {
            return new ReadOutcome.NotReady("The drive reports a change of its medium.", proven, evidence);
        }
        return new ReadOutcome.Aborted(proven, evidence);
    }

    private static ReadOutcome media(MediaFault fault, AtaCommand command, long arrived, Registers registers, Evidence evidence) {
        long first = command.taskFile().lba();
        int wanted = ReadCommands.sectorsOf(command.taskFile());
        long named = registers.lba() - first;
        if (named >= 0 && named < wanted) {
            long proven = command.protocol() == Protocol.NON_DATA ? named : Math.min(arrived, named);
            return new ReadOutcome.MediaError(fault, registers.lba(), proven, evidence);
        }
        return new ReadOutcome.MediaError(fault, oneSectorBlocks(command) && arrived < wanted ? first + arrived : -1, arrived, evidence);
    }

    /** Whether each DRQ block is one sector, so that the first that failed to arrive is the failing one. */
    private static boolean oneSectorBlocks(AtaCommand command) {
        return switch (command.taskFile().command()) {
        case 0x20, 0x21, 0x22, 0x23, 0x24 -> true;
        default -> false;
        };
    }
}
