package org.salvor.drive.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.salvor.ata.Protocol;
import org.salvor.ata.SctKey;
import org.salvor.ata.TaskFile;
import org.salvor.drive.CommandOutcome;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.drive.Reset;
import org.salvor.testkit.Counts;

/** Nothing that could change the drive comes through the read-only gate; the drive itself is the judge. */
class WriteBlockTest {
    private static final Protocol[] PROTOCOLS = { Protocol.NON_DATA, Protocol.PIO_IN, Protocol.PIO_OUT, Protocol.DMA_IN, Protocol.DMA_OUT,
            Protocol.FPDMA_IN, Protocol.FPDMA_OUT };
    private static final long[] LBAS = { 0, 1, 0xC24F00, 0xC24FE0, 0xC24F80, 0xC24FA0, 0xC24F7F, 0xE0, 0xE1, 0x15, 0x80, 0xA0, 0x09,
            0x554E4C, 0x53494D };

    @Test
    void noOpcodeWithAnyFeatureChangesTheDriveThroughTheReadOnlyGate() throws Exception {
        int passed = 0;
        try (SimulatedDrive drive = SimulatedDrive.open("sim:healthy?size=1MiB")) {
            byte[] block = new byte[512];
            for (int opcode = 0; opcode < 256; opcode++) {
                for (int feature = 0; feature < 256; feature++) {
                    long lba = LBAS[(opcode + feature) % LBAS.length];
                    for (Protocol protocol : PROTOCOLS) {
                        boolean queued = protocol == Protocol.FPDMA_IN || protocol == Protocol.FPDMA_OUT;
                        passed += queued ? 0 : send(drive, TaskFile.of28(opcode, feature, feature & 1, lba), protocol, block);
                        passed += send(drive, TaskFile.of48(opcode, feature, 1, lba), protocol, block);
                    }
                }
            }
            assertUnchanged(drive);
        }
        assertThat(passed).as("commands that the gate let out").isGreaterThan(500);
    }

    @Test
    void noSmartOrSctFrameDoesEither() throws Exception {
        SplittableRandom random = new SplittableRandom(3);
        int passed = 0;
        try (SimulatedDrive drive = SimulatedDrive.open("sim:healthy?size=1MiB")) {
            int rounds = Counts.of("random frames", 60_000, 3_000_000);
            for (int round = 0; round < rounds; round++) {
                byte[] block = SctKey.of(random.nextInt(8), random.nextInt(8), random.nextInt(4), random.nextInt(3), random.nextInt(3))
                        .raw();
                int address = random.nextInt(256);
                TaskFile taskFile = switch (random.nextInt(3)) {
                case 0 -> TaskFile.of28(0xB0, 0xD0 + random.nextInt(16), random.nextInt(3), 0xC24F00 | address);
                case 1 -> TaskFile.of48(random.nextBoolean() ? 0x3F : 0x57, 0, 1, random.nextBoolean() ? 0xE0 : address);
                default -> TaskFile.of28(new int[] { 0xF9, 0xB1, 0xEF, 0xB4, 0xF1 }[random.nextInt(5)], random.nextInt(256),
                        random.nextInt(3), address);
                };
                passed += send(drive, taskFile, PROTOCOLS[random.nextInt(PROTOCOLS.length)], block);
            }
            assertUnchanged(drive);
        }
        assertThat(passed).as("commands that the gate let out").isGreaterThan(50);
    }

    @Test
    void theDriveCountsWhatGetsPastTheGate() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:healthy?size=1MiB")) {
            byte[] sector = new byte[512];
            sector[7] = 42;
            assertThat(Commands.force(drive, TaskFile.of48(0x34, 0, 1, 9), sector).failed()).isFalse();
            assertThat(drive.hardware().modifyingCommands()).isEqualTo(1);
            MemorySegment buffer = MemorySegment.ofArray(new byte[512]);
            assertThat(Commands.read(drive, 9, 1)).isInstanceOf(ReadOutcome.Read.class);
            drive.read(ReadRequest.of(9, 1, ReadMethod.AUTO, 1000), buffer);
            assertThat(buffer.mismatch(MemorySegment.ofArray(sector))).isEqualTo(-1);
            assertThat(drive.truth().bytes(9)).isEqualTo(sector);
            Commands.force(drive, TaskFile.of28(0xF9, 0, 1, 5));
            Commands.force(drive, TaskFile.of(0x80));
            Commands.force(drive, DriveHardware.CLEAR_LIST);
            assertThat(drive.hardware().modifyingCommands()).isEqualTo(4);
        }
    }

    @Test
    void writingRepairsASectorAndWriteUncorrectableSpoilsIt() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:clustered?size=64MiB&seed=3")) {
            long bad = Commands.firstUnreadable(drive);
            Commands.force(drive, TaskFile.of48(0x35, 0, 1, bad), new byte[512]);
            assertThat(drive.truth().fate(bad)).isEqualTo(SectorFate.READABLE);
            assertThat(Commands.read(drive, bad, 1)).isInstanceOf(ReadOutcome.Read.class);
            assertThat(Commands.force(drive, TaskFile.of48(0x45, 0x55, 2, 50)).failed()).isFalse();
            assertThat(drive.truth().nextNotReadable(10)).isEqualTo(50);
            assertThat(drive.truth().fateEnd(50)).isEqualTo(52);
            assertThat(Commands.read(drive, 48, 8)).isInstanceOfSatisfying(ReadOutcome.MediaError.class,
                    error -> assertThat(error.failingLba()).isEqualTo(50));
            Commands.force(drive, TaskFile.of48(0x34, 0, 2, 50), new byte[1024]);
            assertThat(Commands.read(drive, 48, 8)).isInstanceOf(ReadOutcome.Read.class);
        }
    }

    @Test
    void halfAPhysicalSectorThatDoesNotReadCannotBeWritten() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:clustered?size=64MiB&seed=3&sector=512e")) {
            long bad = Commands.firstUnreadable(drive);
            assertThat(Commands.force(drive, TaskFile.of48(0x34, 0, 1, bad), new byte[512]).failed()).isTrue();
            assertThat(drive.truth().fate(bad)).isEqualTo(SectorFate.UNREADABLE);
            assertThat(Commands.force(drive, TaskFile.of48(0x34, 0, 8, bad), new byte[4096]).failed()).isFalse();
            assertThat(drive.truth().fate(bad)).isEqualTo(SectorFate.READABLE);
        }
    }

    private static int send(SimulatedDrive drive, TaskFile taskFile, Protocol protocol, byte[] block) {
        MemorySegment data = protocol.sendsData() || protocol.receivesData() ? MemorySegment.ofArray(block) : MemorySegment.NULL;
        CommandOutcome outcome = drive.ataPort().orElseThrow().execute(taskFile, protocol, data, 1000);
        if (outcome instanceof CommandOutcome.TimedOut || outcome instanceof CommandOutcome.Unavailable) {
            drive.reset(Reset.SOFT, 1000);
        }
        return outcome instanceof CommandOutcome.Refused ? 0 : 1;
    }

    private static void assertUnchanged(SimulatedDrive drive) {
        assertThat(drive.hardware().modifyingCommands()).isZero();
        for (long lba = 0; lba < drive.truth().sectorCount(); lba++) {
            assertThat(drive.truth().fate(lba)).isEqualTo(SectorFate.READABLE);
        }
    }
}
