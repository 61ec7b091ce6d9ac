package org.salvor.imaging.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.salvor.sectormap.Stage;

class BuiltInPlansTest {

    private static PassPlan plan(String name) {
        return BuiltInPlans.plan(name, 512).orElseThrow();
    }

    @Test
    void thereAreFourAndEachSaysWhatItIsGoodFor() {
        assertThat(BuiltInPlans.names()).containsExactly("gentle", "standard", "thorough", "ddrescue-like");
        for (String name : BuiltInPlans.names()) {
            for (int sectorBytes : new int[] { 512, 520, 4096 }) {
                PassPlan plan = BuiltInPlans.plan(name, sectorBytes).orElseThrow();
                assertThat(plan.name()).isEqualTo(name);
                assertThat(plan.sentence()).endsWith(".");
                assertThat(PlanYaml.parse(PlanYaml.write(plan, sectorBytes), sectorBytes)).isEqualTo(new PlanReading.Sound(plan));
            }
            assertThat(BuiltInPlans.text(name).orElseThrow()).startsWith("# ");
        }
    }

    @Test
    void aNameThatIsNoneAnswersNothing() {
        assertThat(BuiltInPlans.plan("rough", 512)).isEmpty();
        assertThat(BuiltInPlans.text("../built-in/gentle")).isEmpty();
    }

    /** Walks stages through a plan as if everything could fail everywhere: whatever a pass may leave, a later pass must take up. */
    @Test
    void nothingIsLeftBehindButWhatFailedBySector() {
        for (String name : BuiltInPlans.names()) {
            Set<Stage> present = EnumSet.of(Stage.UNTRIED, Stage.SUSPECT);
            for (Pass pass : plan(name).passes()) {
                Set<Stage> taken = EnumSet.copyOf(pass.select().stages());
                taken.retainAll(present);
                if (pass.enabled() && !taken.isEmpty() && !pass.confirm()) {
                    present.removeAll(taken);
                    present.add(Stage.BAD);
                    if (pass.blockSectors() > 1) {
                        present.add(pass.failedBlock());
                    }
                    if (pass.skip().firstSectors() > 0 || pass.slow().millis() > 0) {
                        present.add(Stage.SKIPPED);
                    }
                    if (pass.afterError() == AfterError.NEXT_AREA) {
                        present.add(pass.restOfArea());
                    }
                    if (taken.contains(Stage.SUSPECT)) {
                        present.add(Stage.SUSPECT);
                    }
                }
            }
            assertThat(present).as(name).isSubsetOf(Stage.BAD, Stage.SUSPECT);
        }
    }

    @Test
    void everyPlanAsksWhoTheDriveIsAfterEachError() {
        for (String name : BuiltInPlans.names()) {
            assertThat(plan(name).checks().identityAfterErrors()).as(name).isEqualTo(1);
        }
    }

    @Test
    void noPlanNeedsATransportThatTakesAtaCommands() {
        for (String name : BuiltInPlans.names()) {
            assertThat(plan(name).passes()).as(name).allSatisfy(pass -> {
                assertThat(pass.prepare()).isEmpty();
                assertThat(pass.transferMode()).isEmpty();
            });
        }
    }

    @Test
    void thoroughDistrustsAndConfirmsAfterItsRetries() {
        PassPlan thorough = plan("thorough");
        assertThat(thorough.checks().distrustAfterReset()).isTrue();
        List<Pass> passes = thorough.passes();
        assertThat(passes.getLast().confirm()).isTrue();
        assertThat(passes.getLast().rounds()).isGreaterThan(1);
        int lastRetry = passes
                .lastIndexOf(passes.stream().filter(pass -> pass.select().stages().contains(Stage.BAD)).reduce((a, b) -> b).orElseThrow());
        int firstConfirm = passes.indexOf(passes.stream().filter(Pass::confirm).findFirst().orElseThrow());
        assertThat(firstConfirm).isGreaterThan(lastRetry);
        assertThat(passes.stream().filter(pass -> pass.select().stages().contains(Stage.BAD)).mapToInt(Pass::rounds).sum()).isEqualTo(8);
    }

    @Test
    void gentleSparesTheDrive() {
        PassPlan gentle = plan("gentle");
        PassPlan standard = plan("standard");
        Pass copy = gentle.passes().getFirst();
        Pass usual = standard.passes().getFirst();
        assertThat(copy.timeoutMillis()).isLessThan(usual.timeoutMillis());
        assertThat(copy.skip().firstSectors()).isGreaterThan(usual.skip().firstSectors());
        assertThat(gentle.passes()).filteredOn(pass -> !pass.confirm()).allSatisfy(pass -> assertThat(pass.rest()).isNotEqualTo(Rest.NONE));
        assertThat(gentle.ladder().getLast().perHour()).isLessThan(standard.ladder().getLast().perHour());
        assertThat(gentle.passes()).filteredOn(pass -> pass.select().stages().contains(Stage.BAD)).isEmpty();
        assertThat(gentle.passes().get(6).select().stages()).containsExactly(Stage.NON_SCRAPED);
    }
}
