package org.salvor.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.salvor.ata.Registers;
import org.salvor.drive.Capabilities;
import org.salvor.drive.Evidence;
import org.salvor.drive.MediaFault;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.drive.Reset;
import org.salvor.drive.TimeoutFloor;
import org.salvor.imaging.plan.AfterError;
import org.salvor.imaging.plan.Direction;
import org.salvor.imaging.plan.Pass;
import org.salvor.imaging.plan.PassPlan;
import org.salvor.imaging.plan.PreparationText;
import org.salvor.imaging.plan.Rest;
import org.salvor.imaging.plan.Rung;
import org.salvor.imaging.plan.Selection;
import org.salvor.imaging.plan.Skip;
import org.salvor.imaging.plan.SlowSkip;
import org.salvor.imaging.plan.StopConditions;
import org.salvor.sectormap.Cause;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.SectorMap;
import org.salvor.sectormap.SectorState;
import org.salvor.sectormap.Stage;

/** Strategy, told event by event: what is done next, and what the map learns. */
class PassSchedulerTest {
    private static final int SECTORS = 10_000;
    private static final Capabilities PLAIN = new Capabilities(Set.of(), EnumSet.of(Reset.SOFT, Reset.HARD), 65_536, 1,
            new TimeoutFloor(1, ""), false, true,
            "");

    private final SectorMap map = new SectorMap(SECTORS);
    private final SchedulerState state = new SchedulerState();
    private final List<String> notes = new ArrayList<>();
    private PassScheduler scheduler;
    private Step step;
    private long nowNanos;
    private PassPlan lastPlan;

    private static Pass pass(String name, Direction direction, int block, Skip skip, Stage... stages) {
        return new Pass(name, new Selection(Set.of(stages), Set.of(), List.of(), Set.of()), direction, block, ReadMethod.AUTO, "", 1_000,
                skip,
                SlowSkip.NONE, AfterError.CONTINUE, Stage.NON_TRIMMED, Stage.NON_SCRAPED, 1, false, List.of(), List.of(), Rest.NONE,
                StopConditions.NONE,
                true);
    }

    private void plan(List<Rung> ladder, PassPlan.Checks checks, Pass... passes) {
        plan(1, true, ladder, checks, passes);
    }

    private void plan(int sectorsPerPhysical, boolean powered, List<Rung> ladder, PassPlan.Checks checks, Pass... passes) {
        PassPlan plan = new PassPlan("test", "", List.of(passes), ladder, checks);
        lastPlan = plan;
        scheduler = new PassScheduler(
                new PassScheduler.Setting(plan, map, PassWalk.HeadMap.NONE, PLAIN, powered, 512, sectorsPerPhysical, 2_048), state);
        tell(new Event.Begun());
        tell(new Event.IdentityChecked(Event.Answer.SAME, ""));
    }

    private void plan(Pass... passes) {
        plan(List.of(), new PassPlan.Checks(0, 0, false), passes);
    }

    private void tell(Event event) {
        step = scheduler.step(event, nowNanos);
        step.notes().forEach(note -> notes.add(note.kind()));
    }

    private ReadRequest asked() {
        assertThat(step.next()).isInstanceOf(Action.Read.class);
        return ((Action.Read) step.next()).request();
    }

    private LbaRange askedRange() {
        return new LbaRange(asked().firstLba(), asked().endLba());
    }

    private static Evidence evidence(long millis) {
        return Evidence.of(millis * 1_000_000, Registers.NONE);
    }

    private void good() {
        good(1);
    }

    private void good(long millis) {
        tell(new Event.ReadEnded(asked(), new ReadOutcome.Read(asked().sectorCount(), evidence(millis)), null));
    }

    /** The drive names the failing sector and proves what is before it. */
    private void unreadable(long lba) {
        tell(new Event.ReadEnded(asked(),
                new ReadOutcome.MediaError(MediaFault.UNCORRECTABLE, lba, lba - asked().firstLba(), evidence(1_000)), null));
    }

    /** Nobody knows which sector failed. */
    private void failed() {
        tell(new Event.ReadEnded(asked(), new ReadOutcome.MediaError(MediaFault.UNCORRECTABLE, -1, 0, evidence(1_000)), null));
    }

    private void timedOut() {
        tell(new Event.ReadEnded(asked(), new ReadOutcome.TimedOut(false, 0, evidence(1_000)), null));
    }

    private void recovered(boolean ready) {
        if (step.next() instanceof Action.Recover recover) {
            tell(new Event.RungLeaves(recover.rung()));
            assertThat(step.next()).isEqualTo(recover);
        }
        tell(new Event.Recovered(ready, ready ? "" : "silent"));
    }

