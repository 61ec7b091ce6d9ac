package org.salvor.drive.ide;

import java.lang.foreign.MemorySegment;
import org.salvor.ata.AtaCommand;
import org.salvor.ata.DriveCommands;
import org.salvor.ata.DriveFeature;
import org.salvor.ata.IdentifyDevice;
import org.salvor.ata.ReadCommands;
import org.salvor.ata.Registers;
import org.salvor.ata.TaskFile;
import org.salvor.drive.AtaPort;
import org.salvor.drive.Clock;
import org.salvor.drive.CommandOutcome;
import org.salvor.drive.Evidence;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadOutcomes;
import org.salvor.drive.ReadRequest;

/**
 * Turns read requests into PIO commands, one after the other. {@link ReadMethod#PIO} proves sector by sector with READ SECTORS; AUTO takes READ MULTIPLE
 * where the drive has it, with larger DRQ blocks and so a coarser proof. Thread of the drive's owner.
 */
final class BlockReader {
    private static final long QUICK_MILLIS = 1_000;
    private static final long MILLI = 1_000_000;
    private static final int SHORT_ECC_BYTES = 4;
    private static final int MOST_MULTIPLE = 16;
    private static final byte[] NO_SENSE = {};

    private final Channel channel;
    private final AtaPort port;
    private final Clock clock;
    private final IdentifyDevice page;
    private final int sectorBytes;
    private final boolean wide;
    private int multiple;
    private boolean multipleSet;
    private int eccBytes = SHORT_ECC_BYTES;
    private boolean eccAsked;

    BlockReader(Channel channel, AtaPort port, Clock clock, IdentifyDevice page) {
        this.channel = channel;
        this.port = port;
        this.clock = clock;
        this.page = page;
        sectorBytes = page.logicalSectorBytes();
        wide = page.supports(DriveFeature.LBA48);
        multiple = Math.min(MOST_MULTIPLE, Integer.highestOneBit(page.maxMultipleSectors()));
    }

    /** Whether READ LONG can be tried: sectors of 512 bytes and a drive that knows of ECC bytes. */
    boolean longReads() {
        return page.eccBytes() > 0 && sectorBytes == 512;
    }

    /** After a reset a drive may have forgotten its settings. */
    void resetSeen() {
        multipleSet = false;
        eccAsked = false;
    }

    /** A command that somebody else sent may have changed what reads rely on. */
    void commandSeen(TaskFile taskFile) {
        switch (taskFile.command()) {
        case 0xC6, 0xEF, 0x08, 0x90 -> resetSeen();
        default -> {
            // changes nothing here
        }
        }
    }

    ReadOutcome read(ReadRequest request, MemorySegment into) {
        if (request.method() == ReadMethod.DMA || request.method() == ReadMethod.FPDMA) {
            return new ReadOutcome.NotReady("This transport reads by PIO only.", 0, Evidence.of(0, Registers.NONE));
        }
        if (request.endLba() > 1L << (wide && request.method() != ReadMethod.LONG ? 48 : 28)) {
            return new ReadOutcome.NotReady("This command cannot reach sector " + (request.endLba() - 1) + ".", 0,
                    Evidence.of(0, Registers.NONE));
        }
        prepare(request.method());
        boolean single = request.method() == ReadMethod.LONG;
        long stride = single ? sectorBytes + eccBytes : request.method() == ReadMethod.VERIFY ? 0 : sectorBytes;
        int block = single ? 1 : Math.min(request.blockSectors(), wide ? 65_536 : 256);
        long slowNanos = request.slowMillis() <= 0 ? Long.MAX_VALUE : Math.min(request.slowMillis(), Long.MAX_VALUE / MILLI) * MILLI;
        long done = 0;
        long slowest = 0;
        while (true) {
            int count = (int) Math.min(block, request.sectorCount() - done);
            AtaCommand command = command(request.method(), request.firstLba() + done, count);
            long room = into.byteSize() - done * stride;
            MemorySegment data = stride == 0 ? MemorySegment.NULL : into.asSlice(done * stride, Math.min(room, command.dataBytes()));
            long sent = clock.nanos();
            CommandOutcome outcome = port.execute(command.taskFile(), command.protocol(), data, request.timeoutMillis());
            long took = clock.nanos() - sent;
            slowest = Math.max(slowest, took);
            ReadOutcome read = outcome(command, count, outcome, took, slowest, done);
            if (!read.good()) {
                return read;
            }
            done += count;
            if (done == request.sectorCount() || took > slowNanos) {
                return read;
            }
        }
    }

    private ReadOutcome outcome(AtaCommand command, int count, CommandOutcome outcome, long took, long slowest, long before) {
        long arrived = switch (command.taskFile().command()) {
        case 0x40, 0x42 -> count;
        default -> Math.min(count, channel.arrivedBytes() / sectorBytes);
        };
        return switch (outcome) {
        case CommandOutcome.Ended(Registers end, _) ->
                ReadOutcomes.ofEnded(command, arrived, end, evidence(took, slowest, end), before);
        case CommandOutcome.TimedOut _ -> new ReadOutcome.TimedOut(false, before + (command.dataBytes() > 0 ? arrived : 0),
                evidence(took, slowest, Registers.NONE));
        case CommandOutcome.Refused(String why) -> new ReadOutcome.NotReady(why, before, evidence(took, slowest, Registers.NONE));
        case CommandOutcome.Unavailable(String why) when why.equals(Channel.ABSENT) ->
                new ReadOutcome.Gone(why, before, evidence(took, slowest, Registers.NONE));
        case CommandOutcome.Unavailable(String why) -> new ReadOutcome.NotReady(why, before, evidence(took, slowest, Registers.NONE));
        };
    }

    private AtaCommand command(ReadMethod method, long lba, int count) {
        boolean extended = !ReadCommands.fits28(lba, count);
        return switch (method) {
        case VERIFY -> ReadCommands.verify(lba, count, extended);
        case LONG -> ReadCommands.readLong(lba, sectorBytes, eccBytes);
        case AUTO -> multipleSet ? ReadCommands.multiple(lba, count, sectorBytes, extended)
                : ReadCommands.pio(lba, count, sectorBytes, extended);
        case PIO, DMA, FPDMA -> ReadCommands.pio(lba, count, sectorBytes, extended);
        };
    }

    /** Settings that reads rely on: DRQ blocks of several sectors, and all ECC bytes. A drive that refuses is read without them. */
    private void prepare(ReadMethod method) {
        if (method == ReadMethod.AUTO && !multipleSet && multiple > 1) {
            switch (quick(DriveCommands.setMultiple(multiple))) {
            case CommandOutcome.Ended(Registers end, _) when !end.failed() -> {
                multipleSet = true;
                channel.blocks(sectorBytes, multiple);
            }
            case CommandOutcome.Ended _,CommandOutcome.Refused _ -> multiple = 0;
            case CommandOutcome.TimedOut _,CommandOutcome.Unavailable _ -> {
                // asked again at the next read
            }
            }
        }
        if (method == ReadMethod.LONG && !eccAsked) {
            boolean all = quick(DriveCommands.fullEccBytes()) instanceof CommandOutcome.Ended(Registers end, _) && !end.failed();
            eccBytes = all ? page.eccBytes() : SHORT_ECC_BYTES;
            eccAsked = true;
        }
    }

    private CommandOutcome quick(AtaCommand command) {
        return port.execute(command.taskFile(), command.protocol(), MemorySegment.NULL, QUICK_MILLIS);
    }

    private static Evidence evidence(long took, long slowest, Registers registers) {
        return new Evidence(took, Math.max(took, slowest), registers, NO_SENSE, 0);
    }
}
