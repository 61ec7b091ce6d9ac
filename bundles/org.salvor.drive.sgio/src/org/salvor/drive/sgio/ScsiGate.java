package org.salvor.drive.sgio;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.salvor.ata.AtaFormatException;
import org.salvor.ata.Effect;
import org.salvor.ata.SatCdb;
import org.salvor.ata.ScsiCatalogue;
import org.salvor.ata.ScsiCommand;
import org.salvor.drive.CommandGate;

/**
 * Judges SCSI commands by the bytes that are about to leave. An ATA command inside one is taken out again and shown to the {@link CommandGate}, so
 * that nothing passes that the gate would not pass; every other command must stand in the {@link ScsiCatalogue} with an effect that the gate allows.
 */
final class ScsiGate implements Commands<ScsiCommand> {
    private final CommandGate gate;

    ScsiGate(CommandGate gate) {
        this.gate = gate;
    }

    @Override
    public int dataBytes(ScsiCommand command) {
        return command.dataBytes();
    }

    @Override
    public boolean sendsData(ScsiCommand command) {
        return command.direction() == ScsiCommand.Direction.TO_DRIVE;
    }

    @Override
    public Optional<String> refusal(ScsiCommand command, MemorySegment dataOut) {
        byte[] cdb = command.cdb();
        MemorySegment out = command.direction() == ScsiCommand.Direction.TO_DRIVE ? dataOut : MemorySegment.NULL;
        if (SatCdb.isPassThrough(cdb)) {
            try {
                SatCdb pass = SatCdb.decode(cdb);
                if (pass.offLine() != 0 || pass.multipleCount() != 0 || pass.auxiliary() != 0
                        || pass.dataProtocol().sendsData() != (command.direction() == ScsiCommand.Direction.TO_DRIVE)) {
                    return Optional.of("This ATA PASS-THROUGH is not let out: its fields are at odds with each other.");
                }
                return gate.refusal(pass.taskFile(), pass.dataProtocol(), out);
            } catch (AtaFormatException e) {
                return Optional.of("This ATA PASS-THROUGH is not let out. " + e.getMessage());
            }
        }
        Effect effect = ScsiCatalogue.effectOf(cdb, out);
        return effect != Effect.UNKNOWN && gate.allowed().contains(effect) ? Optional.empty()
                : Optional.of(ScsiCatalogue.nameOf(cdb) + " is not let out: its effect in this form is not known to be harmless.");
    }
}
