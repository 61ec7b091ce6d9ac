package org.salvor.drive.sgio;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.salvor.ata.AtaFormatException;
import org.salvor.ata.NvmeCommand;
import org.salvor.ata.NvmeController;
import org.salvor.ata.NvmeNamespace;
import org.salvor.ata.NvmeStatus;
import org.salvor.ata.Registers;
import org.salvor.drive.AtaPort;
import org.salvor.drive.DriveIdentity;
import org.salvor.drive.Evidence;
import org.salvor.drive.IdentifyOutcome;
import org.salvor.drive.MediaFault;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadOutcome;

/** A namespace of an NVMe drive. Its status names no failing block; after an error nothing of a read is taken for proven. */
final class NvmeAccess implements SectorAccess {
    private static final int MOST_BLOCKS = 65_536;
    private final Channel<NvmeCommand, NvmeReply> channel;
    private final int namespace;
    private final int blockBytes;
    private final boolean verifies;
    private final int mostBlocks;

    NvmeAccess(Channel<NvmeCommand, NvmeReply> channel, int namespace, NvmeController controller, NvmeNamespace format) {
        this.channel = channel;
        this.namespace = namespace;
        blockBytes = Math.toIntExact(format.blockBytes());
        verifies = controller.verifies();
        long most = controller.maxTransferPages().orElse(Long.MAX_VALUE >> 12) << 12;
        mostBlocks = (int) Math.clamp(Math.min(most, channel.line().maxTransferBytes()) / blockBytes, 1, MOST_BLOCKS);
    }

    /** What the controller says of itself. @throws NoAnswer when it does not, or no such thing */
    static NvmeController controller(Channel<NvmeCommand, NvmeReply> channel, long timeoutMillis) throws NoAnswer {
        try {
            return NvmeController.decode(bytes(channel, NvmeCommand.identifyController(), timeoutMillis));
        } catch (AtaFormatException e) {
            throw new NoAnswer(e.getMessage());
        }
    }

    /** What the namespace says of itself. @throws NoAnswer when it does not, or no such thing */
    static NvmeNamespace format(Channel<NvmeCommand, NvmeReply> channel, int namespace, long timeoutMillis) throws NoAnswer {
        try {
            return NvmeNamespace.decode(bytes(channel, NvmeCommand.identifyNamespace(namespace), timeoutMillis));
        } catch (AtaFormatException e) {
            throw new NoAnswer(e.getMessage());
        }
    }

    static DriveIdentity identity(NvmeController controller, NvmeNamespace format) {
        int bytes = Math.toIntExact(format.blockBytes());
        return new DriveIdentity(controller.model().isEmpty() ? "unnamed drive" : controller.model(), controller.serial(),
                controller.firmware(), format.blocks(), bytes, bytes);
    }

    private static byte[] bytes(Channel<NvmeCommand, NvmeReply> channel, NvmeCommand command, long timeoutMillis) throws NoAnswer {
        return switch (channel.execute(command, timeoutMillis)) {
        case Exchange.Ended(NvmeReply reply, MemorySegment data, _) -> {
            if (!reply.good()) {
                throw new NoAnswer(reply.words() + ".");
            }
            yield data.toArray(JAVA_BYTE);
        }
        case Exchange.TimedOut<NvmeReply> _ -> throw new NoAnswer("it did not answer within " + timeoutMillis + " ms.");
        case Exchange.Refused(String why) -> throw new NoAnswer(why);
        case Exchange.Busy(String why) -> throw new NoAnswer(why);
        case Exchange.Gone(String why) -> throw new NoAnswer(why);
        };
    }

    @Override
    public IdentifyOutcome identify(long timeoutMillis) {
        try {
            return new IdentifyOutcome.Identified(
                    identity(controller(channel, timeoutMillis), format(channel, namespace, timeoutMillis)));
        } catch (NoAnswer e) {
            return new IdentifyOutcome.NoAnswer(e.getMessage());
        }
    }

