package org.salvor.benchmarks;

import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.drive.simulated.DriveTruth;
import org.salvor.drive.simulated.SimulatedDrive;
import org.salvor.drive.spi.DriveOpenException;

/** The simulated drive by itself: single commands a second, bytes a second, and how fast it crosses a large drive. */
public final class SimulatedDriveBench {
    private static final int ROUNDS = 9;
    private static final int WARM_UP = 3;
    private static final int COMMANDS = 400_000;
    private static final int BLOCK_SECTORS = 256;

    private SimulatedDriveBench() {
    }

    /** One round of something, and how much of it was done. */
    @FunctionalInterface
    private interface Round {

        long run() throws DriveOpenException;
    }

    /** Measures and prints; half a minute or so. */
    public static void run(PrintStream out) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(BLOCK_SECTORS * 512L, 4096);
            measure(out, "commands of 1 sector, no bytes", "/s", 200_000,
                    () -> singles("sim:healthy?size=64GiB&bytes=none", 1, MemorySegment.NULL));
            measure(out, "commands of 1 sector with its bytes", "/s", 200_000, () -> singles("sim:healthy?size=64GiB", 1, buffer));
            measure(out, "commands of 256 sectors, no bytes", "/s", 200_000,
                    () -> singles("sim:healthy?size=64GiB&bytes=none", BLOCK_SECTORS, MemorySegment.NULL));
            measure(out, "commands of 1 sector on a weak head", "/s", 200_000,
                    () -> singles("sim:weak-head?size=64GiB&bytes=none", 1, MemorySegment.NULL));
            measure(out, "bytes in 128 KiB blocks", "B/s", 1_000_000_000, () -> bytes(buffer));
            measure(out, "64 GiB clustered drives crossed", "/s", 0, () -> crossed("sim:clustered?size=64GiB&bytes=none"));
            measure(out, "30 TB clustered drives crossed", "/s", 0, () -> crossed("sim:clustered?size=30TB&bytes=none"));
        }
    }

    private static void measure(PrintStream out, String what, String unit, double goal, Round round) {
        double[] rates = new double[ROUNDS];
        for (int index = -WARM_UP; index < ROUNDS; index++) {
            try {
                long start = System.nanoTime();
                long done = round.run();
                double seconds = (System.nanoTime() - start) / 1e9;
                if (index >= 0) {
                    rates[index] = done / seconds;
                }
            } catch (DriveOpenException e) {
                throw new IllegalStateException(e);
            }
        }
        Arrays.sort(rates);
        out.printf("%-38s %,16.0f %-4s (%s%d rounds, %,.0f to %,.0f)%n", what, rates[ROUNDS / 2], unit,
                goal > 0 ? "to reach: %,.0f; ".formatted(goal) : "", ROUNDS, rates[0], rates[ROUNDS - 1]);
    }

    private static long singles(String address, int sectors, MemorySegment buffer) throws DriveOpenException {
        try (SimulatedDrive drive = SimulatedDrive.open(address)) {
            for (int command = 0; command < COMMANDS; command++) {
                drive.read(ReadRequest.of((long) command * sectors, sectors, ReadMethod.AUTO, 10_000), buffer);
            }
            return COMMANDS;
        }
    }

    private static long bytes(MemorySegment buffer) throws DriveOpenException {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:healthy?size=1GiB")) {
            long sectors = drive.identity().sectorCount();
            for (long lba = 0; lba < sectors; lba += BLOCK_SECTORS) {
                drive.read(ReadRequest.of(lba, BLOCK_SECTORS, ReadMethod.AUTO, 10_000), buffer);
            }
            return drive.identity().sizeBytes();
        }
    }

    /** Every readable sector of a drive by streaks: as many events as there are faults. */
    private static long crossed(String address) throws DriveOpenException {
        try (SimulatedDrive drive = SimulatedDrive.open(address)) {
            DriveTruth truth = drive.truth();
            long sectors = drive.identity().sectorCount();
            for (long lba = 0; lba < sectors;) {
                long end = truth.nextNotReadable(lba);
                if (end > lba) {
                    ReadOutcome outcome = drive.read(new ReadRequest(lba, end - lba, BLOCK_SECTORS, ReadMethod.AUTO, 10_000, 0),
                            MemorySegment.NULL);
                    if (outcome.provenSectors() != end - lba) {
                        throw new IllegalStateException("a readable stretch did not read: " + outcome);
                    }
                }
                lba = end < sectors ? truth.fateEnd(end) : sectors;
            }
            return 1;
        }
    }
}
