package org.salvor.imaging.plan;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.salvor.drive.ReadMethod;
import org.salvor.sectormap.Cause;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.Stage;

/** Makes plans that are sound, from a seed. */
final class PlanSamples {
    private static final List<String> PREPARATIONS = List.of("look-ahead off", "write-cache on", "sct-erc read 100 ms", "apm 254",
            "transfer-mode UDMA 2",
            "raw 48 command=0x2F feature=0 count=1 lba=0x10 protocol=pio-in",
            "raw 28 command=0xB0 lba=0xC24FE0 protocol=pio-out data=0A0b");
    private static final List<Stage> UNREAD = List.of(Stage.SKIPPED, Stage.NON_TRIMMED, Stage.NON_SCRAPED, Stage.BAD);
    private static final List<Stage> READABLE = List.of(Stage.UNTRIED, Stage.SKIPPED, Stage.NON_TRIMMED, Stage.NON_SCRAPED, Stage.BAD,
            Stage.READ_IGNORING_ECC, Stage.SUSPECT, Stage.IMPORTED);

    private final SplittableRandom random;

    PlanSamples(long seed) {
        random = new SplittableRandom(seed);
    }

    PassPlan plan() {
        List<Pass> passes = new ArrayList<>();
        for (int i = 1 + random.nextInt(6); i > 0; i--) {
            passes.add(pass("pass " + i + name(), passes.isEmpty() || random.nextBoolean()));
        }
        return new PassPlan("plan" + name(), "What it does" + name(), List.copyOf(passes), random.nextInt(4) == 0 ? List.of() : ladder(),
                new PassPlan.Checks(random.nextInt(3), random.nextInt(40), random.nextBoolean()));
    }

    private Pass pass(String name, boolean enabled) {
        boolean confirm = random.nextInt(5) == 0;
        ReadMethod method = pick(List.of(ReadMethod.values()));
        List<Preparation> prepare = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            prepare.add(PreparationText.parse(pick(PREPARATIONS)));
        }
        Skip skip = random.nextBoolean() ? Skip.NONE
                : new Skip(amount(), 1 + random.nextInt(40) / 8.0, Long.MAX_VALUE >> 12 + random.nextInt(10));
        SlowSkip slow = random.nextBoolean() ? SlowSkip.NONE : new SlowSkip(amount(), 1 + random.nextInt(5), amount());
        Rest rest = random.nextBoolean() ? Rest.NONE : new Rest(1 + random.nextInt(50), amount(), random.nextInt(70));
        StopConditions stop = random.nextBoolean() ? StopConditions.NONE
                : new StopConditions(random.nextInt(3) * amount(), random.nextInt(2) * amount(), random.nextInt(2) * amount(),
                        random.nextInt(9));
        return new Pass(name, selection(confirm), pick(List.of(Direction.values())),
                method == ReadMethod.LONG ? 1 : 1 + random.nextInt(65_536), method,
                pick(List.of("", "UDMA 5", "PIO 0")), 1 + random.nextInt(3_600_000), skip, slow, pick(List.of(AfterError.values())),
                pick(UNREAD),
                pick(UNREAD), 1 + random.nextInt(20), confirm, random.nextBoolean() ? List.of() : ladder(), List.copyOf(prepare), rest,
                stop, enabled);
    }

    private Selection selection(boolean confirm) {
        Set<Stage> stages = EnumSet.noneOf(Stage.class);
        Set<Cause> causes = EnumSet.noneOf(Cause.class);
        for (int i = random.nextInt(3); i >= 0; i--) {
            stages.add(confirm ? Stage.SUSPECT : pick(READABLE));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            causes.add(pick(List.of(Cause.values())));
        }
        List<LbaRange> ranges = new ArrayList<>();
        long at = 0;
        for (int i = random.nextInt(3); i > 0; i--) {
            long first = at + amount();
            at = first + amount();
            ranges.add(new LbaRange(first, at));
        }
        Set<Integer> heads = new HashSet<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            heads.add(random.nextInt(16));
        }
        return new Selection(Set.copyOf(stages), Set.copyOf(causes), List.copyOf(ranges), Set.copyOf(heads));
    }

    private List<Rung> ladder() {
        List<Rung> rungs = new ArrayList<>();
        for (Rung.Step step : Rung.Step.values()) {
            if (random.nextBoolean() || step == Rung.Step.RE_POWER && rungs.isEmpty()) {
                rungs.add(new Rung(step, 1_000 + random.nextInt(60_000), 1 + random.nextInt(60_000), 1 + random.nextInt(100),
                        random.nextBoolean() ? Integer.MAX_VALUE : 1 + random.nextInt(10_000)));
            }
        }
        return List.copyOf(rungs);
    }

    private String name() {
        return pick(List.of("", " two", ": with colon", " # hash", " \"quoted\"", " \u00fcml\u00e4ut \ud83d\ude00", " 'x'", " [a, b]",
                " \\", "-"));
    }

    private long amount() {
        return 1 + (random.nextInt(4096) << random.nextInt(4) * 4);
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