    @Override
    public Set<ReadMethod> methods() {
        return verifies ? EnumSet.of(ReadMethod.VERIFY) : Set.of();
    }

    @Override
    public int mostSectors() {
        return mostBlocks;
    }

    @Override
    public ReadOutcome read(DriveIdentity identity, long lba, int sectors, ReadMethod method, MemorySegment into, long timeoutMillis) {
        NvmeCommand command = method == ReadMethod.VERIFY ? NvmeCommand.verify(namespace, lba, sectors)
                : NvmeCommand.read(namespace, lba, sectors, blockBytes);
        return switch (channel.execute(command, timeoutMillis)) {
        case Exchange.Refused(String why) -> new ReadOutcome.NotReady(why, 0, evidence(0, 0));
        case Exchange.Busy(String why) -> new ReadOutcome.NotReady(why, 0, evidence(0, 0));
        case Exchange.Gone(String why) -> new ReadOutcome.Gone(why, 0, evidence(0, 0));
        case Exchange.TimedOut(long elapsed) -> new ReadOutcome.TimedOut(true, 0, evidence(elapsed, 0));
        case Exchange.Ended(NvmeReply reply, MemorySegment data, long elapsed) -> {
            if (reply.good()) {
                MemorySegment.copy(data, 0, into, 0, data.byteSize());
                yield new ReadOutcome.Read(sectors, evidence(elapsed, 0));
            }
            yield failed(reply, lba, sectors, elapsed);
        }
        };
    }

    private ReadOutcome failed(NvmeReply reply, long lba, int sectors, long elapsedNanos) {
        Evidence evidence = evidence(elapsedNanos, reply.errno(), reply.errno() == 0 ? reply.statusWords() : "");
        if (reply.takenBack()) {
            return new ReadOutcome.TimedOut(false, 0, evidence);
        }
        if (reply.gone() || !channel.line().present()) {
            return new ReadOutcome.Gone("The kernel has no drive behind " + channel.line().name() + " any more.", 0, evidence);
        }
        Optional<NvmeStatus> status = reply.decoded();
        if (status.isEmpty()) {
            return new ReadOutcome.NotReady(reply.words() + ".", 0, evidence);
        }
        return switch (status.get().meaning()) {
        case UNCORRECTABLE -> new ReadOutcome.MediaError(MediaFault.UNCORRECTABLE, sectors == 1 ? lba : -1, 0, evidence);
        case TRANSFER -> new ReadOutcome.TransferError(0, evidence);
        case FAULT -> new ReadOutcome.DriveFault(0, evidence);
        case NOT_READY -> new ReadOutcome.NotReady("The drive says that it is not ready.", 0, evidence);
        default -> new ReadOutcome.Aborted(0, evidence);
        };
    }

    private static Evidence evidence(long elapsedNanos, int errno) {
        return evidence(elapsedNanos, errno, "");
    }

    private static Evidence evidence(long elapsedNanos, int errno, String words) {
        return new Evidence(elapsedNanos, elapsedNanos, Registers.NONE, new byte[0], errno, words);
    }

    @Override
    public Optional<String> hindrance(long timeoutMillis) {
        try {
            format(channel, namespace, timeoutMillis);
            return Optional.empty();
        } catch (NoAnswer e) {
            return Optional.of("The drive does not take commands: " + e.getMessage());
        }
    }

    @Override
    public Optional<AtaPort> ataPort() {
        return Optional.empty();
    }

    @Override
    public String notes() {
        return "An NVMe drive says that a read failed, but not at which block; ATA commands do not reach it."
                + (verifies ? "" : " It has no VERIFY.");
    }

    /** It did not answer; the message says how, as a sentence. */
    static final class NoAnswer extends Exception {
        private static final long serialVersionUID = 1L;

        NoAnswer(String why) {
            super(why);
        }
    }
}
