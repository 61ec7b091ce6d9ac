package org.salvor.ui.internal.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.salvor.station.JobView;
import org.salvor.station.JobView.State;
import org.salvor.station.VerifyView;
import org.salvor.ui.Samples;

class JobChoicesTest {

    @ParameterizedTest
    @EnumSource(State.class)
    void aJobCanAlwaysEitherBeStoppedOrGoOnUnlessItIsThroughOrStopping(State state) {
        JobView job = Samples.job(state);
        boolean either = JobChoices.canStop(job) || JobChoices.canResume(job);
        assertThat(either).isEqualTo(state != State.STOPPING);
        assertThat(JobChoices.canStop(job) && JobChoices.canStartAgain(job)).isFalse();
    }

    @Test
    void aFinishedJobCanGoOnOnlyWhileSomethingIsUnread() {
        assertThat(JobChoices.canResume(Samples.job(State.FINISHED))).isTrue();
        assertThat(JobChoices.canResume(Samples.job(State.FINISHED, 5, Map.of("read", 999_000L, "excluded", 1000L)))).isFalse();
    }

    @Test
    void aPausedJobContinuesAndAStoppedOneIsStartedAgain() {
        assertThat(JobChoices.waits(Samples.job(State.PAUSED))).isTrue();
        assertThat(JobChoices.canStartAgain(Samples.job(State.PAUSED))).isFalse();
        assertThat(JobChoices.waits(Samples.job(State.STOPPED))).isFalse();
        assertThat(JobChoices.canStartAgain(Samples.job(State.STOPPED))).isTrue();
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void onlyADestinationThatFailedIsTriedAgainAndNoneIsExchangedThatNeedsNoOther(State state) {
        JobView job = Samples.job(state);
        assertThat(JobChoices.failed(job)).isEqualTo(state == State.FAILED);
        Set<State> needNone = EnumSet.of(State.MOVING, State.HASHING, State.STOPPING, State.FINISHED);
        assertThat(JobChoices.canReplaceDestination(job)).isEqualTo(!needNone.contains(state));
    }

    @Test
    void theLastPassIsFollowedByNone() {
        assertThat(JobChoices.canSkipPass(Samples.job(State.RUNNING))).isTrue();
        assertThat(JobChoices.canSkipPass(Samples.job(State.HASHING, 5, Map.of()))).isFalse();
    }

    @Test
    void aVerificationThatFoundFaultsNamesThem() {
        VerifyView result = new VerifyView(10, 8, 1, List.of(new VerifyView.Fault(0, 8, "Segment 0 changed.")));
        assertThat(VerifyDestination.sentence(result))
                .isEqualTo("8 of 10 segments are as they were imaged, 1 have no hash yet.\n\nSegment 0 changed.");
    }

    @Test
    void ofVeryManyFaultsTheFirstTenAreNamed() {
        VerifyView result = new VerifyView(100, 0, 0, IntStream.range(0, 100)
                .mapToObj(i -> new VerifyView.Fault(i, i + 1, "Segment " + i + " changed.")).toList());
        assertThat(VerifyDestination.sentence(result)).contains("Segment 9 changed.").doesNotContain("Segment 10").endsWith("and 90 more");
    }
}
