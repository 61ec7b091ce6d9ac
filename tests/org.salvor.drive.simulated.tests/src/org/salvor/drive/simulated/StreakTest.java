package org.salvor.drive.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.drive.Reset;

/** A streak is nothing but its commands: same time, same outcome, same drive afterwards. */
class StreakTest {
    private static final List<String> ADDRESSES = List.of("sim:healthy?size=256MiB", "sim:clustered?size=64MiB",
            "sim:weak-head?size=64MiB", "sim:dead-head?size=64MiB&sector=512e", "sim:weak-sectors?size=32MiB",
            "sim:hangs?size=32MiB&hang=0.4", "sim:scratch?size=64MiB&sector=4kn", "sim:slow-firmware?size=64MiB",
            "sim:flash-freezes?size=64MiB&freeze=200", "sim:wearing?size=64MiB", "sim:liar?size=64MiB&lie=50", "sim:desktop?size=64MiB",
            "sim:healthy?size=64MiB&interface-crc=300",
            "sim:healthy?size=16MiB&zones=1000");

    @Test
    void takesTheTimeAndGivesTheResultOfItsCommandsSentOneByOne() throws Exception {
        Map<Class<?>, Integer> seen = new HashMap<>();
        for (String address : ADDRESSES) {
            for (int seed = 1; seed <= 6; seed++) {
                compare(address + "&bytes=none&seed=" + seed, seed, seen);
            }
        }
        assertThat(seen.keySet()).as("outcomes that were compared").contains(ReadOutcome.Read.class, ReadOutcome.MediaError.class,
                ReadOutcome.TimedOut.class, ReadOutcome.NotReady.class, ReadOutcome.TransferError.class);
        assertThat(seen).allSatisfy((kind, count) -> assertThat(count).as(kind.getSimpleName()).isGreaterThan(5));
    }

    @Test
    void crossesHealthyGroundInOneEventHoweverLongItIs() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:healthy?size=30TB&bytes=none")) {
            long sectors = drive.identity().sectorCount();
            ReadOutcome outcome = drive.read(new ReadRequest(0, sectors, 8, ReadMethod.AUTO, 1000, 0), MemorySegment.NULL);
            assertThat(outcome.provenSectors()).isEqualTo(sectors);
            assertThat(drive.hardware().counters().reads()).isEqualTo((sectors + 7) / 8);
        }
    }

    @Test
    void deliversTheBytesOfItsCommands() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:clustered?size=8MiB&seed=3")) {
            MemorySegment buffer = MemorySegment.ofArray(new byte[8 << 20]);
            long lba = 0;
            long wrong = -1;
            while (lba < drive.identity().sectorCount() && wrong < 0) {
                ReadOutcome outcome = drive.read(new ReadRequest(lba, drive.identity().sectorCount() - lba, 64, ReadMethod.PIO, 5000, 0),
                        buffer);
                wrong = drive.truth().firstWrong(lba, outcome.provenSectors(), buffer);
                lba += Math.max(1, outcome.provenSectors());
            }
            assertThat(wrong).isEqualTo(-1);
        }
    }

    private static void compare(String address, int seed, Map<Class<?>, Integer> seen) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        try (SimulatedDrive streaks = SimulatedDrive.open(address); SimulatedDrive singles = SimulatedDrive.open(address)) {
            long size = streaks.identity().sectorCount();
            long next = 0;
            for (int step = 0; step < 60; step++) {
                long first = random.nextInt(3) == 0 ? random.nextLong(size) : next % size;
                int block = 1 + random.nextInt(300);
                long count = Math.min(size - first, 1 + random.nextLong(block * 200L));
                ReadMethod method = ReadMethod.values()[random.nextInt(5)];
                ReadRequest request = new ReadRequest(first, count, block, method, 1 + random.nextInt(2500),
                        random.nextInt(2) * random.nextInt(8));
                ReadOutcome atOnce = streaks.read(request, MemorySegment.NULL);
                ReadOutcome oneByOne = oneByOne(singles, request);
                assertThat(atOnce).as("%s, step %d, %s", address, step, request).usingRecursiveComparison().isEqualTo(oneByOne);
                assertThat(streaks.clock().nanos()).as("%s, step %d, %s", address, step, request).isEqualTo(singles.clock().nanos());
                assertThat(streaks.hardware().counters()).as("%s, step %d, %s", address, step, request)
                        .isEqualTo(singles.hardware().counters());
                seen.merge(atOnce.getClass(), 1, Integer::sum);
                next = first + Math.max(1, atOnce.provenSectors());
                int what = random.nextInt(10);
                pauseOrReset(what, streaks);
                pauseOrReset(what, singles);
            }
        }
    }

    private static void pauseOrReset(int what, SimulatedDrive drive) {
        switch (what) {
        case 0 -> drive.clock().sleep(3_000_000);
        case 1 -> drive.reset(Reset.SOFT, 1000);
        case 2 -> drive.reset(Reset.HARD, 1000);
        case 3 -> {
            drive.off();
            drive.clock().sleep(3_000_000_000L);
            drive.on();
            drive.awaitReady(60_000);
        }
        default -> {
        }
        }
    }

    private static ReadOutcome oneByOne(SimulatedDrive drive, ReadRequest request) {
        List<ReadOutcome> outcomes = new ArrayList<>();
        long slowest = 0;
        for (long done = 0; done < request.sectorCount(); done += request.blockSectors()) {
            int count = (int) Math.min(request.blockSectors(), request.sectorCount() - done);
            ReadOutcome outcome = drive.read(ReadRequest.of(request.firstLba() + done, count, request.method(), request.timeoutMillis()),
                    MemorySegment.NULL);
            outcomes.add(outcome);
            slowest = Math.max(slowest, outcome.evidence().slowestNanos());
            boolean slow = request.slowMillis() > 0 && outcome.evidence().elapsedNanos() > request.slowMillis() * 1_000_000;
            if (!outcome.good() || slow) {
                break;
            }
        }
        ReadOutcome last = outcomes.getLast();
        long before = (outcomes.size() - 1L) * request.blockSectors();
        return Outcomes.with(last, before + last.provenSectors(), slowest);
    }
}
