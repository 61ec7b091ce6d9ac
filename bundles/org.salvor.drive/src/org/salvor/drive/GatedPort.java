package org.salvor.drive;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.salvor.ata.Protocol;
import org.salvor.ata.TaskFile;

/**
 * A port that shows every command to the gate before it hands it on. Transports give no other port away, so that nothing goes round the
 * gate. Thread of the port behind it.
 */
public final class GatedPort implements AtaPort {
    private final AtaPort port;
    private final CommandGate gate;

    /**
     * @param port sends what the gate lets out
     * @param gate judge of each command
     */
    public GatedPort(AtaPort port, CommandGate gate) {
        this.port = port;
        this.gate = gate;
    }

    /**
     * Judges a command without data going out and sends nothing: for a transport that sends it by another way than {@link #execute}, as one of many.
     *
     * @return empty when it may leave, else a sentence that says why not
     */
    public Optional<String> refusal(TaskFile taskFile, Protocol protocol) {
        return gate.refusal(taskFile, protocol, MemorySegment.NULL);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException when the deadline is not ≥ 1 ms; nothing was sent then
     */
    @Override
    public CommandOutcome execute(TaskFile taskFile, Protocol protocol, MemorySegment data, long timeoutMillis) {
        if (timeoutMillis < 1) {
            throw new IllegalArgumentException("a command needs a deadline of at least 1 ms, not " + timeoutMillis);
        }
        Optional<String> refusal = gate.refusal(taskFile, protocol, protocol.sendsData() ? data : MemorySegment.NULL);
        if (refusal.isPresent()) {
            return new CommandOutcome.Refused(refusal.get());
        }
        return port.execute(taskFile, protocol, data, timeoutMillis);
    }
}
