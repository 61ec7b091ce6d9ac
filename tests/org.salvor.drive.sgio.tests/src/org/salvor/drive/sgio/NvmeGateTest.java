package org.salvor.drive.sgio;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.salvor.ata.Effect;
import org.salvor.ata.NvmeCommand;
import org.salvor.ata.NvmeCommand.Queue;
import org.salvor.ata.NvmeCommand.Words;
import org.salvor.drive.CommandGate;
import org.salvor.drive.VirtualClock;
import org.salvor.drive.simulated.DriveHardware;
import org.salvor.drive.simulated.DriveSetup;
import org.salvor.drive.spi.DriveAddress;

/** What may leave is written down here once more, by hand from the standard, so that a slip in the catalogue shows. */
class NvmeGateTest {
    private static final Set<Integer> ADMIN = Set.of(0x02, 0x06, 0x0A);
    private static final Set<Integer> IO = Set.of(0x02, 0x0C);
    private static final int[] LENGTHS = { 0, 4, 512, 4096 };
    private static final int[] VALUES = { 0, 1, 2, 3, 5, 0x007F_0002, 0x007F_8002, 0x0D, 0xC0, 0x8000_0005, 7, 0x1000_0007, 0x2000_0000,
            -1 };
    private final NvmeGate gate = new NvmeGate(CommandGate.readOnly());

    @Test
    void ofAllOpcodesOfBothQueuesOnlyTheReadsLeave() throws Exception {
        for (Queue queue : Queue.values()) {
            Set<Integer> passed = new TreeSet<>();
            for (int opcode = 0; opcode < 256; opcode++) {
                for (int ten : VALUES) {
                    for (int twelve : VALUES) {
                        for (int length : LENGTHS) {
                            NvmeCommand command = new NvmeCommand(queue, opcode, 1, new Words(0, 0, ten, 0, twelve, 0, 0, 0), length);
                            if (gate.refusal(command, MemorySegment.NULL).isEmpty()) {
                                passed.add(opcode);
                            }
                        }
                    }
                }
            }
            assertThat(passed).as("%s", queue).containsExactlyInAnyOrderElementsOf(queue == Queue.ADMIN ? ADMIN : IO);
        }
    }

    @Test
    void evenWithEveryEffectOpenedForAtaNothingThatWritesLeaves() {
        NvmeGate open = new NvmeGate(
                CommandGate.readOnly().opened(Effect.WRITES).opened(Effect.DESTROYS).opened(Effect.CHANGES_STORED));
        for (int opcode = 0; opcode < 256; opcode++) {
            for (Queue queue : Queue.values()) {
                NvmeCommand command = new NvmeCommand(queue, opcode, 1, Words.NONE, 512);
                boolean reads = queue == Queue.IO && opcode == 0x02;
                assertThat(open.refusal(command, MemorySegment.NULL).isEmpty()).as("%s %02X", queue, opcode).isEqualTo(reads);
            }
        }
    }

    @Test
    void whatTheTransportSendsLeaves() {
        for (NvmeCommand command : List.of(NvmeCommand.identifyController(), NvmeCommand.identifyNamespace(7), NvmeCommand.healthLog(),
                NvmeCommand.read(1, 1L << 40, 65_536, 512), NvmeCommand.verify(1, 5, 1))) {
            assertThat(gate.refusal(command, MemorySegment.NULL)).as("%s", command).isEmpty();
        }
    }

    @Test
    void ofLogsOnlyThoseThatAReadLeavesAsTheyAre() {
        for (int log = 0; log < 256; log++) {
            NvmeCommand command = new NvmeCommand(Queue.ADMIN, 0x02, -1, new Words(0, 0, 127 << 16 | log, 0, 0, 0, 0, 0), 512);
            assertThat(gate.refusal(command, MemorySegment.NULL).isEmpty()).as("log %02X", log)
                    .isEqualTo(Set.of(0x01, 0x02, 0x03, 0x05, 0x06).contains(log));
        }
    }

    /** The drive moves as many bytes as the command says, whatever memory there is for them. */
    @Test
    void aDataPhaseOfAnotherLengthThanTheMemoryIsRefused() {
        Words words = new Words(0, 0, 127 << 16 | 2, 0, 0, 0, 0, 0);
        assertThat(gate.refusal(new NvmeCommand(Queue.ADMIN, 0x02, -1, words, 256), MemorySegment.NULL)).isPresent();
        assertThat(gate.refusal(new NvmeCommand(Queue.ADMIN, 0x06, 0, new Words(0, 0, 1, 0, 0, 0, 0, 0), 512), MemorySegment.NULL))
                .isPresent();
    }

    @Test
    void whatIsRefusedIsNamedAndReachesNoDrive() throws Exception {
        SimulatedNvme line = new SimulatedNvme(new DriveHardware(DriveSetup.of(DriveAddress.parse("sim:healthy?size=16MiB"))),
                new VirtualClock(Instant.EPOCH));
        Channel<NvmeCommand, NvmeReply> channel = new Channel<>(line, gate, line.clock);
        SplittableRandom random = new SplittableRandom(20_261_123);
        int asked = 0;
        for (int round = 0; round < 100_000; round++) {
            NvmeCommand command = new NvmeCommand(random.nextBoolean() ? Queue.ADMIN : Queue.IO, random.nextInt(256), random.nextInt(3),
                    new Words(0, 0, random.nextInt(4), 0, random.nextInt(), 0, 0, 0), LENGTHS[random.nextInt(LENGTHS.length)]);
            Set<Integer> reads = command.queue() == Queue.ADMIN ? ADMIN : IO;
            if (!reads.contains(command.opcode())) {
                assertThat(channel.execute(command, 100)).isInstanceOfSatisfying(Exchange.Refused.class,
                        refused -> assertThat(refused.why()).startsWith("NVMe ").contains("is not let out"));
                asked++;
            }
        }
        assertThat(asked).isPositive();
        assertThat(line.sent).isEmpty();
        assertThat(channel.execute(new NvmeCommand(Queue.ADMIN, 0x80, 1, Words.NONE, 0), 100)).isInstanceOfSatisfying(
                Exchange.Refused.class,
                refused -> assertThat(refused.why()).contains("FORMAT NVM"));
    }
}
