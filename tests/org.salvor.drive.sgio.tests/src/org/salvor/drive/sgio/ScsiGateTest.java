package org.salvor.drive.sgio;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.salvor.ata.AtaFormatException;
import org.salvor.ata.Effect;
import org.salvor.ata.Protocol;
import org.salvor.ata.SatCdb;
import org.salvor.ata.ScsiCommand;
import org.salvor.ata.TaskFile;
import org.salvor.drive.AtaPort;
import org.salvor.drive.CommandGate;
import org.salvor.testkit.Counts;

class ScsiGateTest {
    private static final CommandGate READ_ONLY = CommandGate.readOnly();

    @Test
    void everyAtaCommandPassesExactlyWhenTheCommandGateLetsItPass() {
        ScsiGate gate = new ScsiGate(READ_ONLY);
        int out = 0;
        for (int opcode = 0; opcode < 256; opcode++) {
            for (int feature = 0; feature < 256; feature++) {
                for (boolean wide : new boolean[] { false, true }) {
                    for (Protocol protocol : new Protocol[] { Protocol.NON_DATA, Protocol.PIO_IN, Protocol.PIO_OUT, Protocol.DMA_IN,
                            Protocol.DMA_OUT }) {
                        TaskFile taskFile = new TaskFile(opcode, feature, 1, opcode == 0xB0 ? 0xC24F00 : 0, TaskFile.LBA_MODE, wide);
                        int bytes = protocol.sendsData() || protocol.receivesData() ? 512 : 0;
                        MemorySegment data = protocol.sendsData() ? MemorySegment.ofArray(new byte[512]) : MemorySegment.NULL;
                        ScsiCommand command = ScsiCommand.of(SatCdb.of(SatCdb.Size.SIXTEEN, taskFile, protocol, bytes, 512), protocol,
                                bytes);
                        boolean passes = gate.refusal(command, data).isEmpty();
                        if (passes != READ_ONLY.letsOut(taskFile, protocol, data)) {
                            throw new AssertionError(taskFile + " by " + protocol + " is judged otherwise");
                        }
                        out += passes ? 1 : 0;
                    }
                }
            }
        }
        assertThat(out).isPositive();
    }

    @Test
    void noScsiCommandThatWritesPassesWhateverIsOpenedForAta() {
        ScsiGate gate = new ScsiGate(READ_ONLY.opened(Effect.WRITES).opened(Effect.DESTROYS).opened(Effect.CHANGES_STORED));
        for (int opcode : new int[] { 0x04, 0x07, 0x0A, 0x15, 0x2A, 0x2E, 0x3B, 0x3F, 0x41, 0x42, 0x48, 0x5F, 0x83, 0x8A, 0x8E, 0x93, 0xAA,
                0xAC, 0xB5 }) {
            byte[] cdb = new byte[opcode < 0x20 ? 6 : opcode < 0x60 ? 10 : opcode < 0xA0 ? 16 : 12];
            cdb[0] = (byte) opcode;
            assertThat(gate.refusal(new ScsiCommand(cdb, ScsiCommand.Direction.NONE, 0), MemorySegment.NULL)).as("%02X", opcode)
                    .isPresent();
        }
    }

    /** What passes by chance is what the gate knows: nothing else ever leaves. */
    @Test
    void randomBytesPassOnlyAsKnownReads() {
        long seed = 11;
        SplittableRandom random = new SplittableRandom(seed);
        ScsiGate gate = new ScsiGate(READ_ONLY);
        int rounds = Counts.of("random commands at the gate", 300_000, 50_000_000);
        for (int round = 0; round < rounds; round++) {
            byte[] cdb = new byte[new int[] { 6, 10, 12, 16, 32 }[random.nextInt(5)]];
            random.nextBytes(cdb);
            if (random.nextInt(3) == 0) {
                cdb[0] = (byte) 0x85;
            }
            ScsiCommand command = new ScsiCommand(cdb, ScsiCommand.Direction.NONE, 0);
            if (gate.refusal(command, MemorySegment.NULL).isEmpty() && SatCdb.isPassThrough(cdb)) {
                try {
                    SatCdb pass = SatCdb.decode(cdb);
                    assertThat(READ_ONLY.letsOut(pass.taskFile(), pass.dataProtocol(), MemorySegment.NULL)).as("seed %d", seed).isTrue();
                } catch (AtaFormatException e) {
                    throw new AssertionError("an unreadable pass-through left, seed " + seed, e);
                }
            }
        }
    }

    @Test
    void nothingThatModifiesReachesTheDriveWhateverIsAskedOfThePort() throws Exception {
        ScsiRig rig = ScsiRig.open("sim:healthy?size=16MiB");
        AtaPort port = rig.drive().ataPort().orElseThrow();
        long before = rig.hardware().modifyingCommands();
        for (int opcode = 0; opcode < 256; opcode++) {
            for (Protocol protocol : Protocol.values()) {
                MemorySegment data = protocol.sendsData() || protocol.receivesData() ? Arena.ofAuto().allocate(512)
                        : MemorySegment.NULL;
                if (opcode != 0xE6) {
                    port.execute(TaskFile.of28(opcode, 0, 1, 0), protocol, data, 30_000);
                    port.execute(TaskFile.of48(opcode, 0, 1, 0), protocol, data, 30_000);
                }
            }
        }
        assertThat(rig.hardware().modifyingCommands()).isEqualTo(before);
    }
}