    private Stage stage(long lba) {
        return map.stateAt(lba).stage();
    }

    @Test
    void readsForwardBlockByBlockAndFinishes() {
        plan(pass("copy", Direction.FORWARD, 4_096, Skip.NONE, Stage.UNTRIED));
        assertThat(askedRange()).isEqualTo(new LbaRange(0, 2_048)); // the longest request that the buffers take
        while (step.next() instanceof Action.Read) {
            good();
        }
        assertThat(step.next()).isInstanceOf(Action.Finish.class);
        assertThat(map.totals().of(Stage.READ)).isEqualTo(SECTORS);
        assertThat(notes).containsExactly("pass-begins", "pass-ends");
    }

    @Test
    void readsBackwardFromTheEnd() {
        plan(pass("copy", Direction.BACKWARD, 128, Skip.NONE, Stage.UNTRIED));
        assertThat(askedRange()).isEqualTo(new LbaRange(9_984, 10_000));
        good();
        assertThat(askedRange()).isEqualTo(new LbaRange(9_856, 9_984));
    }

    @Test
    void skipsForwardAfterTheFirstErrorAndFartherAfterEachMore() {
        plan(pass("copy", Direction.FORWARD, 100, new Skip(200, 2, 500), Stage.UNTRIED));
        failed();
        assertThat(stage(0)).isEqualTo(Stage.NON_TRIMMED);
        assertThat(stage(100)).isEqualTo(Stage.SKIPPED);
        assertThat(askedRange()).isEqualTo(new LbaRange(300, 400));
        failed();
        assertThat(askedRange()).isEqualTo(new LbaRange(800, 900));
        failed();
        assertThat(askedRange()).isEqualTo(new LbaRange(1_400, 1_500)); // 800 would follow, the limit is 500
        good();
        failed();
        assertThat(askedRange()).as("a good block takes the jump back to its first length").isEqualTo(new LbaRange(1_800, 1_900));
    }

    @Test
    void skipsBackwardInABackwardPass() {
        plan(pass("copy", Direction.BACKWARD, 100, new Skip(200, 2, 500), Stage.UNTRIED));
        failed();
        assertThat(stage(9_900)).isEqualTo(Stage.NON_TRIMMED);
        assertThat(stage(9_700)).isEqualTo(Stage.SKIPPED);
        assertThat(askedRange()).isEqualTo(new LbaRange(9_600, 9_700));
    }

    @Test
    void whatIsProvenBeforeAFailureIsKeptWhenABackwardPassJumps() {
        plan(pass("copy", Direction.BACKWARD, 100, new Skip(200, 2, 500), Stage.UNTRIED));
        unreadable(9_940);
        assertThat(stage(9_900)).isEqualTo(Stage.READ);
        assertThat(stage(9_939)).isEqualTo(Stage.READ);
        assertThat(stage(9_940)).isEqualTo(Stage.BAD);
        assertThat(stage(9_899)).isEqualTo(Stage.SKIPPED);
        assertThat(stage(9_740)).isEqualTo(Stage.SKIPPED);
        assertThat(stage(9_739)).isEqualTo(Stage.UNTRIED);
        assertThat(stage(9_941)).as("what nothing proves").isEqualTo(Stage.NON_TRIMMED);
        assertThat(askedRange()).isEqualTo(new LbaRange(9_700, 9_740));
    }

    @Test
    void aGoodStartOfABlockThatFailsShortensNoJump() {
        plan(pass("copy", Direction.FORWARD, 100, new Skip(200, 2, 800), Stage.UNTRIED));
        unreadable(50);
        assertThat(askedRange()).isEqualTo(new LbaRange(300, 400));
        unreadable(350);
        assertThat(stage(349)).isEqualTo(Stage.READ);
        assertThat(askedRange()).isEqualTo(new LbaRange(800, 900));
    }

    @Test
    void aPassWithoutJumpsLeavesABlockWhoseNextSectorFailsToo() {
        plan(pass("sweep", Direction.FORWARD, 100, Skip.NONE, Stage.UNTRIED));
        unreadable(40);
        assertThat(askedRange()).isEqualTo(new LbaRange(41, 100));
        unreadable(41);
        assertThat(stage(42)).isEqualTo(Stage.NON_TRIMMED);
        assertThat(askedRange()).isEqualTo(new LbaRange(100, 200));
    }

