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
 * What is proven good: by PIO the DRQ blocks that arrived, but nothing from the first failing sector on; of any other command nothing
 * unless it ended well. Nobody knows how much of a failed DMA transfer moved, and READ VERIFY moves nothing: the failing sector that it names
 * says which ones it could read before.
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
        return ofEnded(command, arrivedSectors, registers, Evidence.of(elapsedNanos, registers), 0);
    }

    /**
     * The outcome of a streak whose last command ended.
     *
     * @param command the last command
     * @param arrivedSectors of the last command, as in {@link #ofEnded(AtaCommand, long, Registers, long)}
     * @param registers what the drive left behind
     * @param evidence what the transport saw of the streak
     * @param before sectors that the commands before the last one have proven
     */
    public static ReadOutcome ofEnded(AtaCommand command, long arrivedSectors, Registers registers, Evidence evidence, long before) {
        int status = registers.status() & 0xFF;
        long wanted = ReadCommands.sectorsOf(command.taskFile());
        long arrived = Math.clamp(arrivedSectors, 0, wanted);
        long proven = before + (command.protocol() == Protocol.PIO_IN ? arrived : 0);
        if (status == NO_DRIVE || status == NO_DRIVE_PULLED_DOWN) {
            return new ReadOutcome.Gone("No drive drives the bus: its status reads %02Xh.".formatted(status), before, evidence);
        }
        if ((status & Status.BSY) != 0) {
            return new ReadOutcome.NotReady("The drive is still busy.", proven, evidence);
        }
        if ((status & Status.DF) != 0) {
            return new ReadOutcome.DriveFault(proven, evidence);
        }
        if ((status & Status.ERR) != 0) {
            return ofError(command, registers, evidence, before, proven);
        }
        if ((status & Status.DRDY) == 0) {
            return new ReadOutcome.NotReady("The drive is not ready: its status reads %02Xh.".formatted(status), proven, evidence);
        }
        if (command.protocol() != Protocol.NON_DATA && arrived < wanted) {
            return new ReadOutcome.TransferError(proven, evidence);
        }
        return new ReadOutcome.Read(before + wanted, evidence);
    }

    /**
     * The outcome of a read command, however it came out.
     *
     * @param arrivedSectors as in {@link #ofEnded(AtaCommand, long, Registers, long)}
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

    private static ReadOutcome ofError(AtaCommand command, Registers registers, Evidence evidence, long before, long proven) {
        int error = registers.error();
        if ((error & ErrorBits.UNC) != 0) {
            return media(MediaFault.UNCORRECTABLE, command, registers, evidence, before, proven);
        }
        if ((error & ErrorBits.IDNF) != 0) {
            return media(MediaFault.ID_NOT_FOUND, command, registers, evidence, before, proven);
        }
        if ((error & ErrorBits.AMNF) != 0) {
            return media(MediaFault.ADDRESS_MARK, command, registers, evidence, before, proven);
        }
        if ((error & ErrorBits.ICRC) != 0) {
            // By PIO and without ABRT, bit 7 is the bad block mark of drives before ATA-4.
            boolean badBlock = command.protocol() == Protocol.PIO_IN && (error & ErrorBits.ABRT) == 0;
            return badBlock ? media(MediaFault.UNCORRECTABLE, command, registers, evidence, before, proven)
                    : new ReadOutcome.TransferError(proven, evidence);
        }
        if ((error & (ErrorBits.MC | ErrorBits.MCR)) != 0 && (error & ErrorBits.ABRT) == 0) {
            return new ReadOutcome.NotReady("The drive reports a change of its medium.", proven, evidence);
        }
        return new ReadOutcome.Aborted(proven, evidence);
    }

    private static ReadOutcome media(MediaFault fault, AtaCommand command, Registers registers, Evidence evidence, long before,
            long proven) {
        long first = command.taskFile().lba();
        int wanted = ReadCommands.sectorsOf(command.taskFile());
        long arrived = proven - before;
        long named = registers.lba() - first;
        if (named >= 0 && named < wanted) {
            return new ReadOutcome.MediaError(fault, registers.lba(), before + Math.min(arrived, named), evidence);
        }
        long failing = oneSectorBlocks(command) && arrived < wanted ? first + arrived : -1;
        return new ReadOutcome.MediaError(fault, failing, proven, evidence);
    }

    /** Whether each DRQ block is one sector, so that the first that failed to arrive is the failing one. */
    private static boolean oneSectorBlocks(AtaCommand command) {
        return switch (command.taskFile().command()) {
        case 0x20, 0x21, 0x22, 0x23, 0x24 -> true;
        default -> false;
        };
    }
}
