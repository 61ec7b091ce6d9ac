package org.salvor.ui.internal.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.salvor.station.JobView;
import org.salvor.station.JobView.State;
import org.salvor.ui.Amounts;
import org.salvor.ui.Samples;
import org.salvor.ui.internal.jobs.JobFacts.Fact;

class JobWordsTest {
    private final JobView job = Samples.job(State.RUNNING);

    @Test
    void aJobIsKnownByItsFolderAndItsSourceByItsName() {
        assertThat(JobFacts.name(job)).isEqualTo("old-disk");
        assertThat(JobFacts.source(job)).isEqualTo("WDC WD10EZEX WD-WCC6Y0ABCDEF");
    }

    @Test
    void aDestinationIsKnownByTheLastPartOfItsAddress() {
        assertThat(JobFacts.destination(job)).isEqualTo("old.dd");
    }

    @Test
    void thePassIsSaidWithItsNumber() {
        assertThat(JobFacts.pass(job)).isEqualTo("2/5 backward");
        assertThat(JobFacts.pass(Samples.job(State.IDLE, -1, Map.of()))).isEqualTo(Amounts.UNKNOWN);
        assertThat(JobFacts.pass(Samples.job(State.FINISHED, 5, Map.of()))).isEqualTo("all 5 done");
    }

    @Test
    void whatIsNotWantedDoesNotCountAsMissing() {
        JobView half = Samples.job(State.FINISHED, 5, Map.of("read", 500_000L, "excluded", 500_000L));
        assertThat(JobFacts.readPercent(half)).isEqualTo("100 %");
        assertThat(JobFacts.readShare(half)).isEqualTo(1);
        assertThat(JobFacts.readShare(Samples.job(State.IDLE, -1, Map.of("excluded", 1_000_000L)))).isZero();
    }

    @Test
    void aJobThatStandsStillHasNoRateAndNoTimeLeft() {
        JobView stopped = Samples.job(State.STOPPED);
        assertThat(JobFacts.rate(stopped)).isEqualTo(Amounts.UNKNOWN);
        assertThat(JobFacts.timeLeft(stopped)).isEqualTo(Amounts.UNKNOWN);
        assertThat(JobFacts.rate(job)).isEqualTo("80.0 MB/s");
        assertThat(JobFacts.timeLeft(job)).isEqualTo("10 min 0 s");
    }

    @Test
    void errorsAreToldByKindTheMostFrequentFirst() {
        assertThat(JobFacts.errors(job)).containsExactly(new Fact("Failed commands", "12"), new Fact("Resets", "3"),
                new Fact("Power cycles", "1"),
                new Fact("Uncorrectable", "90"), new Fact("Timed out", "10"));
    }

    @Test
    void progressTellsWhatIsReadAndWhatIsSafe() {
        assertThat(JobFacts.progress(job)).contains(new Fact("Read", "40.0 %, 205 MB"), new Fact("Safe on disk", "204 MB"),
                new Fact("Temperature", "41 \u00b0C"));
    }

    @Test
    void passesAreDoneRunningOrWaiting() {
        assertThat(PassRow.of(job)).extracting(PassRow::standing).containsExactly(PassRow.Standing.DONE, PassRow.Standing.RUNNING,
                PassRow.Standing.WAITING, PassRow.Standing.WAITING, PassRow.Standing.WAITING);
        assertThat(PassRow.of(job).get(1).percent()).isEqualTo(41.26);
        assertThat(PassRow.of(Samples.job(State.IDLE, -1, Map.of()))).extracting(PassRow::standing).containsOnly(PassRow.Standing.WAITING);
        assertThat(PassRow.of(Samples.job(State.FINISHED, 5, Map.of()))).extracting(PassRow::standing).containsOnly(PassRow.Standing.DONE);
    }

    @Test
    void theRegistersOfAFailedReadLightTheirBits() {
        assertThat(RegisterLight.status(0x5140)).filteredOn(RegisterLight::lit).extracting(RegisterLight::name).containsExactly("DRDY",
                "DSC", "ERR");
        assertThat(RegisterLight.error(0x5140)).filteredOn(RegisterLight::lit).extracting(RegisterLight::name).containsExactly("UNC");
        assertThat(RegisterLight.status(0x5140)).extracting(RegisterLight::name).containsExactly("BSY", "DRDY", "DF", "DSC", "DRQ", "CORR",
                "IDX", "ERR");
    }

    @Test
    void theErrorRegisterIsDarkUnlessTheStatusSaysThatItCounts() {
        assertThat(RegisterLight.error(0x5040)).noneMatch(RegisterLight::lit);
        assertThat(RegisterLight.error(0)).noneMatch(RegisterLight::lit);
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void everyStateHasAWordOfItsOwn(State state) {
        assertThat(JobState.of(state).word()).isNotBlank();
        for (State other : State.values()) {
            assertThat(other == state || !JobState.of(other).word().equals(JobState.of(state).word())).isTrue();
        }
    }
}
