package org.salvor.drive.sgio;

import java.lang.foreign.MemorySegment;
import java.util.Locale;
import java.util.Optional;
import org.salvor.ata.ErrorBits;
import org.salvor.ata.Protocol;
import org.salvor.ata.ReadCommands;
import org.salvor.ata.Registers;
import org.salvor.ata.SatCdb;
import org.salvor.ata.ScsiCommand;
import org.salvor.ata.SenseData;
import org.salvor.ata.Status;
import org.salvor.ata.TaskFile;
import org.salvor.drive.AtaPort;
import org.salvor.drive.CommandOutcome;

/**
 * Sends ATA commands inside SCSI commands and reads the registers out of the sense data. The gate sits below, in the channel, and judges the SCSI
 * command that leaves.
 */
final class SatWire implements AtaPort {
    /** No sector of a 48-bit drive: where the translator shows none. */
    static final long UNKNOWN_LBA = (1L << 48) - 1;
    private static final int SET_FEATURES = 0xEF;
    private static final int TRANSFER_MODE = 0x03;
    private static final byte[] NO_SENSE = {};
    private static final int GOOD = Status.DRDY | Status.DSC;
    private final Channel<ScsiCommand, ScsiReply> channel;
    private final boolean kernelTranslates;
    private int sectorBytes = 512;
    private byte[] lastSense = NO_SENSE;
    private int lastArrivedBytes;

    /** @param kernelTranslates whether the translator is the kernel's own: see {@link ScsiPort#kernelTranslates()} */
    SatWire(Channel<ScsiCommand, ScsiReply> channel, boolean kernelTranslates) {
        this.channel = channel;
        this.kernelTranslates = kernelTranslates;
    }

    /** Bytes of a logical sector, known once the drive has been identified. */
    void sectorBytes(int bytes) {
        sectorBytes = bytes;
    }

    /** Sense bytes of the last command, for the evidence. */
    byte[] lastSense() {
        return lastSense;
    }

    /** Bytes that the last command that ended well has brought. */
    int lastArrivedBytes() {
        return lastArrivedBytes;
    }

    @Override
    public CommandOutcome execute(TaskFile taskFile, Protocol protocol, MemorySegment data, long timeoutMillis) {
        if (timeoutMillis < 1) {
            throw new IllegalArgumentException("a command needs a deadline of at least 1 ms, not " + timeoutMillis);
        }
        lastSense = NO_SENSE;
        lastArrivedBytes = 0;
        if (taskFile.command() == SET_FEATURES && (taskFile.feature() & 0xFF) == TRANSFER_MODE) {
            return new CommandOutcome.Unavailable(
                    "The transfer mode is settled between the drive and whoever drives its controller, which is "
                            + "the kernel or a bridge here; open the drive by ide: or ahci: to set it.");
        }
        int bytes = protocol.sendsData() || protocol.receivesData() ? Math.toIntExact(data.byteSize()) : 0;
        int blockBytes = ReadCommands.sectorsOf(taskFile) > 0 ? sectorBytes : 512;
        ScsiCommand command = ScsiCommand.of(SatCdb.of(SatCdb.Size.SIXTEEN, taskFile, protocol, bytes, blockBytes), protocol, bytes);
        CommandOutcome first = once(taskFile, protocol, command, data, timeoutMillis);
        // A unit attention tells of something that was before; the command itself was not executed.
        return first == null ? orUnavailable(once(taskFile, protocol, command, data, timeoutMillis)) : first;
    }

    private static CommandOutcome orUnavailable(CommandOutcome outcome) {
        return outcome != null ? outcome : new CommandOutcome.Unavailable("The device reports one change after the other.");
    }

    /** One try; null when the device only told that it was reset or changed. */
    private CommandOutcome once(TaskFile taskFile, Protocol protocol, ScsiCommand command, MemorySegment data, long timeoutMillis) {
        return switch (channel.execute(command, protocol.sendsData() ? data : MemorySegment.NULL, timeoutMillis)) {
        case Exchange.Refused(String why) -> new CommandOutcome.Refused(why);
        case Exchange.Busy(String why) -> new CommandOutcome.Unavailable(why);
        case Exchange.Gone(String why) -> new CommandOutcome.Unavailable(why);
        case Exchange.TimedOut(long elapsed) -> new CommandOutcome.TimedOut(elapsed);
        case Exchange.Ended<ScsiReply> ended -> ended(taskFile, protocol, ended, data);
        };
    }

