package org.salvor.drive.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.salvor.ata.DriveCommands;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;

/** READ LONG: what stands there, right or wrong, with check bytes that belong to it. */
class LongReadTest {
    private static final int ECC = 40;

    @Test
    void aGoodSectorComesWithItsCheckBytes() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:healthy?size=16MiB")) {
            Commands.send(drive, DriveCommands.fullEccBytes());
            assertThat(Commands.identify(drive).eccBytes()).isEqualTo(ECC);
            byte[] raw = readLong(drive, 33, 512 + ECC);
            byte[] truth = drive.truth().bytes(33);
            assertThat(Arrays.copyOf(raw, 512)).isEqualTo(truth);
            assertThat(Arrays.copyOfRange(raw, 512, 512 + ECC)).isEqualTo(drive.truth().eccBytes(truth));
        }
    }

    @Test
    void fourCheckBytesComeUnlessTheHostAsksForAll() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:healthy?size=16MiB")) {
            byte[] raw = readLong(drive, 33, 512 + ECC);
            assertThat(Arrays.copyOfRange(raw, 512, 516)).isEqualTo(Arrays.copyOf(drive.truth().eccBytes(drive.truth().bytes(33)), 4));
            assertThat(Arrays.copyOfRange(raw, 516, 552)).containsOnly(0);
        }
    }

    @Test
    void aBadSectorComesWithOtherWrongBitsEachTimeAndAMajorityFindsTheTruth() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:clustered?seed=4&errors.id-not-found=0&errors.address-mark=0")) {
            Commands.send(drive, DriveCommands.fullEccBytes());
            long bad = Commands.firstUnreadable(drive);
            byte[] truth = drive.truth().bytes(bad);
            int reads = 101;
            int[] ones = new int[(512 + ECC) * 8];
            byte[] before = {};
            for (int read = 0; read < reads; read++) {
                byte[] raw = readLong(drive, bad, 512 + ECC);
                assertThat(raw).as("other noise").isNotEqualTo(before);
                assertThat(Arrays.equals(raw, 512, 552, drive.truth().eccBytes(Arrays.copyOf(raw, 512)), 0, ECC)).as("the code notices")
                        .isFalse();
                before = raw;
                for (int bit = 0; bit < ones.length; bit++) {
                    ones[bit] += raw[bit / 8] >> bit % 8 & 1;
                }
            }
            byte[] voted = new byte[512 + ECC];
            int close = 0;
            for (int bit = 0; bit < ones.length; bit++) {
                voted[bit / 8] |= (byte) (2 * ones[bit] > reads ? 1 << bit % 8 : 0);
                close += ones[bit] > reads / 5 && ones[bit] < reads * 4 / 5 ? 1 : 0;
            }
            assertThat(Arrays.copyOf(voted, 512)).isEqualTo(truth);
            assertThat(Arrays.copyOfRange(voted, 512, 552)).isEqualTo(drive.truth().eccBytes(truth));
            assertThat(close).as("bits of a damaged stretch that only a vote decides").isBetween(20 * 8 / 2, 80 * 8);
        }
    }

    @Test
    void aWeakSectorHasAFewWrongBitsAnywhere() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:weak-sectors?seed=4")) {
            long weak = drive.truth().nextNotReadable(100);
            byte[] truth = drive.truth().bytes(weak);
            for (int read = 0; read < 20; read++) {
                byte[] raw = readLong(drive, weak, 512);
                int wrong = 0;
                for (int index = 0; index < 512; index++) {
                    wrong += Integer.bitCount((raw[index] ^ truth[index]) & 0xFF);
                }
                assertThat(wrong).isBetween(1, 32);
            }
        }
    }

    @Test
    void whereNoSectorIsFoundThereIsNothingToReadLong() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:dead-head?seed=4")) {
            assertThat(Commands.read(drive, Commands.firstUnreadable(drive), 1, ReadMethod.LONG))
                    .isInstanceOf(ReadOutcome.MediaError.class);
        }
    }

    @Test
    void longSectorsAreForDrivesWhoseSectorsAreTheirOwn() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:healthy?size=16MiB&sector=512e")) {
            assertThat(drive.capabilities().methods()).doesNotContain(ReadMethod.LONG);
            assertThat(Commands.read(drive, 0, 1, ReadMethod.LONG)).isInstanceOf(ReadOutcome.Aborted.class);
        }
    }

    private static byte[] readLong(SimulatedDrive drive, long lba, int bytes) {
        byte[] raw = new byte[bytes];
        assertThat(drive.read(ReadRequest.of(lba, 1, ReadMethod.LONG, 5000), MemorySegment.ofArray(raw)))
                .isInstanceOf(ReadOutcome.Read.class);
        return raw;
    }
}
