package org.salvor.drive.simulated.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StretchFaultsTest {

    @Test
    void answersAsASetOfUnitsWould() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int units = 1 + random.nextInt(2000);
            BitSet expected = new BitSet();
            StretchFaults.Builder builder = new StretchFaults.Builder(units);
            for (int stretch = random.nextInt(40); stretch > 0; stretch--) {
                int start = random.nextInt(units + 100) - 50;
                int end = start + random.nextInt(60);
                builder.add(start, end);
                expected.set(Math.clamp(start, 0, units), Math.clamp(end, 0, units));
            }
            StretchFaults faults = builder.build();
            for (int unit = 0; unit < units; unit++) {
                int next = expected.nextSetBit(unit);
                assertThat(faults.next(unit, units)).isEqualTo(next < 0 ? units : next);
                assertThat(faults.next(unit, unit + 5)).isEqualTo(next < 0 ? unit + 5 : Math.min(next, unit + 5));
                if (expected.get(unit)) {
                    assertThat(faults.stretchEnd(unit)).isEqualTo(expected.nextClearBit(unit));
                    assertThat(faults.place(unit)).isEqualTo(expected.previousClearBit(unit) + 1);
                }
            }
        }
    }

    @Test
    void stretchesLongerThanAnEntryAreStillWhole() {
        long length = 5_000_000;
        StretchFaults.Builder builder = new StretchFaults.Builder(20_000_000);
        builder.add(1_000_000, 1_000_000 + length);
        builder.add(900_000, 1_100_000);
        builder.add(5_500_000, 7_000_000);
        StretchFaults faults = builder.build();
        assertThat(faults.next(0, 20_000_000)).isEqualTo(900_000);
        for (long unit = 900_000; unit < 7_000_000; unit += 1777) {
            assertThat(faults.next(unit, 20_000_000)).isEqualTo(unit);
            assertThat(faults.stretchEnd(unit)).isBetween(unit + 1, 7_000_000L);
        }
        assertThat(faults.next(7_000_000, 20_000_000)).isEqualTo(20_000_000);
    }
}