    @Test
    void whatIsProvenBeforeAFailureIsKeptWhenABackwardPassGoesOnToTheNextArea() {
        map.set(new LbaRange(100, 200), SectorState.of(Stage.NON_TRIMMED));
        Pass one = trim("trim back", Direction.BACKWARD, Stage.NON_SCRAPED);
        plan(new Pass(one.name(), one.select(), one.direction(), 8, one.method(), "", 1_000, Skip.NONE, SlowSkip.NONE,
                AfterError.NEXT_AREA, Stage.NON_TRIMMED, Stage.NON_SCRAPED, 1, false, List.of(), List.of(), Rest.NONE,
                StopConditions.NONE, true));
        assertThat(askedRange()).isEqualTo(new LbaRange(192, 200));
        unreadable(195);
        assertThat(stage(192)).isEqualTo(Stage.READ);
        assertThat(stage(194)).isEqualTo(Stage.READ);
        assertThat(stage(195)).isEqualTo(Stage.BAD);
        assertThat(stage(191)).isEqualTo(Stage.NON_SCRAPED);
    }

    @Test
    void aPassThatIsSkippedWhileTheDriveIsBeingRecoveredLetsNoReadOutBeforeItHasSaidWhoItIs() {
        Rung soft = new Rung(Rung.Step.SOFT_RESET, 0, 1_000, 100, 100);
        plan(List.of(soft), new PassPlan.Checks(0, 0, false), pass("copy", Direction.FORWARD, 100, Skip.NONE, Stage.UNTRIED),
                pass("again", Direction.FORWARD, 100, Skip.NONE, Stage.UNTRIED));
        timedOut();
        assertThat(step.next()).isInstanceOf(Action.Recover.class);
        tell(new Event.Recovered(false, "BSY stays set"));
        tell(new Event.PassSkipped());
        assertThat(step.next()).isInstanceOf(Action.CheckIdentity.class);
    }

    @Test
    void behindAProvenPrefixABackwardPassAsksForTheRestOnceTheDriveIsReady() {
        plan(pass("copy", Direction.BACKWARD, 100, Skip.NONE, Stage.UNTRIED));
        tell(new Event.ReadEnded(asked(), new ReadOutcome.TransferError(30, evidence(5)), null));
        assertThat(askedRange()).isEqualTo(new LbaRange(9_930, 10_000));
    }

    @Test
    void aSectorThatTheDriveNamesIsBadAtOnceAndItsProvenNeighboursAreKept() {
        plan(pass("copy", Direction.FORWARD, 100, Skip.NONE, Stage.UNTRIED));
        unreadable(40);
        assertThat(stage(39)).isEqualTo(Stage.READ);
        assertThat(stage(40)).isEqualTo(Stage.BAD);
        assertThat(map.stateAt(40).tries()).isEqualTo(1);
        assertThat(map.stateAt(40).cause()).isEqualTo(Cause.UNCORRECTABLE);
        assertThat(askedRange()).isEqualTo(new LbaRange(41, 100));
    }

    @Test
    void whatATransportDoesNotProveIsAskedForAgain() {
        plan(pass("copy", Direction.FORWARD, 100, new Skip(200, 2, 500), Stage.UNTRIED));
        tell(new Event.ReadEnded(asked(), new ReadOutcome.MediaError(MediaFault.UNCORRECTABLE, 40, 0, evidence(1_000)), null));
        assertThat(stage(0)).isEqualTo(Stage.UNTRIED);
        assertThat(askedRange()).isEqualTo(new LbaRange(0, 40));
        good();
        assertThat(askedRange()).as("then the jump that the error asked for").isEqualTo(new LbaRange(300, 400));
    }

    @Test
    void onA512eDriveThePhysicalSectorIsTheUnitThatFails() {
        plan(8, true, List.of(), new PassPlan.Checks(0, 0, false), pass("copy", Direction.FORWARD, 64, Skip.NONE, Stage.UNTRIED));
        unreadable(20);
        assertThat(stage(16)).isEqualTo(Stage.READ); // proven to have arrived before the failing one
        assertThat(stage(20)).isEqualTo(Stage.BAD);
        assertThat(stage(23)).isEqualTo(Stage.BAD);
        assertThat(askedRange()).isEqualTo(new LbaRange(24, 64));
    }

    @Test
    void trimsBothEdgesOfAFailedBlockAndLeavesTheMiddleForScraping() {
        map.set(new LbaRange(100, 200), SectorState.of(Stage.NON_TRIMMED));
        Pass forward = trim("trim", Direction.FORWARD, Stage.NON_TRIMMED);
        Pass backward = trim("trim back", Direction.BACKWARD, Stage.NON_SCRAPED);
        plan(forward, backward, pass("scrape", Direction.FORWARD, 1, Skip.NONE, Stage.NON_SCRAPED));
        good();
        failed();
        assertThat(askedRange()).isEqualTo(new LbaRange(199, 200));
        good();
        failed();
        assertThat(stage(100)).isEqualTo(Stage.READ);
        assertThat(stage(101)).isEqualTo(Stage.BAD);
        assertThat(stage(102)).isEqualTo(Stage.NON_SCRAPED);
        assertThat(stage(197)).isEqualTo(Stage.NON_SCRAPED);
        assertThat(stage(198)).isEqualTo(Stage.BAD);
        assertThat(askedRange()).isEqualTo(new LbaRange(102, 103));
    }

