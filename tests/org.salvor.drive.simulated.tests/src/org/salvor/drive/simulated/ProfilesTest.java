package org.salvor.drive.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProfilesTest {
    private static final Map<Parameter, Double> CLUSTERED = Map.of(Parameter.CLUSTERED_PLACES, 14.0, Parameter.CLUSTERED_BURSTS_LEAST, 3.0,
            Parameter.CLUSTERED_BURSTS_MOST, 40.0, Parameter.CLUSTERED_SHAPE, 0.7, Parameter.CLUSTERED_GAP, 8.0, Parameter.CLUSTERED_REACH,
            10.0, Parameter.CLUSTERED_LAST, 1.0, Parameter.CLUSTERED_FIRST, 0.5);
    private static final Map<Parameter, Double> WEAK_HEAD = Map.of(Parameter.WEAK_HEAD, 1.0, Parameter.WEAK_HEAD_SHARE, 30.0,
            Parameter.WEAK_HEAD_RUN, 64.0, Parameter.WEAK_HEAD_PATCH, 8.0);

    @Test
    void theElevenReferenceProfilesComeFirstAndAreVersionOne() {
        List<Profile> all = Profiles.list();
        assertThat(all.stream().map(Profile::name).limit(11)).containsExactly("healthy", "clustered", "dead-head", "weak-head", "scratch",
                "weak-sectors", "hangs", "slow-firmware", "flash-freezes", "wearing", "liar");
        assertThat(all.stream().limit(11)).allMatch(profile -> profile.version() == 1 && !profile.changed());
        assertThat(all.stream().map(Profile::sentence)).doesNotHaveDuplicates().allMatch(sentence -> sentence.endsWith("."));
    }

    @Test
    void allShareTheMechanicsOfTheReference() {
        Map<Parameter, Double> common = Map.ofEntries(Map.entry(Parameter.HEADS, 4.0), Map.entry(Parameter.BANDS, 160.0),
                Map.entry(Parameter.BAND_LEAST, 1.0),
                Map.entry(Parameter.BAND_MOST, 1.5), Map.entry(Parameter.HEAD_SPREAD, 2.5), Map.entry(Parameter.RATE_OUTER, 180.0),
                Map.entry(Parameter.RATE_INNER, 90.0), Map.entry(Parameter.SEEK_LEAST, 0.5), Map.entry(Parameter.SEEK_SQUARE_ROOT, 14.6),
                Map.entry(Parameter.LATENCY, 4.16), Map.entry(Parameter.COMMAND, 0.1), Map.entry(Parameter.REVOLUTION, 8.33),
                Map.entry(Parameter.ROTATION, 0.0), Map.entry(Parameter.CACHE, 0.0), Map.entry(Parameter.LOOK_AHEAD, 0.0));
        Profiles.list().stream().limit(11).forEach(profile -> assertValues(profile.name(), common));
        Profiles.list().stream().limit(11).filter(profile -> !profile.name().equals("weak-sectors"))
                .forEach(profile -> assertValues(profile.name(), Map.of(Parameter.FAILED_READ, 1000.0)));
    }

    @Test
    void eachHasTheFaultsOfTheReference() {
        assertValues("clustered", CLUSTERED);
        assertValues("dead-head", Map.of(Parameter.DEAD_HEAD, 2.0));
        assertValues("weak-head", WEAK_HEAD);
        assertValues("scratch",
                Map.of(Parameter.SCRATCH_CROSSINGS, 1500.0, Parameter.SCRATCH_START_LEAST, 20.0, Parameter.SCRATCH_START_MOST, 50.0,
                        Parameter.SCRATCH_PITCH_LEAST, 900.0, Parameter.SCRATCH_PITCH_MOST, 1400.0, Parameter.SCRATCH_JITTER, 3.0,
                        Parameter.SCRATCH_WIDTH, 40.0));
        assertValues("weak-sectors", CLUSTERED);
        assertValues("weak-sectors", Map.of(Parameter.WEAK_LEAST, 0.02, Parameter.WEAK_MOST, 0.6, Parameter.FAILED_READ, 4000.0));
        assertValues("hangs", CLUSTERED);
        assertValues("hangs", Map.of(Parameter.HANG, 0.05, Parameter.HANG_SOFT, 60.0, Parameter.HANG_HARD, 30.0));
        assertValues("slow-firmware", Map.of(Parameter.SLOW_BYTES, 2000.0, Parameter.SLOW_SHARE, 3.0, Parameter.SLOW_COMMAND, 3000.0));
        assertValues("flash-freezes", Map.of(Parameter.FREEZE, 5000.0));
        assertValues("wearing", WEAK_HEAD);
        assertValues("wearing", Map.of(Parameter.WEAR, 1.0));
        assertValues("liar", Map.of(Parameter.LIE, 20_000.0));
    }

    @Test
    void describesEveryNumberThatMattersWithItsUnit() {
        String text = Profiles.describe("dead-head");
        assertThat(text).startsWith("sim:dead-head\n").contains("Version 1.", "dead-head", "head that reads nothing", "180 MB/s",
                "failed-read");
        assertThat(text).doesNotContain("scratch.", "clustered.", "weak-head.", "  lie ");
        assertThat(Profiles.describe("scratch")).contains("scratch.pitch.least", "900 sectors");
        for (Profile profile : Profiles.list()) {
            assertThat(Profiles.describe(profile.name())).contains(profile.sentence());
            profile.values().keySet()
                    .forEach(parameter -> assertThat(Profiles.describe(profile.name())).contains("  " + parameter.key() + " "));
        }
    }

    @Test
    void namesTheProfilesWhenOneIsUnknown() {
        assertThat(Profiles.find("broken")).isEmpty();
        assertThatThrownBy(() -> Profiles.describe("broken"))
                .hasMessage("There is no simulated drive profile \"broken\"; there are healthy, clustered, "
                        + "dead-head, weak-head, scratch, weak-sectors, hangs, slow-firmware, flash-freezes, wearing, liar, desktop.");
        assertThat(Profiles.find("../profiles/healthy")).isEmpty();
    }

    @Test
    void refusesAProfileFileWithAParameterThatItDoesNotKnow() {
        Properties file = new Properties();
        file.putAll(Map.of("version", "1", "sentence", "Odd.", "colour", "3"));
        assertThatThrownBy(() -> Profiles.parse("odd", file)).hasMessage("The profile odd has the unknown parameter \"colour\".");
    }

    @Test
    void aChangedProfileSaysSo() {
        Profile healthy = Profiles.find("healthy").orElseThrow();
        assertThat(healthy.with(Parameter.HEADS, 4).changed()).isFalse();
        assertThat(healthy.with(Parameter.HEADS, 6).changed()).isTrue();
        assertThat(healthy.with(Parameter.HEADS, 6).count(Parameter.HEADS)).isEqualTo(6);
        assertThatThrownBy(() -> healthy.with(Parameter.HEADS, 0))
                .hasMessage("The parameter heads must lie between 1 and 64 heads, and not be 0.");
        assertThatThrownBy(() -> healthy.with(Parameter.HANG, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noTwoParametersShareAKeyAndEachUsualValueIsAllowed() {
        assertThat(Set.of(Parameter.values()).stream().map(Parameter::key)).doesNotHaveDuplicates();
        assertThat(Parameter.values()).allSatisfy(parameter -> {
            assertThat(parameter.usual()).isBetween(parameter.least(), parameter.most());
            assertThat(parameter.meaning()).isNotBlank();
            assertThat(parameter.unit()).isNotBlank();
        });
    }

    private static void assertValues(String name, Map<Parameter, Double> expected) {
        Profile profile = Profiles.find(name).orElseThrow();
        expected.forEach((parameter, value) -> assertThat(profile.value(parameter)).as("%s of %s", parameter.key(), name).isEqualTo(value));
    }
}
