package org.salvor.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.salvor.drive.Capabilities;
import org.salvor.drive.ReadMethod;
import org.salvor.imaging.plan.AfterError;
import org.salvor.imaging.plan.BuiltInPlans;
import org.salvor.imaging.plan.Direction;
import org.salvor.imaging.plan.Pass;
import org.salvor.imaging.plan.PassPlan;
import org.salvor.imaging.plan.PlanReading;
import org.salvor.imaging.plan.PlanYaml;
import org.salvor.imaging.plan.Rest;
import org.salvor.imaging.plan.Rung;
import org.salvor.imaging.plan.Selection;
import org.salvor.imaging.plan.Skip;
import org.salvor.imaging.plan.SlowSkip;
import org.salvor.imaging.plan.StopConditions;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.Stage;

/** Plans that an operator may come with: built-in ones, and any others that the reader of plans takes. */
final class RandomPlans {
    private static final List<Stage> STAGES = List.of(Stage.UNTRIED, Stage.SKIPPED, Stage.NON_TRIMMED, Stage.NON_SCRAPED, Stage.BAD,
            Stage.READ_IGNORING_ECC, Stage.SUSPECT);
    private static final List<Stage> FAILED = List.of(Stage.SKIPPED, Stage.NON_TRIMMED, Stage.NON_SCRAPED, Stage.BAD);
    private static final List<ReadMethod> METHODS = List.of(ReadMethod.AUTO, ReadMethod.PIO, ReadMethod.DMA, ReadMethod.VERIFY,
            ReadMethod.LONG);

    private final SplittableRandom random;
    private final Capabilities capabilities;
    private final long sectorCount;
    private final int sectorBytes;

    RandomPlans(SplittableRandom random, Capabilities capabilities, long sectorCount, int sectorBytes) {
        this.random = random;
        this.capabilities = capabilities;
        this.sectorCount = sectorCount;
        this.sectorBytes = sectorBytes;
    }

    /**
     * The next plan.
     *
     * @param distrustful whether it must not believe reads after a reset, because the source lies then
     */
    PassPlan next(boolean distrustful) {
        while (true) {
            PassPlan plan = random.nextInt(3) == 0 ? builtIn() : made(distrustful);
            if (distrustful && !plan.checks().distrustAfterReset()) {
                plan = new PassPlan(plan.name(), plan.sentence(), plan.passes(), plan.ladder(), new PassPlan.Checks(
                        plan.checks().identityAfterErrors(), plan.checks().knownSectorAfterErrors(), true));
            }
            if (PlanYaml.parse(PlanYaml.write(plan), sectorBytes) instanceof PlanReading.Sound) {
                return plan;
            }
        }
    }

    private PassPlan builtIn() {
        return BuiltInPlans.plan(pick(BuiltInPlans.names()), sectorBytes).orElseThrow();
    }

    private PassPlan made(boolean distrustful) {
        List<Pass> passes = new ArrayList<>();
        for (int i = random.nextInt(1, 7); i > 0; i--) {
            passes.add(pass("pass " + i));
        }
        return new PassPlan("random", "Made by chance.", passes, ladder(), new PassPlan.Checks(random.nextInt(12), random.nextInt(12),
                distrustful || random.nextBoolean()));
    }

    private Pass pass(String name) {
        boolean confirm = random.nextInt(6) == 0;
        Set<Stage> stages = EnumSet.noneOf(Stage.class);
        do {
            stages.add(confirm ? Stage.SUSPECT : pick(STAGES));
        } while (!confirm && random.nextBoolean());
        Direction direction = pick(List.of(Direction.values()));
        ReadMethod method = confirm ? ReadMethod.AUTO : pick(METHODS);
        method = capabilities.methods().contains(method) && random.nextInt(3) == 0 ? method : ReadMethod.AUTO;
        int block = method == ReadMethod.LONG ? 1 : 1 << random.nextInt(10);
        Skip skip = random.nextBoolean() ? Skip.NONE
                : new Skip(1 + random.nextInt(2_000), 1 + random.nextInt(3), 2_000 + random.nextInt(60_000));
        SlowSkip slow = random.nextInt(3) > 0 ? SlowSkip.NONE : new SlowSkip(20 + random.nextInt(500), 1 + random.nextInt(4),
                1 + random.nextInt(4_000));
        StopConditions stop = random.nextInt(4) > 0 ? StopConditions.NONE
                : new StopConditions(random.nextInt(200), random.nextInt(600_000), random.nextInt(20_000), random.nextInt(5));
        Rest rest = random.nextInt(4) > 0 ? Rest.NONE : new Rest(1 + random.nextInt(5), 1_000 + random.nextInt(5_000), 0);
        return new Pass(name, new Selection(stages, Set.of(), ranges(), Set.of()), direction, block, method, "",
                100 + random.nextInt(20_000), skip, slow, pick(List.of(AfterError.values())), pick(FAILED), pick(FAILED),
                1 + random.nextInt(3), confirm, random.nextInt(4) == 0 ? ladder() : List.of(), List.of(), rest, stop,
                random.nextInt(10) > 0);
    }

    private List<LbaRange> ranges() {
        if (random.nextInt(4) > 0) {
            return List.of();
        }
        long first = random.nextLong(sectorCount);
        return List.of(new LbaRange(first, random.nextLong(first, sectorCount) + 1));
    }

    private List<Rung> ladder() {
        List<Rung> rungs = new ArrayList<>();
        for (Rung.Step step : Rung.Step.values()) {
            if (random.nextInt(4) > 0) {
                int least = step == Rung.Step.RE_POWER ? 3_000 : 0;
                rungs.add(new Rung(step, least + random.nextInt(1_000), 1_000 + random.nextInt(20_000), 1 + random.nextInt(20),
                        1 + random.nextInt(60)));
            }
        }
        rungs.sort(Comparator.comparing(Rung::step));
        return rungs.isEmpty() ? PlainPlans.LADDER : rungs;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