    private static Pass trim(String name, Direction direction, Stage rest) {
        Pass plain = pass(name, direction, 1, Skip.NONE, Stage.NON_TRIMMED);
        return new Pass(name, plain.select(), direction, 1, plain.method(), "", 1_000, Skip.NONE, SlowSkip.NONE, AfterError.NEXT_AREA,
                Stage.NON_TRIMMED,
                rest, 1, false, List.of(), List.of(), Rest.NONE, StopConditions.NONE, true);
    }

    @Test
    void selectsByKindOfError() {
        map.set(new LbaRange(10, 11), new SectorState(Stage.BAD, Cause.TIMED_OUT, 1, 0, 0));
        map.set(new LbaRange(20, 21), new SectorState(Stage.BAD, Cause.UNCORRECTABLE, 1, 0, 0));
        Pass plain = pass("retry", Direction.FORWARD, 1, Skip.NONE, Stage.BAD);
        Selection timedOut = new Selection(Set.of(Stage.BAD), Set.of(Cause.TIMED_OUT), List.of(), Set.of());
        plan(new Pass("retry", timedOut, Direction.FORWARD, 1, ReadMethod.AUTO, "", 1_000, Skip.NONE, SlowSkip.NONE, AfterError.CONTINUE,
                Stage.NON_TRIMMED, plain.restOfArea(), 1, false, List.of(), List.of(), Rest.NONE, StopConditions.NONE, true));
        assertThat(askedRange()).isEqualTo(new LbaRange(10, 11));
        failed();
        assertThat(step.next()).isInstanceOf(Action.Finish.class);
    }

    @Test
    void everyRoundOfARetryPassTakesEachBadSectorOnce() {
        map.set(new LbaRange(0, SECTORS), SectorState.of(Stage.READ));
        map.set(new LbaRange(10, 12), SectorState.of(Stage.BAD));
        Pass plain = pass("retry", Direction.FORWARD, 1, Skip.NONE, Stage.BAD);
        plan(new Pass("retry", plain.select(), Direction.FORWARD, 1, ReadMethod.AUTO, "", 1_000, Skip.NONE, SlowSkip.NONE,
                AfterError.CONTINUE,
                Stage.NON_TRIMMED, Stage.NON_SCRAPED, 3, false, List.of(), List.of(), Rest.NONE, StopConditions.NONE, true));
        List<Long> tried = new ArrayList<>();
        while (step.next() instanceof Action.Read) {
            tried.add(asked().firstLba());
            failed();
        }
        assertThat(tried).containsExactly(10L, 11L, 10L, 11L, 10L, 11L);
        assertThat(map.stateAt(10).tries()).isEqualTo(3);
    }

    @Test
    void aSuccessOnASectorThatFailedBeforeIsPrecious() {
        map.set(new LbaRange(10, 11), new SectorState(Stage.BAD, Cause.UNCORRECTABLE, 1, 0, 0));
        plan(pass("retry", Direction.FORWARD, 1, Skip.NONE, Stage.BAD), pass("copy", Direction.FORWARD, 100, Skip.NONE, Stage.UNTRIED));
        good();
        assertThat(step.precious()).isTrue();
        good();
        assertThat(step.precious()).isFalse();
    }

    @Test
    void jumpsAfterSlowBlocksInARow() {
        Pass plain = pass("copy", Direction.FORWARD, 100, Skip.NONE, Stage.UNTRIED);
        plan(new Pass("copy", plain.select(), Direction.FORWARD, 100, ReadMethod.AUTO, "", 1_000, Skip.NONE, new SlowSkip(300, 2, 1_000),
                AfterError.CONTINUE,
                Stage.NON_TRIMMED, Stage.NON_SCRAPED, 1, false, List.of(), List.of(), Rest.NONE, StopConditions.NONE, true));
        good(300);
        good(299);
        good(300);
        assertThat(askedRange()).isEqualTo(new LbaRange(300, 400));
        good(300);
        assertThat(askedRange()).isEqualTo(new LbaRange(1_400, 1_500));
        assertThat(stage(400)).isEqualTo(Stage.SKIPPED);
    }

