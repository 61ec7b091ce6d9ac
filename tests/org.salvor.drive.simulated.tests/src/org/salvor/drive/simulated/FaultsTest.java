package org.salvor.drive.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.salvor.drive.ReadOutcome;

/** Where the damage of each profile lies, against the words of the reference. */
class FaultsTest {

    /** Sectors that share a fate. */
    private record Stretch(long first, long end, SectorFate fate) {

        long length() {
            return end - first;
        }
    }

    @Test
    void walkingOverTheDamageAgreesWithAskingSectorBySector() throws Exception {
        for (String address : List.of("sim:clustered?size=24MiB", "sim:weak-head?size=16MiB", "sim:dead-head?size=8MiB&sector=512e",
                "sim:scratch?size=16MiB&sector=4kn", "sim:weak-sectors?size=24MiB&sector=512e", "sim:wearing?size=8MiB",
                "sim:clustered?size=8MiB&sector=520", "sim:wearing?size=8MiB&clustered.places=3", "sim:clustered?size=8KiB",
                "sim:scratch?size=1sectors", "sim:dead-head?size=40KiB")) {
            for (int seed = 1; seed <= 3; seed++) {
                DriveTruth truth = truth(address + "&seed=" + seed);
                SectorFate[] walked = new SectorFate[(int) truth.sectorCount()];
                Arrays.fill(walked, SectorFate.READABLE);
                long[] last = { 0 };
                truth.forEachDamage((first, end, fate) -> {
                    assertThat(first).isGreaterThanOrEqualTo(last[0]).isLessThan(end);
                    last[0] = end;
                    Arrays.fill(walked, (int) first, (int) end, fate);
                });
                for (int lba = 0; lba < walked.length; lba++) {
                    assertThat(walked[lba]).as("sector %d of %s, seed %d", lba, address, seed).isEqualTo(truth.fate(lba));
                }
            }
        }
    }

    @Test
    void clusteredErrorsLieAtFourteenPlacesWithinTenMegabytes() throws Exception {
        long reach = 10_000_000 / 512;
        int drives = 40;
        int bursts = 0;
        int firsts = 0;
        for (int seed = 1; seed <= drives; seed++) {
            List<Stretch> all = damage("sim:clustered?size=64GiB&seed=" + seed);
            DriveTruth truth = truth("sim:clustered?size=64GiB&seed=" + seed);
            assertThat(all.getLast().end()).isEqualTo(truth.sectorCount());
            firsts += all.getFirst().first() == 0 ? 1 : 0;
            long placeStart = Long.MIN_VALUE / 2;
            int places = 0;
            for (Stretch stretch : all) {
                if (stretch.first() != 0 && stretch.end() != truth.sectorCount()) {
                    if (stretch.first() > placeStart + reach) {
                        places++;
                        placeStart = stretch.first();
                    }
                    bursts++;
                }
            }
            assertThat(places).isBetween(11, 14);
            assertThat(all).allMatch(stretch -> stretch.fate() == SectorFate.UNREADABLE);
        }
        // 3 to 40 bursts at a place: 21.5 on average, some end early at the edge of their place
        assertThat(bursts / 14.0 / drives).isBetween(17.0, 21.5);
        assertThat(firsts).isBetween(drives / 2 - 10, drives / 2 + 10);
    }

    @Test
    void burstsAreOfOneEightSixteenOrSixtyFourSectorsAndParetoApart() throws Exception {
        int[] lengths = new int[65];
        List<Long> gaps = new ArrayList<>();
        for (int seed = 1; seed <= 40; seed++) {
            List<Stretch> all = damage("sim:clustered?size=1TiB&seed=" + seed);
            for (int index = 1; index < all.size() - 1; index++) {
                assertThat(all.get(index).length()).isIn(1L, 8L, 16L, 64L);
                lengths[(int) all.get(index).length()]++;
                long gap = all.get(index + 1).first() - all.get(index).end();
                if (gap < 20_000) {
                    gaps.add(gap);
                }
            }
        }
        int total = gaps.size();
        for (int length : new int[] { 1, 8, 16, 64 }) {
            assertThat(lengths[length]).isCloseTo(total / 4, Percentage.withPercentage(12));
        }
        assertThat(gaps).allMatch(gap -> gap >= 8);
        // Pareto(0.7) × 8: half lie beyond 8 × 2^(1/0.7) = 21.5 sectors, a tenth beyond 8 × 10^(1/0.7) = 215
        assertThat((double) gaps.stream().filter(gap -> gap > 21).count() / total).isCloseTo(0.5, within(0.03));
        assertThat((double) gaps.stream().filter(gap -> gap > 214).count() / total).isCloseTo(0.1, within(0.02));
    }

