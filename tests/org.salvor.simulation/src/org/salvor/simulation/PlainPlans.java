package org.salvor.simulation;

import java.util.List;
import java.util.Set;
import org.salvor.drive.ReadMethod;
import org.salvor.imaging.plan.AfterError;
import org.salvor.imaging.plan.Direction;
import org.salvor.imaging.plan.Pass;
import org.salvor.imaging.plan.PassPlan;
import org.salvor.imaging.plan.Rest;
import org.salvor.imaging.plan.Rung;
import org.salvor.imaging.plan.Selection;
import org.salvor.imaging.plan.Skip;
import org.salvor.imaging.plan.SlowSkip;
import org.salvor.imaging.plan.StopConditions;
import org.salvor.sectormap.Stage;

/** Small plans for tests, made of the same passes as the built-in ones. */
public final class PlainPlans {
    static final List<Rung> LADDER = List.of(new Rung(Rung.Step.SOFT_RESET, 250, 8_000, 1_000, 100_000),
            new Rung(Rung.Step.HARD_RESET, 800, 8_000, 1_000, 100_000), new Rung(Rung.Step.RE_POWER, 3_000, 20_000, 1_000, 100_000));
    static final PassPlan.Checks CHECKS = new PassPlan.Checks(8, 16, false);

    /** Block of the copying passes, in sectors. */
    public static final int BLOCK_SECTORS = 128;

    private PlainPlans() {
    }

    public static Pass copy(String name, Stage select, Direction direction, int block, Skip skip, long timeoutMillis) {
        return new Pass(name, new Selection(Set.of(select), Set.of(), List.of(), Set.of()), direction, block, ReadMethod.AUTO, "",
                timeoutMillis, skip,
                SlowSkip.NONE, AfterError.CONTINUE, Stage.NON_TRIMMED, Stage.NON_SCRAPED, 1, false, List.of(), List.of(), Rest.NONE,
                StopConditions.NONE,
                true);
    }

    public static Pass trim(String name, Direction direction, Stage rest, long timeoutMillis) {
        return new Pass(name, new Selection(Set.of(Stage.NON_TRIMMED), Set.of(), List.of(), Set.of()), direction, 1, ReadMethod.AUTO, "",
                timeoutMillis,
                Skip.NONE, SlowSkip.NONE, AfterError.NEXT_AREA, Stage.NON_TRIMMED, rest, 1, false, List.of(), List.of(), Rest.NONE,
                StopConditions.NONE,
                true);
    }

    public static Pass rounds(Pass pass, int rounds, boolean confirm) {
        return new Pass(pass.name(), pass.select(), pass.direction(), pass.blockSectors(), pass.method(), pass.transferMode(),
                pass.timeoutMillis(),
                pass.skip(), pass.slow(), pass.afterError(), pass.failedBlock(), pass.restOfArea(), rounds, confirm, pass.ladder(),
                pass.prepare(),
                pass.rest(), pass.stop(), pass.enabled());
    }

    public static PassPlan thorough(int retries, boolean distrust) {
        Skip skip = new Skip(128, 2, 65_536);
        return new PassPlan("thorough", "For tests.",
                List.of(copy("copy", Stage.UNTRIED, Direction.FORWARD, BLOCK_SECTORS, skip, 20_000),
                        copy("back", Stage.SKIPPED, Direction.BACKWARD, BLOCK_SECTORS, skip, 20_000),
                        copy("sweep", Stage.SKIPPED, Direction.FORWARD, BLOCK_SECTORS, Skip.NONE, 20_000),
                        trim("trim", Direction.FORWARD, Stage.NON_TRIMMED, 20_000),
                        trim("trim back", Direction.BACKWARD, Stage.NON_SCRAPED, 20_000),
                        copy("scrape", Stage.NON_SCRAPED, Direction.FORWARD, 1, Skip.NONE, 20_000),
                        rounds(copy("retry", Stage.BAD, Direction.FORWARD, 1, Skip.NONE, 20_000), retries, false),
                        rounds(copy("confirm", Stage.SUSPECT, Direction.FORWARD, BLOCK_SECTORS, Skip.NONE, 20_000), 8, true)),
                LADDER, new PassPlan.Checks(8, 16, distrust));
    }
}