    @Test
    void climbsTheLadderOnlyAsFarAsItMustAndChecksTheDriveBeforeReadingOn() {
        plan(List.of(new Rung(Rung.Step.SOFT_RESET, 250, 8_000, 10, 10), new Rung(Rung.Step.HARD_RESET, 800, 8_000, 10, 10),
                new Rung(Rung.Step.RE_POWER, 3_000, 20_000, 10, 10)), new PassPlan.Checks(0, 0, false),
                pass("copy", Direction.FORWARD, 100, Skip.NONE, Stage.UNTRIED));
        timedOut();
        assertThat(map.stateAt(0).cause()).isEqualTo(Cause.TIMED_OUT);
        assertThat(step.next()).isEqualTo(new Action.Recover(new Rung(Rung.Step.SOFT_RESET, 250, 8_000, 10, 10)));
        recovered(false);
        assertThat(((Action.Recover) step.next()).rung().step()).isEqualTo(Rung.Step.HARD_RESET);
        recovered(true);
        assertThat(step.next()).isInstanceOf(Action.CheckIdentity.class);
        tell(new Event.IdentityChecked(Event.Answer.SAME, ""));
        assertThat(step.next()).isInstanceOf(Action.CheckKnownSector.class);
        tell(new Event.KnownSectorChecked(Event.Answer.SAME));
        assertThat(askedRange()).isEqualTo(new LbaRange(100, 200));
        timedOut();
        assertThat(((Action.Recover) step.next()).rung().step()).as("a drive that came back starts at the foot again")
                .isEqualTo(Rung.Step.SOFT_RESET);
    }

    @Test
    void aSpentBudgetLeadsToTheNextStepAndAtLastToTheOperator() {
        plan(List.of(new Rung(Rung.Step.SOFT_RESET, 250, 8_000, 1, 100), new Rung(Rung.Step.HARD_RESET, 800, 8_000, 100, 1)),
                new PassPlan.Checks(0, 0, false), pass("copy", Direction.FORWARD, 100, Skip.NONE, Stage.UNTRIED));
        List<Object> steps = new ArrayList<>();
        for (int trouble = 0; trouble < 3; trouble++) {
            timedOut();
            steps.add(step.next() instanceof Action.Recover recover ? recover.rung().step() : step.next().getClass().getSimpleName());
            recovered(true);
            tell(new Event.IdentityChecked(Event.Answer.SAME, ""));
            tell(new Event.KnownSectorChecked(Event.Answer.SAME));
        }
        assertThat(steps).containsExactly(Rung.Step.SOFT_RESET, Rung.Step.HARD_RESET, "AwaitReady");
        timedOut();
        recovered(false);
        assertThat(step.next()).isInstanceOf(Action.AskOperator.class);
        nowNanos = 3_600_000_000_001L;
        tell(new Event.Begun());
        tell(new Event.IdentityChecked(Event.Answer.SAME, ""));
        tell(new Event.KnownSectorChecked(Event.Answer.SAME));
        timedOut();
        assertThat(((Action.Recover) step.next()).rung().step()).as("an hour later its hourly budget is back")
                .isEqualTo(Rung.Step.SOFT_RESET);
    }

    @Test
    void withoutAPowerSwitchTheLadderHasNoRePower() {
        plan(1, false, List.of(new Rung(Rung.Step.RE_POWER, 3_000, 20_000, 10, 10)), new PassPlan.Checks(0, 0, false),
                pass("copy", Direction.FORWARD, 100, Skip.NONE, Stage.UNTRIED));
        timedOut();
        assertThat(step.next()).isInstanceOf(Action.AwaitReady.class);
    }

    @Test
    void anotherDriveBehindTheCableMakesEverythingSinceTheLastCheckSuspectAndAsksTheOperator() {
        plan(List.of(), new PassPlan.Checks(1, 0, false), pass("copy", Direction.FORWARD, 100, Skip.NONE, Stage.UNTRIED));
        good();
        failed();
        assertThat(step.next()).isInstanceOf(Action.CheckIdentity.class);
        tell(new Event.IdentityChecked(Event.Answer.OTHER, "WD instead of Seagate"));
        assertThat(step.next()).isInstanceOf(Action.AskOperator.class);
        assertThat(stage(0)).isEqualTo(Stage.SUSPECT);
        assertThat(step.demoted()).containsExactly(new LbaRange(0, 100));
    }

