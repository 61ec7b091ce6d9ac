package org.salvor.drive.sgio;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.salvor.ata.Effect;
import org.salvor.ata.NvmeCatalogue;
import org.salvor.ata.NvmeCommand;
import org.salvor.drive.CommandGate;

/** Judges NVMe commands: each must stand in the {@link NvmeCatalogue} with an effect that the gate allows. */
final class NvmeGate implements Commands<NvmeCommand> {
    private final CommandGate gate;

    NvmeGate(CommandGate gate) {
        this.gate = gate;
    }

    @Override
    public Optional<String> refusal(NvmeCommand command, MemorySegment dataOut) {
        Effect effect = NvmeCatalogue.effectOf(command);
        return effect != Effect.UNKNOWN && !command.sendsData() && gate.allowed().contains(effect) ? Optional.empty()
                : Optional.of(NvmeCatalogue.nameOf(command) + " is not let out: its effect in this form is not known to be harmless.");
    }

    @Override
    public int dataBytes(NvmeCommand command) {
        return command.dataBytes();
    }

    @Override
    public boolean sendsData(NvmeCommand command) {
        return command.sendsData();
    }
}