    @Test
    void bandsFollowTheSerpentineAndAreOfUnequalLength() throws Exception {
        DriveTruth truth = truth("sim:healthy?size=64GiB&seed=9");
        double mean = truth.sectorCount() / 160.0;
        List<Integer> heads = new ArrayList<>();
        for (long lba = 0; lba < truth.sectorCount(); lba = truth.bandEnd(lba)) {
            heads.add(truth.head(lba));
            long length = truth.bandEnd(lba) - lba;
            boolean turns = truth.head(lba) == 0 || truth.head(lba) == 3;
            boolean edge = lba == 0 || truth.bandEnd(lba) == truth.sectorCount();
            if (!edge) {
                assertThat(length / mean).isBetween(turns ? 1.95 : 0.975, turns ? 3.08 : 1.54);
            }
        }
        assertThat(heads.subList(0, 9)).containsExactly(0, 1, 2, 3, 2, 1, 0, 1, 2);
        long bands = heads.stream().mapToInt(head -> head == 0 || head == 3 ? 2 : 1).sum();
        assertThat(bands).isBetween(118L, 140L);
    }

    @Test
    void headsDifferByTwoAndAHalfPerCentAtMost() throws Exception {
        // with bands of fixed length only the heads make a difference
        DriveTruth truth = truth("sim:healthy?size=64GiB&seed=4&band.most=1");
        long[] lengths = new long[4];
        for (long lba = truth.bandEnd(0); lba < truth.sectorCount() && truth.bandEnd(lba) < truth.sectorCount(); lba = truth.bandEnd(lba)) {
            long length = (truth.bandEnd(lba) - lba) / (truth.head(lba) == 0 || truth.head(lba) == 3 ? 2 : 1);
            int head = truth.head(lba);
            assertThat(lengths[head] == 0 || Math.abs(lengths[head] - length) <= 8).as("bands of one head are of one length").isTrue();
            lengths[head] = length;
        }
        assertThat(lengths).doesNotHaveDuplicates();
        for (long length : lengths) {
            assertThat((double) length).isCloseTo(truth.sectorCount() / 160.0, Percentage.withPercentage(2.5));
        }
    }

    @Test
    void aDeadHeadReadsNothingAndTheOthersEverything() throws Exception {
        DriveTruth truth = truth("sim:dead-head?size=64GiB&seed=2");
        for (Stretch stretch : damage("sim:dead-head?size=64GiB&seed=2")) {
            assertThat(truth.head(stretch.first())).isEqualTo(2);
            assertThat(truth.head(stretch.end() - 1)).isEqualTo(2);
            assertThat(truth.bandEnd(stretch.first())).isEqualTo(stretch.end());
        }
        assertThat((double) truth.count(SectorFate.UNREADABLE) / truth.sectorCount()).isCloseTo(0.25, within(0.02));
    }

    @Test
    void aWeakHeadHasAPatchInThirtyPerCentOfItsRuns() throws Exception {
        DriveTruth truth = truth("sim:weak-head?size=4GiB&seed=6");
        List<Stretch> all = damage("sim:weak-head?size=4GiB&seed=6");
        long ofHead = 0;
        for (long lba = 0; lba < truth.sectorCount(); lba = truth.bandEnd(lba)) {
            ofHead += truth.head(lba) == 1 ? truth.bandEnd(lba) - lba : 0;
        }
        assertThat(all).allMatch(stretch -> truth.head(stretch.first()) == 1 && truth.head(stretch.end() - 1) == 1);
        assertThat((double) all.size() / (ofHead / 64)).isCloseTo(0.3, within(0.01));
        assertThat(all.stream().mapToLong(Stretch::length).average().orElseThrow()).isCloseTo(4.5, within(0.2));
        assertThat(all.stream().mapToLong(Stretch::length).min()).hasValue(1);
    }

    @Test
    void aScratchCrossesAtAFixedPitchWithADriftingWidth() throws Exception {
        for (int seed = 1; seed <= 10; seed++) {
            List<Stretch> all = damage("sim:scratch?size=64GiB&seed=" + seed);
            DriveTruth truth = truth("sim:scratch?size=64GiB&seed=" + seed);
            assertThat(all).hasSize(1500);
            assertThat((double) all.getFirst().first() / truth.sectorCount()).isBetween(0.2, 0.5001);
            long pitch = Math.round((double) (all.getLast().first() - all.getFirst().first()) / 1499);
            assertThat(pitch).isBetween(899L, 1401L);
            for (int index = 1; index < all.size(); index++) {
                Stretch crossing = all.get(index);
                assertThat(crossing.length()).isBetween(1L, 40L);
                assertThat(Math.abs(crossing.length() - all.get(index - 1).length())).isLessThanOrEqualTo(2);
                assertThat(crossing.first() - all.get(index - 1).first()).isBetween(pitch - 7, pitch + 7);
            }
            assertThat(all.stream().mapToLong(Stretch::length).distinct().count()).isGreaterThan(20);
        }
    }