    private CommandOutcome ended(TaskFile taskFile, Protocol protocol, Exchange.Ended<ScsiReply> ended, MemorySegment data) {
        ScsiReply reply = ended.reply();
        lastSense = reply.sense();
        Optional<SenseData> sense = reply.senseData();
        if (reply.status() == ScsiReply.CHECK_CONDITION && reply.hostStatus() == 0 && sense.filter(SenseData::deferred).isPresent()) {
            return null; // it tells of an earlier command
        }
        Optional<Registers> registers = sense.flatMap(each -> registers(each, reply, taskFile));
        if (reply.hostStatus() == ScsiReply.TIME_OUT) {
            return new CommandOutcome.TimedOut(ended.elapsedNanos());
        }
        if (reply.hostStatus() == ScsiReply.NO_CONNECT || reply.hostStatus() == ScsiReply.BAD_TARGET) {
            return new CommandOutcome.Unavailable("The host adapter finds no device behind " + channel.line().name() + ".");
        }
        if (registers.isPresent() && (reply.hostStatus() == 0 || registers.get().failed())) {
            return finished(protocol, ended, data, registers.get());
        }
        if (reply.hostStatus() != 0) {
            return new CommandOutcome.Unavailable(
                    "The host adapter gave the command up (host status %02Xh).".formatted(reply.hostStatus()));
        }
        if (reply.status() == ScsiReply.GOOD) {
            // The translator hands registers over only when asked or after an error; this one ended well.
            return silent(taskFile) ? new CommandOutcome.Unavailable("The bridge before the drive does not hand its registers back.")
                    : finished(protocol, ended, data, new Registers(GOOD, 0, 0, 0, TaskFile.LBA_MODE));
        }
        return sense.isEmpty() ? new CommandOutcome.Unavailable("The device answered with SCSI status %02Xh.".formatted(reply.status()))
                : withoutRegisters(ended, sense.get());
    }

    private CommandOutcome finished(Protocol protocol, Exchange.Ended<ScsiReply> ended, MemorySegment data, Registers registers) {
        if (!registers.failed() && protocol.receivesData()) {
            lastArrivedBytes = (int) Math.max(0, ended.data().byteSize() - Math.max(0, ended.reply().residualBytes()));
            MemorySegment.copy(ended.data(), 0, data, 0, lastArrivedBytes);
        }
        return new CommandOutcome.Ended(registers, ended.elapsedNanos());
    }

    /** What a translator says in SCSI's words alone. */
    private CommandOutcome withoutRegisters(Exchange.Ended<ScsiReply> ended, SenseData sense) {
        long lba = sense.information().orElse(UNKNOWN_LBA) & UNKNOWN_LBA;
        int error = switch (sense.meaning()) {
        case UNCORRECTABLE -> ErrorBits.UNC;
        case ID_NOT_FOUND, OUT_OF_RANGE -> ErrorBits.IDNF;
        case ADDRESS_MARK -> ErrorBits.AMNF;
        case TRANSFER -> ErrorBits.ICRC | ErrorBits.ABRT;
        case ABORTED -> ErrorBits.ABRT;
        case GOOD, RECOVERED, ILLEGAL, BECOMING_READY, NEEDS_START, NOT_READY, NO_MEDIUM, NEEDS_HARD_RESET, NEEDS_POWER_CYCLE, FAULT,
                WAS_RESET, ATTENTION, PROTECTED -> 0;
        };
        if (error != 0) {
            return new CommandOutcome.Ended(new Registers(GOOD | Status.ERR, error, 0, lba, TaskFile.LBA_MODE), ended.elapsedNanos());
        }
        return switch (sense.meaning()) {
        case WAS_RESET, ATTENTION -> null;
        case FAULT -> new CommandOutcome.Ended(new Registers(GOOD | Status.DF, 0, 0, lba, TaskFile.LBA_MODE), ended.elapsedNanos());
        default -> new CommandOutcome.Unavailable("The translator before the drive answered sense " + sense.words() + ", "
                + sense.meaning().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ".");
        };
    }

    /** The registers that came, with an LBA that can be relied on or none. */
    private Optional<Registers> registers(SenseData sense, ScsiReply reply, TaskFile taskFile) {
        if (sense.registers().isPresent() || sense.descriptors()) {
            return sense.registers();
        }
        Optional<Registers> fixed = SenseData.fixedRegisters(reply.sense());
        boolean reliable = !kernelTranslates;
        return fixed.map(each -> new Registers(each.status(), each.error(), each.count(),
                reliable ? completed(each.lba(), taskFile.lba()) : UNKNOWN_LBA, each.device()));
    }

    /** The first LBA from the command's on whose lower 24 bits are these: all that the fixed format keeps. */
    private static long completed(long low, long first) {
        long lba = first & ~0xFF_FFFFL | low & 0xFF_FFFFL;
        return lba >= first ? lba : lba + 0x100_0000L;
    }

    /** Whether the answer of a command stands in the registers, so that without them there is none. */
    private static boolean silent(TaskFile taskFile) {
        return switch (taskFile.command()) {
        case 0xE5, 0xF8, 0x27, 0x78 -> true;
        case 0xB0 -> taskFile.feature() == 0xDA;
        default -> false;
        };
    }
}
