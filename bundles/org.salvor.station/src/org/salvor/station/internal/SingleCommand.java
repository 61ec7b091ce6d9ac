package org.salvor.station.internal;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.salvor.ata.CommandCatalogue;
import org.salvor.ata.Protocol;
import org.salvor.ata.ReadCommands;
import org.salvor.ata.Registers;
import org.salvor.ata.TaskFile;
import org.salvor.drive.CommandOutcome;
import org.salvor.station.CommandOrder;
import org.salvor.station.CommandView;
import org.salvor.station.CommandView.Outcome;
import org.salvor.station.StationException;
import org.salvor.station.StationException.Kind;

/** Sends one command and tells what became of it. */
final class SingleCommand {
    private static final int BLOCK = 512;
    private static final int MOST_BYTES = 32 << 20;
    /** Protocols that a single command can have, in the order in which the catalogue is asked for one that fits. */
    private static final List<Protocol> PROTOCOLS = List.of(Protocol.NON_DATA, Protocol.PIO_IN, Protocol.DMA_IN, Protocol.FPDMA_IN,
            Protocol.PIO_OUT,
            Protocol.DMA_OUT, Protocol.DIAGNOSTIC, Protocol.RESET);

    private SingleCommand() {
    }

    static CommandView send(DriveSession session, CommandOrder order) throws StationException {
        if (order.timeoutMillis() < 1 || order.bytes() < 0 || order.bytes() > MOST_BYTES || order.data().length > MOST_BYTES) {
            throw new StationException(Kind.INPUT, "A command has a deadline of at least 1 ms and moves at most 32 MiB.");
        }
        TaskFile taskFile = taskFile(order);
        byte[] out = Arrays.copyOf(order.data(), (order.data().length + BLOCK - 1) / BLOCK * BLOCK);
        Protocol protocol = order.protocol().isEmpty() ? known(taskFile, out) : named(order.protocol());
        if (protocol.sendsData() != out.length > 0) {
            throw new StationException(Kind.INPUT,
                    protocol.sendsData() ? "A command by " + word(protocol) + " needs the data that goes out with it."
                            : "No data goes out with a command by " + word(protocol) + ".");
        }
        MemorySegment data = MemorySegment.NULL;
        if (protocol.receivesData()) {
            data = DriveSession.memory(order.bytes() > 0 ? (order.bytes() + BLOCK - 1) / BLOCK * BLOCK : wanted(taskFile, session));
        } else if (protocol.sendsData()) {
            data = DriveSession.memory(out.length);
            MemorySegment.copy(MemorySegment.ofArray(out), 0, data, 0, out.length);
        }
        String text = "%02Xh feature %Xh count %Xh LBA %d".formatted(taskFile.command(), taskFile.feature(), taskFile.count(),
                taskFile.lba());
        CommandView view = send(session, text, taskFile, protocol, data, order.timeoutMillis());
        if (view.outcome() == Outcome.REFUSED) {
            throw new StationException(Kind.INPUT, view.sentence());
        }
        return view;
    }

    static CommandView send(DriveSession session, String text, TaskFile taskFile, Protocol protocol, MemorySegment data, long timeoutMillis)
            throws StationException {
        String name = CommandCatalogue.nameOf(taskFile);
        String effect = CommandCatalogue.effectOf(taskFile, protocol, protocol.sendsData() ? data : MemorySegment.NULL).name()
                .toLowerCase(Locale.ROOT)
                .replace('_', '-');
        return switch (session.port().execute(taskFile, protocol, data, timeoutMillis)) {
        case CommandOutcome.Ended(Registers end, long nanos) -> new CommandView(session.address(), text, name, effect,
                end.failed() ? Outcome.FAILED : Outcome.DONE, name + " ended with " + RegisterWords.of(end) + ".", end.status(),
                end.error(), end.count(),
                end.lba(), end.device(), nanos / 1e6,
                protocol.receivesData() && !end.failed() ? data.toArray(ValueLayout.JAVA_BYTE) : new byte[0]);
        case CommandOutcome.Refused(String why) -> without(session, text, name, effect, Outcome.REFUSED, why, 0);
        case CommandOutcome.TimedOut(long nanos) -> without(session, text, name, effect, Outcome.TIMED_OUT,
                name + " had not ended after " + timeoutMillis + " ms.", nanos);
        case CommandOutcome.Unavailable(String why) -> without(session, text, name, effect, Outcome.UNAVAILABLE, why, 0);
        };
    }

    private static CommandView without(DriveSession session, String text, String name, String effect, Outcome outcome, String sentence,
            long nanos) {
        return new CommandView(session.address(), text, name, effect, outcome, sentence, -1, -1, -1, -1, -1, nanos / 1e6, new byte[0]);
    }

    private static TaskFile taskFile(CommandOrder order) throws StationException {
        try {
            return new TaskFile(order.command(), order.feature(), order.count(), order.lba(), TaskFile.LBA_MODE, order.extended());
        } catch (IllegalArgumentException e) {
            throw new StationException(Kind.INPUT,
                    "The registers of a " + (order.extended() ? "48" : "28") + "-bit command do not hold that: "
                            + e.getMessage() + ".",
                    e);
        }
    }

    /** The protocol by which the catalogue knows the command; without one the write blocker says what it thinks of it. */
    private static Protocol known(TaskFile taskFile, byte[] out) {
        MemorySegment data = MemorySegment.ofArray(out);
        return PROTOCOLS.stream().filter(protocol -> CommandCatalogue.find(taskFile, protocol, data).isPresent()).findFirst()
                .orElse(out.length > 0 ? Protocol.PIO_OUT : Protocol.NON_DATA);
    }

    private static Protocol named(String word) throws StationException {
        return PROTOCOLS.stream().filter(protocol -> word(protocol).equalsIgnoreCase(word)).findFirst()
                .orElseThrow(() -> new StationException(Kind.INPUT,
                        "\"" + word + "\" is not a protocol; there are "
                                + PROTOCOLS.stream().map(SingleCommand::word).collect(Collectors.joining(", ")) + "."));
    }

    private static String word(Protocol protocol) {
        return protocol.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Bytes that a command answers with: its sectors, or its count in blocks, and one at least. READ LONG has room for its ECC bytes. */
    private static int wanted(TaskFile taskFile, DriveSession session) {
        long sectors = ReadCommands.sectorsOf(taskFile);
        int sectorBytes = session.drive().identity().sectorBytes();
        boolean sectorWithEcc = taskFile.command() == 0x22 || taskFile.command() == 0x23;
        long bytes = sectorWithEcc ? sectorBytes + BLOCK : sectors > 0 ? sectors * sectorBytes
                : (long) Math.max(1, taskFile.count()) * BLOCK;
        return (int) Math.min((bytes + BLOCK - 1) / BLOCK * BLOCK, MOST_BYTES);
    }
}