    @Test
    void noPreparationLeavesBeforeItIsKnownThatTheDriveIsTheRightOne() {
        Pass plain = pass("copy", Direction.FORWARD, 100, Skip.NONE, Stage.UNTRIED);
        Pass prepared = new Pass("copy", plain.select(), Direction.FORWARD, 100, ReadMethod.AUTO, "", 1_000, Skip.NONE, SlowSkip.NONE,
                AfterError.CONTINUE, Stage.NON_TRIMMED, Stage.NON_SCRAPED, 1, false, List.of(),
                List.of(PreparationText.parse("look-ahead off")), Rest.NONE, StopConditions.NONE, true);
        PassPlan plan = new PassPlan("test", "", List.of(prepared), List.of(new Rung(Rung.Step.RE_POWER, 3_000, 20_000, 10, 10)),
                new PassPlan.Checks(0, 0, false));
        scheduler = new PassScheduler(new PassScheduler.Setting(plan, map, PassWalk.HeadMap.NONE, PLAIN, true, 512, 1, 2_048), state);
        tell(new Event.Begun());
        assertThat(step.next()).as("when the job begins").isInstanceOf(Action.CheckIdentity.class);
        tell(new Event.IdentityChecked(Event.Answer.SAME, ""));
        assertThat(step.next()).isInstanceOf(Action.Prepare.class);
        tell(new Event.Prepared(""));
        timedOut();
        recovered(true);
        assertThat(step.next()).as("after a power cycle").isInstanceOf(Action.CheckIdentity.class);
        tell(new Event.IdentityChecked(Event.Answer.OTHER, "a stranger"));
        assertThat(step.next()).isInstanceOf(Action.AskOperator.class);
        tell(new Event.Begun());
        assertThat(step.next()).as("after the operator has changed the drive").isInstanceOf(Action.CheckIdentity.class);
        tell(new Event.IdentityChecked(Event.Answer.SAME, ""));
        assertThat(step.next()).isInstanceOf(Action.Prepare.class);
        tell(new Event.Prepared(""));
        tell(new Event.ResetByHand());
        assertThat(step.next()).as("after a reset by hand").isInstanceOf(Action.CheckIdentity.class);
    }

    @Test
    void aKnownSectorThatReadsOtherwiseDemotesWhatWasReadSinceItLastReadWell() {
        plan(List.of(), new PassPlan.Checks(0, 1, false), pass("copy", Direction.FORWARD, 100, Skip.NONE, Stage.UNTRIED));
        good();
        failed();
        tell(new Event.KnownSectorChecked(Event.Answer.SAME));
        good();
        failed();
        assertThat(step.next()).isInstanceOf(Action.CheckKnownSector.class);
        tell(new Event.KnownSectorChecked(Event.Answer.OTHER));
        assertThat(stage(0)).isEqualTo(Stage.READ);
        assertThat(stage(200)).isEqualTo(Stage.SUSPECT);
    }

    @Test
    void distrustKeepsWhatIsReadAfterAResetSuspectUntilASecondReadingAgrees() {
        Pass copy = pass("copy", Direction.FORWARD, 5_000, Skip.NONE, Stage.UNTRIED);
        Pass plain = pass("confirm", Direction.FORWARD, 5_000, Skip.NONE, Stage.SUSPECT);
        Pass confirm = new Pass("confirm", plain.select(), Direction.FORWARD, 5_000, ReadMethod.AUTO, "", 1_000, Skip.NONE, SlowSkip.NONE,
                AfterError.CONTINUE, Stage.NON_TRIMMED, Stage.NON_SCRAPED, 2, true, List.of(), List.of(), Rest.NONE, StopConditions.NONE,
                true);
        plan(List.of(), new PassPlan.Checks(0, 0, true), copy, confirm);
        good();
        tell(new Event.ResetByHand());
        tell(new Event.IdentityChecked(Event.Answer.SAME, ""));
        tell(new Event.KnownSectorChecked(Event.Answer.SAME));
        while (!((Action.Read) step.next()).confirm()) {
            good();
        }
        assertThat(stage(0)).isEqualTo(Stage.READ);
        assertThat(stage(2_048)).isEqualTo(Stage.SUSPECT);
        tell(new Event.ReadEnded(asked(), new ReadOutcome.Read(asked().sectorCount(), evidence(1)), List.of(new LbaRange(3_048, 3_050))));
        assertThat(stage(2_048)).isEqualTo(Stage.READ);
        assertThat(stage(3_048)).as("it differs, so neither reading is believed").isEqualTo(Stage.SUSPECT);
        assertThat(stage(3_050)).isEqualTo(Stage.READ);
        while (step.next() instanceof Action.Read) {
            tell(new Event.ReadEnded(asked(), new ReadOutcome.Read(asked().sectorCount(), evidence(1)), List.of()));
        }
        assertThat(map.totals().of(Stage.READ)).isEqualTo(SECTORS);
    }

