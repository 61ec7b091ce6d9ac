package org.salvor.drive;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.salvor.ata.CommandCatalogue;
import org.salvor.ata.Effect;
import org.salvor.ata.Protocol;
import org.salvor.ata.TaskFile;

/**
 * The write blocker: an allow-list under every transport. A command leaves only when the catalogue knows it and its effect is allowed, or
 * when exactly this frame was opened. Immutable, any thread.
 */
public final class CommandGate {
    private final Set<Effect> allowed;
    private final Set<Frame> frames;

    /** One command down to its last byte, so that opening it opens nothing else. */
    private record Frame(TaskFile taskFile, Protocol protocol, ByteBuffer dataOut) {
    }

    private CommandGate(Set<Effect> allowed, Set<Frame> frames) {
        this.allowed = allowed;
        this.frames = frames;
    }

    /** Reads, and settings that a power cycle takes back. */
    public static CommandGate readOnly() {
        return new CommandGate(EnumSet.of(Effect.READS, Effect.CHANGES_VOLATILE), Set.of());
    }

    /** This gate with one more effect opened, by the operator, for one job. */
    public CommandGate opened(Effect effect) {
        if (effect == Effect.UNKNOWN) {
            throw new IllegalArgumentException("commands of unknown effect are opened one by one, never all");
        }
        EnumSet<Effect> wider = EnumSet.copyOf(allowed);
        wider.add(effect);
        return new CommandGate(wider, frames);
    }

    /**
     * This gate with one more frame opened, such as a vendor's command whose effect only the maker knows. The frame passes only bit for bit
     * as it is given here.
     *
     * @param dataOut the bytes going out with it, {@link MemorySegment#NULL} for none; copied
     */
    public CommandGate withFrame(TaskFile taskFile, Protocol protocol, MemorySegment dataOut) {
        Set<Frame> more = new HashSet<>(frames);
        more.add(new Frame(taskFile, protocol, ByteBuffer.wrap(dataOut.toArray(ValueLayout.JAVA_BYTE))));
        return new CommandGate(allowed, Set.copyOf(more));
    }

    /** Effects that pass. */
    public Set<Effect> allowed() {
        return EnumSet.copyOf(allowed);
    }

    /**
     * Judges one command before it leaves. Never throws: what cannot be judged is refused.
     *
     * @param dataOut the bytes going out with it, {@link MemorySegment#NULL} for none
     * @return empty when it may leave, else a sentence that says why not
     */
    public Optional<String> refusal(TaskFile taskFile, Protocol protocol, MemorySegment dataOut) {
        if (letsOut(taskFile, protocol, dataOut)) {
            return Optional.empty();
        }
        return Optional.of(reason(taskFile, CommandCatalogue.effectOf(taskFile, protocol, dataOut)));
    }

    /** Whether a command may leave: {@link #refusal} without its sentence. Never throws. */
    public boolean letsOut(TaskFile taskFile, Protocol protocol, MemorySegment dataOut) {
        return allowed.contains(CommandCatalogue.effectOf(taskFile, protocol, dataOut)) || opened(taskFile, protocol, dataOut);
    }

    private static String reason(TaskFile taskFile, Effect effect) {
        return "Command %02Xh, %s (feature %02Xh), is not let out: %s.".formatted(taskFile.command(), CommandCatalogue.nameOf(taskFile),
                taskFile.feature(), switch (effect) {
                case CHANGES_STORED -> "it changes a setting that the drive keeps, and this job has not opened that";
                case WRITES -> "it writes to the drive";
                case DESTROYS -> "it destroys data or firmware";
                case READS, CHANGES_VOLATILE, UNKNOWN -> "its effect is unknown";
                });
    }

    private boolean opened(TaskFile taskFile, Protocol protocol, MemorySegment dataOut) {
        for (Frame frame : frames) {
            if (frame.taskFile.equals(taskFile) && frame.protocol == protocol && sameBytes(frame.dataOut, protocol, dataOut)) {
                return true;
            }
        }
        return false;
    }

    private static boolean sameBytes(ByteBuffer expected, Protocol protocol, MemorySegment dataOut) {
        if (!protocol.sendsData()) {
            return !expected.hasRemaining();
        }
        try {
            return dataOut.byteSize() == expected.remaining() && MemorySegment.ofBuffer(expected).mismatch(dataOut) < 0;
        } catch (IllegalStateException | WrongThreadException unreadable) {
            return false;
        }
    }
}
