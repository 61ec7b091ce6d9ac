package org.salvor.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.drive.simulated.SectorFate;
import org.salvor.imaging.plan.Direction;
import org.salvor.imaging.plan.Pass;
import org.salvor.imaging.plan.PassPlan;
import org.salvor.imaging.plan.Selection;
import org.salvor.imaging.plan.Skip;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.Stage;
import org.salvor.simulation.PlainPlans;
import org.salvor.simulation.SimulatedJob;

/** Passes by head on a whole job: they read the sectors of their heads to the last one, and no other. */
class HeadSelectionTest {
    private static final int BLOCK = 100; // no divisor of any head's range
    private static final int UNKNOWN_SECTORS = 777;

    @TempDir
    Path folder;
    private SimulatedJob job;
    private final List<LbaRange> asked = new ArrayList<>();
    private Set<Integer> heads;

    @BeforeEach
    void openADriveWhoseHeadsAreKnown() throws Exception {
        job = new SimulatedJob("sim:dead-head?size=64MiB&seed=7", folder);
        long sectors = job.drive.identity().sectorCount();
        heads = new TreeSet<>();
        for (long lba = 0; lba < sectors; lba++) {
            heads.add(job.drive.truth().head(lba));
        }
        job.heads = Stream.iterate(0, head -> head <= last(), head -> head + 1).map(this::sectorsOf).toList();
        assertThat(heads).hasSizeGreaterThan(1);
        job.witness = new SimulatedJob.Witness() {
            @Override
            public void good(long firstLba, long endLba) {
                asked.add(new LbaRange(firstLba, endLba));
            }

            @Override
            public void failed(ReadRequest request, ReadOutcome outcome, String pass) {
                asked.add(new LbaRange(request.firstLba(), request.endLba()));
            }
        };
    }

    private int last() {
        return new TreeSet<>(heads).last();
    }

    /** What a head map would tell; of the last sectors of the drive nobody knows the head. */
    private List<LbaRange> sectorsOf(int head) {
        List<LbaRange> ranges = new ArrayList<>();
        long end = job.drive.identity().sectorCount() - UNKNOWN_SECTORS;
        for (long lba = 0; lba < end; lba++) {
            long first = lba;
            while (lba < end && job.drive.truth().head(lba) == head) {
                lba++;
            }
            if (lba > first) {
                ranges.add(new LbaRange(first, lba));
            }
        }
        return ranges;
    }

    private static Pass byHead(Pass pass, Set<Integer> heads) {
        Selection select = new Selection(pass.select().stages(), Set.of(), List.of(), heads);
        return new Pass(pass.name(), select, pass.direction(), pass.blockSectors(), pass.method(), "", pass.timeoutMillis(), pass.skip(),
                pass.slow(), pass.afterError(), pass.failedBlock(), pass.restOfArea(), 1, false, List.of(), List.of(), pass.rest(),
                pass.stop(), true);
    }

    private PassPlan plan(Pass... passes) {
        PassPlan plain = PlainPlans.thorough(1, false);
        return new PassPlan("heads", "For tests.", List.of(passes), plain.ladder(), plain.checks());
    }

    private void requireHeads(Set<Integer> wanted) {
        long end = job.drive.identity().sectorCount() - UNKNOWN_SECTORS;
        for (LbaRange range : asked) {
            for (long lba = range.firstLba(); lba < range.endLba(); lba++) {
                assertThat(lba).isLessThan(end);
                assertThat(wanted).as("sector %d", lba).contains(job.drive.truth().head(lba));
            }
        }
        for (long lba = 0; lba < job.drive.identity().sectorCount(); lba++) {
            boolean selected = lba < end && wanted.contains(job.drive.truth().head(lba));
            assertThat(job.durable.stateAt(lba).stage() == Stage.UNTRIED).as("sector %d is left alone", lba).isEqualTo(!selected);
        }
    }

    @ParameterizedTest
    @EnumSource(Direction.class)
    void aPassReadsTheSectorsOfItsHeadsAndNoOther(Direction direction) throws Exception {
        Set<Integer> wanted = Set.of(0, 2);
        Pass copy = PlainPlans.copy("copy", Stage.UNTRIED, direction, BLOCK, Skip.NONE, 20_000);
        assertThat(job.run(plan(byHead(copy, wanted))).state()).isEqualTo(ImagerState.FINISHED);
        requireHeads(wanted);
        assertThat(job.firstWrong()).isEqualTo(-1);
    }

    @ParameterizedTest
    @EnumSource(Direction.class)
    void jumpsAndGivenUpAreasEndWithTheHead(Direction direction) throws Exception {
        Set<Integer> wanted = Set.of(dead());
        Pass copy = PlainPlans.copy("copy", Stage.UNTRIED, direction, BLOCK, new Skip(4_096, 2, 65_536), 20_000);
        Pass trim = PlainPlans.trim("trim", direction, Stage.NON_SCRAPED, 20_000);
        assertThat(job.run(plan(byHead(copy, wanted), byHead(trim, wanted))).state()).isEqualTo(ImagerState.FINISHED);
        requireHeads(wanted);
    }

    /** The head that reads least. */
    private int dead() {
        int[] failing = new int[last() + 1];
        for (long lba = 0; lba < job.drive.identity().sectorCount(); lba++) {
            failing[job.drive.truth().head(lba)] += job.drive.truth().fate(lba) == SectorFate.READABLE ? 0 : 1;
        }
        int dead = 0;
        for (int head = 1; head < failing.length; head++) {
            dead = failing[head] > failing[dead] ? head : dead;
        }
        return dead;
    }

    @Test
    void sectorsOfNoKnownHeadAreLeftToAPassWithoutHeads() throws Exception {
        Pass copy = PlainPlans.copy("copy", Stage.UNTRIED, Direction.FORWARD, BLOCK, Skip.NONE, 20_000);
        assertThat(job.run(plan(byHead(copy, heads), copy)).state()).isEqualTo(ImagerState.FINISHED);
        long known = job.drive.identity().sectorCount() - UNKNOWN_SECTORS;
        assertThat(job.notes).filteredOn(note -> note.startsWith("pass-begins")).hasSize(2);
        assertThat(asked.stream().filter(range -> range.endLba() > known).mapToLong(LbaRange::firstLba).min()).hasValue(known);
        assertThat(job.durable.totals().of(Stage.UNTRIED)).isZero();
        assertThat(job.firstWrong()).isEqualTo(-1);
    }

    @Test
    void progressOfAPassByHeadIsThatOfItsHeads() throws Exception {
        Pass copy = PlainPlans.copy("copy", Stage.UNTRIED, Direction.FORWARD, BLOCK, Skip.NONE, 20_000);
        Imager imager = job.imager(plan(byHead(copy, Set.of(0))));
        double most = 0;
        while (imager.doWork()) {
            job.hostClock.advance(100_000_000);
            most = Math.max(most, imager.snapshot().passPercent());
        }
        assertThat(most).isGreaterThan(99);
    }

    @Test
    void withoutAHeadMapAPassByHeadReadsNothing() throws Exception {
        job.heads = List.of();
        Pass copy = PlainPlans.copy("copy", Stage.UNTRIED, Direction.FORWARD, BLOCK, Skip.NONE, 20_000);
        assertThat(job.run(plan(byHead(copy, Set.of(0)))).state()).isEqualTo(ImagerState.FINISHED);
        assertThat(asked).isEmpty();
    }
}