    @Test
    void restsAfterErrorsInARowAndWhenTheDriveIsHot() {
        Pass plain = pass("copy", Direction.FORWARD, 100, Skip.NONE, Stage.UNTRIED);
        plan(new Pass("copy", plain.select(), Direction.FORWARD, 100, ReadMethod.AUTO, "", 1_000, Skip.NONE, SlowSkip.NONE,
                AfterError.CONTINUE,
                Stage.NON_TRIMMED, Stage.NON_SCRAPED, 1, false, List.of(), List.of(), new Rest(2, 5_000, 55), StopConditions.NONE, true));
        failed();
        assertThat(step.next()).isInstanceOf(Action.Read.class);
        failed();
        assertThat(step.next()).isEqualTo(new Action.Rest(5_000, "to spare the source after errors"));
        scheduler.temperature(56);
        tell(new Event.Rested());
        assertThat(step.next()).isEqualTo(new Action.Rest(5_000, "the source is at 56 °C"));
        scheduler.temperature(55);
        tell(new Event.Rested());
        assertThat(step.next()).isInstanceOf(Action.Read.class);
    }

    @Test
    void aPassEndsEarlyAtItsStopConditions() {
        Pass plain = pass("copy", Direction.FORWARD, 100, Skip.NONE, Stage.UNTRIED);
        plan(new Pass("copy", plain.select(), Direction.FORWARD, 100, ReadMethod.AUTO, "", 1_000, Skip.NONE, SlowSkip.NONE,
                AfterError.CONTINUE,
                Stage.NON_TRIMMED, Stage.NON_SCRAPED, 1, false, List.of(), List.of(), Rest.NONE, new StopConditions(2, 0, 0, 0), true));
        failed();
        failed();
        assertThat(step.next()).isInstanceOf(Action.Finish.class);
        assertThat(step.notes()).extracting(Step.Note::sentence).anyMatch(sentence -> sentence.contains("early: it met 2 errors"));
    }

    @Test
    void interfaceErrorsSayNothingOfTheMediumAndAreAskedAgainTwice() {
        plan(pass("copy", Direction.FORWARD, 100, Skip.NONE, Stage.UNTRIED));
        for (int i = 0; i < 2; i++) {
            tell(new Event.ReadEnded(asked(), new ReadOutcome.TransferError(0, evidence(5)), null));
            assertThat(askedRange()).isEqualTo(new LbaRange(0, 100));
        }
        tell(new Event.ReadEnded(asked(), new ReadOutcome.TransferError(0, evidence(5)), null));
        assertThat(map.stateAt(0).cause()).isEqualTo(Cause.INTERFACE_CRC);
        assertThat(askedRange()).isEqualTo(new LbaRange(100, 200));
    }

    @Test
    void aDriveThatRefusesEverythingIsAMatterForTheOperator() {
        plan(pass("copy", Direction.FORWARD, 10, Skip.NONE, Stage.UNTRIED));
        int refused = 0;
        while (step.next() instanceof Action.Read) {
            tell(new Event.ReadEnded(asked(), new ReadOutcome.Aborted(0, evidence(1)), null));
            refused++;
        }
        assertThat(refused).isEqualTo(32);
        assertThat(((Action.AskOperator) step.next()).sentence()).contains("locked by a password");
    }

    @Test
    void aVerifyPassFindsBadSectorsAndCallsNothingRead() {
        Pass plain = pass("verify", Direction.FORWARD, 1_000, Skip.NONE, Stage.UNTRIED);
        plan(new Pass("verify", plain.select(), Direction.FORWARD, 1_000, ReadMethod.VERIFY, "", 1_000, Skip.NONE, SlowSkip.NONE,
                AfterError.CONTINUE,
                Stage.NON_TRIMMED, Stage.NON_SCRAPED, 1, false, List.of(), List.of(), Rest.NONE, StopConditions.NONE, true));
        unreadable(500);
        while (step.next() instanceof Action.Read) {
            good();
        }
        assertThat(map.totals().of(Stage.READ)).isZero();
        assertThat(map.totals().of(Stage.BAD)).isEqualTo(1);
        assertThat(stage(0)).isEqualTo(Stage.UNTRIED);
    }

    @Test
    void sectorsReadIgnoringTheirEccAreNeverCalledRead() {
        map.set(new LbaRange(0, SECTORS), SectorState.of(Stage.READ));
        map.set(new LbaRange(10, 11), SectorState.of(Stage.BAD));
        Pass plain = pass("long", Direction.FORWARD, 1, Skip.NONE, Stage.BAD);
        plan(new Pass("long", plain.select(), Direction.FORWARD, 128, ReadMethod.LONG, "", 1_000, Skip.NONE, SlowSkip.NONE,
                AfterError.CONTINUE,
                Stage.NON_TRIMMED, Stage.NON_SCRAPED, 1, false, List.of(), List.of(), Rest.NONE, StopConditions.NONE, true));
        assertThat(askedRange()).isEqualTo(new LbaRange(10, 11));
        good();
        assertThat(stage(10)).isEqualTo(Stage.READ_IGNORING_ECC);
    }