    @Test
    void oneScratchCrossesSeveralHeads() throws Exception {
        DriveTruth truth = truth("sim:scratch?size=16GiB&seed=3");
        assertThat(damage("sim:scratch?size=16GiB&seed=3").stream().map(stretch -> truth.head(stretch.first())).distinct().count())
                .isGreaterThan(2);
    }

    @Test
    void weakSectorsAreTheClusteredOnesWithOddsOfTheirOwn() throws Exception {
        List<Stretch> weak = damage("sim:weak-sectors?size=1GiB&seed=8");
        List<Stretch> clustered = damage("sim:clustered?size=1GiB&seed=8");
        assertThat(weak.stream().map(stretch -> List.of(stretch.first(), stretch.end())).toList())
                .isEqualTo(clustered.stream().map(stretch -> List.of(stretch.first(), stretch.end())).toList());
        DriveTruth truth = truth("sim:weak-sectors?size=1GiB&seed=8");
        List<Double> odds = new ArrayList<>();
        weak.forEach(stretch -> {
            for (long lba = stretch.first(); lba < stretch.end(); lba++) {
                odds.add(truth.odds(lba));
            }
        });
        assertThat(odds).allMatch(p -> p >= 0.02 && p < 0.6);
        assertThat(odds.stream().mapToDouble(p -> p).average().orElseThrow()).isCloseTo(0.31, within(0.02));
    }

    @Test
    void eightSectorsOfAPhysicalOneShareTheirFate() throws Exception {
        for (String address : List.of("sim:clustered?size=64MiB&sector=512e&seed=3", "sim:weak-sectors?size=64MiB&sector=512e&seed=3")) {
            DriveTruth truth = truth(address);
            assertThat(damage(address)).isNotEmpty().allMatch(stretch -> stretch.first() % 8 == 0 && stretch.end() % 8 == 0);
            long lba = truth.nextNotReadable(1000);
            for (int index = 0; index < 8; index++) {
                assertThat(truth.odds(lba + index)).isEqualTo(truth.odds(lba));
            }
        }
    }

    @Test
    void theSameDamageHitsThePhysicalSectorsOfEveryFormat() throws Exception {
        List<Stretch> fine = damage("sim:clustered?size=64MiB&seed=5");
        DriveTruth coarse = truth("sim:clustered?size=64MiB&seed=5&sector=4kn");
        assertThat(fine).allMatch(stretch -> coarse.fate(stretch.first() / 8) == SectorFate.UNREADABLE);
        assertThat(coarse.count(SectorFate.UNREADABLE))
                .isLessThanOrEqualTo(fine.stream().mapToLong(stretch -> stretch.length() / 8 + 2).sum());
    }

    @Test
    void wearTakesPatchesThatReadBefore() throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open("sim:wearing?size=64MiB&seed=2&bytes=none")) {
            DriveTruth truth = drive.truth();
            long bad = truth.count(SectorFate.UNREADABLE);
            long mortal = truth.count(SectorFate.MORTAL);
            long readable = truth.count(SectorFate.READABLE);
            long lba = Commands.firstUnreadable(drive);
            assertThat(truth.head(lba)).isEqualTo(1);
            for (int failure = 0; failure < 100; failure++) {
                Commands.read(drive, lba, 1);
            }
            // the odds of a run were 3 : 7, and rose by one per cent a hundred times
            double odds = 3.0 / 7 * Math.pow(1.01, 100);
            assertThat((double) truth.count(SectorFate.UNREADABLE) / (bad + mortal)).isCloseTo(odds / (1 + odds), within(0.06));
            assertThat(truth.count(SectorFate.UNREADABLE) + truth.count(SectorFate.MORTAL)).isEqualTo(bad + mortal);
            assertThat(truth.count(SectorFate.READABLE)).isEqualTo(readable);
        }
    }

    @Test
    void damageAnswersWithEveryKindOfErrorInItsShare() throws Exception {
        int[] kinds = new int[3];
        for (int seed = 1; seed <= 4; seed++) {
            try (SimulatedDrive drive = SimulatedDrive.open("sim:clustered?bytes=none&seed=" + seed)) {
                drive.truth().forEachDamage((first, end, fate) -> {
                    if (Commands.read(drive, first, 1) instanceof ReadOutcome.MediaError error) {
                        kinds[error.fault().ordinal()]++;
                        assertThat(error.failingLba()).isEqualTo(first);
                    }
                });
            }
        }
        double all = kinds[0] + kinds[1] + kinds[2];
        assertThat(all).isGreaterThan(800);
        assertThat(kinds[1] / all).isCloseTo(0.07, within(0.025));
        assertThat(kinds[2] / all).isCloseTo(0.03, within(0.02));
    }

    private static DriveTruth truth(String address) throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open(address)) {
            return drive.truth();
        }
    }

    private static List<Stretch> damage(String address) throws Exception {
        List<Stretch> all = new ArrayList<>();
        truth(address).forEachDamage((first, end, fate) -> all.add(new Stretch(first, end, fate)));
        return all;
    }
}
