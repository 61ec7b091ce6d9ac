package org.salvor.drive;

import java.lang.foreign.MemorySegment;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.salvor.ata.CommandCatalogue;
import org.salvor.ata.Effect;
import org.salvor.ata.Protocol;
import org.salvor.ata.TaskFile;

/**
 * The write blocker: an allow-list under every transport. A command leaves only when the catalogue knows it and its effect is allowed. Immutable, any
 * thread.
 */
public final class CommandGate {
    private final Set<Effect> allowed;

    private CommandGate(Set<Effect> allowed) {
        this.allowed = allowed;
    }

    /** Reads, and settings that a power cycle takes back. */
    public static CommandGate readOnly() {
        return new CommandGate(EnumSet.of(Effect.READS, Effect.CHANGES_VOLATILE));
    }

    /** This gate with one more effect opened, by the operator, for one job. */
    public CommandGate opened(Effect effect) {
        if (effect == Effect.UNKNOWN) {
            throw new IllegalArgumentException("commands of unknown effect are opened one by one, never all");
        }
        EnumSet<Effect> wider = EnumSet.copyOf(allowed);
        wider.add(effect);
        return new CommandGate(wider);
    }

    /** Effects that pass. */
    public Set<Effect> allowed() {
        return EnumSet.copyOf(allowed);
    }

    /**
     * Judges one command before it leaves.
     *
     * @param dataOut the bytes going out with it, {@link MemorySegment#NULL} for none
     * @return empty when it may leave, else a sentence that says why not
     */
    public Optional<String> refusal(TaskFile taskFile, Protocol protocol, MemorySegment dataOut) {
        Effect effect = CommandCatalogue.effectOf(taskFile, protocol, dataOut);
        if (allowed.contains(effect)) {
            return Optional.empty();
        }
        return Optional.of("Command %02Xh (feature %02Xh) is not let out: %s.".formatted(taskFile.command(), taskFile.feature(), switch (effect) {
        case CHANGES_STORED -> "it changes a setting that the drive keeps, and this job has not opened that";
        case WRITES -> "it writes to the drive";
        case DESTROYS -> "it destroys data or firmware";
        case READS, CHANGES_VOLATILE, UNKNOWN -> "its effect is unknown";
        }));
    }
}