    private void lose(LbaRange... lost) {
        scheduler.readAgain(List.of(lost));
        tell(new Event.Begun());
        tell(new Event.IdentityChecked(Event.Answer.SAME, ""));
    }

    private void confirmed() {
        tell(new Event.ReadEnded(asked(), new ReadOutcome.Read(asked().sectorCount(), evidence(1)), List.of()));
    }

    private static Pass confirm(int rounds) {
        Pass plain = pass("confirm", Direction.FORWARD, 100, Skip.NONE, Stage.SUSPECT);
        return new Pass("confirm", plain.select(), Direction.FORWARD, 100, ReadMethod.AUTO, "", 1_000, Skip.NONE, SlowSkip.NONE,
                AfterError.CONTINUE, Stage.NON_TRIMMED, Stage.NON_SCRAPED, rounds, true, List.of(), List.of(), Rest.NONE,
                StopConditions.NONE, true);
    }

    @Test
    void whatIsLostDuringAConfirmingPassIsReadAgainAloneAndThePassGoesOnWhereItWas() {
        map.set(map.wholeRange(), SectorState.of(Stage.READ));
        map.set(new LbaRange(500, 510), new SectorState(Stage.BAD, Cause.UNCORRECTABLE, 1, 0, 0));
        map.set(new LbaRange(1_000, 1_300), SectorState.of(Stage.SUSPECT));
        plan(pass("copy", Direction.FORWARD, 100, Skip.NONE, Stage.UNTRIED), pass("retry", Direction.FORWARD, 1, Skip.NONE, Stage.BAD),
                confirm(1));
        while (!((Action.Read) step.next()).confirm()) {
            failed();
        }
        assertThat(askedRange()).isEqualTo(new LbaRange(1_000, 1_100));
        tell(new Event.ReadEnded(asked(), new ReadOutcome.Read(100, evidence(1)), List.of(new LbaRange(1_000, 1_100))));
        lose(new LbaRange(40, 60), new LbaRange(4_990, 5_020));
        List<LbaRange> read = new ArrayList<>();
        while (!((Action.Read) step.next()).confirm()) {
            read.add(askedRange());
            good();
        }
        assertThat(read).containsExactly(new LbaRange(40, 60), new LbaRange(4_990, 5_000), new LbaRange(5_000, 5_020));
        assertThat(askedRange()).as("what this round has compared is not compared twice").isEqualTo(new LbaRange(1_100, 1_200));
        confirmed();
        confirmed();
        assertThat(step.next()).isInstanceOf(Action.Finish.class);
        assertThat(map.totals().of(Stage.READ)).isEqualTo(SECTORS - 10 - 100);
    }

    @Test
    void whatIsLostAtTheEndTakesItsOwnWayThroughThePlan() {
        map.set(map.wholeRange(), SectorState.of(Stage.READ));
        map.set(new LbaRange(500, 510), new SectorState(Stage.BAD, Cause.UNCORRECTABLE, 1, 0, 0));
        plan(pass("copy", Direction.FORWARD, 100, new Skip(200, 2, 500), Stage.UNTRIED),
                pass("sweep", Direction.FORWARD, 100, Skip.NONE, Stage.SKIPPED, Stage.NON_TRIMMED),
                pass("retry", Direction.FORWARD, 1, Skip.NONE, Stage.BAD));
        while (step.next() instanceof Action.Read) {
            failed();
        }
        lose(new LbaRange(40, 43));
        assertThat(askedRange()).isEqualTo(new LbaRange(40, 43));
        scheduler = new PassScheduler(new PassScheduler.Setting(lastPlan, map, PassWalk.HeadMap.NONE, PLAIN, true, 512, 1, 2_048),
                reopened());
        tell(new Event.Begun());
        tell(new Event.IdentityChecked(Event.Answer.SAME, ""));
        assertThat(askedRange()).as("after a stop too").isEqualTo(new LbaRange(40, 43));
        unreadable(41);
        assertThat(stage(200)).as("a jump ends with what was lost").isEqualTo(Stage.READ);
        assertThat(askedRange()).isEqualTo(new LbaRange(42, 43));
        good();
        assertThat(askedRange()).as("it is retried, the others were").isEqualTo(new LbaRange(41, 42));
        good();
        assertThat(step.next()).isInstanceOf(Action.Finish.class);
    }

    private SchedulerState reopened() {
        try {
            return SchedulerState.decode(state.encode());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
