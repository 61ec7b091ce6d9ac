package org.salvor.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rules, held against the repository as it is. */
class RepositoryTest {

    private static Tree tree;
    private static List<JavaFile> java;

    @BeforeAll
    static void readTheRepository() throws IOException {
        tree = Tree.read(Tree.top());
        java = JavaFile.in(tree);
        assertThat(java).hasSizeGreaterThan(10);
    }

    @Test
    void bundlesImportOnlyAlongTheArrows() {
        assertThat(Arrows.findings(tree)).isEmpty();
    }

    @Test
    void theSystemCallsKnowNothingOfDrivesButTheirClock() {
        assertThat(Names.clockOnly(java)).isEmpty();
    }

    @Test
    void noFileIsTooLongToFindOnesWayIn() {
        assertThat(Lengths.files(java)).isEmpty();
    }

    @Test
    void noMethodIsLongerThanTwoScreens() {
        assertThat(Lengths.methods(java)).isEmpty();
    }

    @Test
    void theReadmeFitsOnAPage() {
        assertThat(Lengths.readme(tree)).isEmpty();
    }

    @Test
    void clockSleepAndChanceAreHandedIn() {
        assertThat(TimeAndChance.findings(java)).isEmpty();
    }

    @Test
    void typesAreCalledByWhatTheyAre() {
        assertThat(Names.types(java)).isEmpty();
    }

    @Test
    void nothingIsReachedWithoutBeingHandedOver() {
        assertThat(Names.singletons(tree, java)).isEmpty();
    }

    @Test
    void theTestsThatPagesNameAsProofAreThere() {
        assertThat(NamedTests.missing(tree)).isEmpty();
    }

    @Test
    void noTextNamesAPathOfOneMachine() {
        assertThat(Texts.pathsOfOneMachine(tree)).isEmpty();
    }

    @Test
    void noTextNamesTheHostOfARegistry() {
        assertThat(Texts.registries(tree)).isEmpty();
    }

    @Test
    void nothingIsLeftUnfinished() {
        assertThat(Texts.unfinished(tree)).isEmpty();
    }

    @Test
    void theTopHoldsExactlyWhatItShould() {
        assertThat(Texts.top(tree)).isEmpty();
    }

    @Test
    void bundlesWithComponentsAreActivatedLazily() {
        assertThat(Manifests.lazyComponents(tree)).isEmpty();
    }

    @Test
    void everyManifestNamesItsFolderAndJava25() {
        assertThat(Manifests.form(tree)).isEmpty();
    }

    @Test
    void testsAreFragmentsOfWhatTheyTest() {
        assertThat(Manifests.fragments(tree)).isEmpty();
    }

    @Test
    void everyBundleIsInAFeature() {
        assertThat(Manifests.features(tree)).isEmpty();
    }
}
