package org.salvor.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.salvor.casework.JobSpec.Replacement;
import org.salvor.drive.DriveIdentity;
import org.salvor.imaging.DestinationIdentity;
import org.salvor.sectormap.LbaRange;
import org.salvor.testkit.Counts;

class JobYamlTest {
    static final DriveIdentity SOURCE = new DriveIdentity("WDC WD10EZEX", "WD-123", "01.01A01", 1_953_525_168L, 512, 4096);
    static final DestinationIdentity DESTINATION = new DestinationIdentity("file", "/images/case 7.img", "", "inode 5:77", 0, 1);

    static JobSpec sample() {
        return JobSpec.of(Instant.parse("2025-01-02T03:04:05Z"), SOURCE, "block:/dev/sdb", "/images/case 7.img", "standard");
    }

    private static void refuses(String yaml, String because) {
        assertThatThrownBy(() -> JobYaml.read(yaml)).as(because).isInstanceOf(JobYamlException.class).hasMessageContaining(because);
    }

    @Test
    void whatIsWrittenReadsTheSame() throws JobYamlException {
        JobSpec full = sample().withDestination(DESTINATION, "/images/case 7.img", Instant.EPOCH, "")
                .withRanges(List.of(new LbaRange(0, 100), new LbaRange(200, 1_953_525_168L)))
                .withOptions(new JobOptions(List.of("SHA-256", "MD5"), true, 512, "marks", "power:relay/1", true, true, 1 << 24))
                .withSource(SOURCE, "sg:/dev/sg3", Instant.parse("2025-02-03T00:00:00.123456Z"), "came back over another bridge")
                .withPlan("thorough", Instant.EPOCH, "the operator chose it").withMaps(true, true);
        assertThat(JobYaml.read(JobYaml.write(full))).isEqualTo(full);
        assertThat(full.history()).extracting(Replacement::what).containsExactly(Replacement.What.SOURCE, Replacement.What.PLAN);
        assertThat(JobYaml.read(JobYaml.write(sample()))).isEqualTo(sample());
    }

    @Test
    void anOpenedAreaIsRememberedAndAJobFromBeforeThereWereSuchHasNone() throws JobYamlException {
        JobSpec opening = sample().withOptions(JobOptions.DEFAULT.withHiddenOpened(1_900_000_000L));
        String text = JobYaml.write(opening);
        assertThat(JobYaml.read(text)).isEqualTo(opening);
        assertThat(opening.options().withPower("relay", "").openHidden()).isTrue();
        String old = text.replaceAll("(?m)^  (openHidden|closedSectors): .*\\R", "");
        assertThat(old).hasSizeLessThan(text.length());
        assertThat(JobYaml.read(old)).isEqualTo(sample());
    }

    @Test
    void whateverADriveCallsItselfSurvives() throws JobYamlException {
        SplittableRandom random = new SplittableRandom(5);
        for (int i = Counts.of("odd drives", 500, 50_000); i > 0; i--) {
            DriveIdentity odd = new DriveIdentity(text(random) + "x", text(random), text(random), random.nextLong(1L << 48),
                    1 + random.nextInt(5000),
                    1 + random.nextInt(5000));
            JobSpec spec = JobSpec
                    .of(Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)), odd, text(random), text(random),
                            text(random))
                    .withDestination(new DestinationIdentity("drive", text(random), text(random), text(random), 5, 1), text(random),
                            Instant.EPOCH, "");
            assertThat(JobYaml.read(JobYaml.write(spec))).isEqualTo(spec);
        }
    }

    private static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(10); i > 0; i--) {
            int codePoint = random.nextInt(4) == 0 ? random.nextInt(0x11_0000) : random.nextInt(0x180);
            text.appendCodePoint(codePoint >= 0xD800 && codePoint < 0xE000 ? '?' : codePoint);
        }
        return text.toString();
    }

    @Test
    void aNewerVersionIsKnownAsSuch() {
        assertThatThrownBy(() -> JobYaml.read("format: 2\nunheard: of\n")).isInstanceOfSatisfying(JobYamlException.class,
                e -> assertThat(e.newer()).isTrue()).hasMessageContaining("version 2");
    }

    @Test
    void damageIsNamedWithItsPlace() {
        String good = JobYaml.write(sample());
        refuses("", "it is empty");
        refuses("just text", "where keys belong");
        refuses("format: 1\n\t: [", "cannot be read");
        refuses(good.replace("sectorCount: 1953525168", "sectorCount: -5"), "\"sectorCount\" is not a number from 0");
        refuses(good.replace("sectorBytes: 512", "sectorBytes: 0"), "is not 1 or more");
        refuses(good.replace("sectorCount: 1953525168", "sectorCount: 18446744073709551616"), "line 10, column 16");
        refuses(good.replaceFirst("(?m)^plan: .*\n", ""), "\"plan\" is missing");
        refuses(good.replace("preallocate: false", "preallocate: maybe"), "neither true nor false");
        refuses(good.replace("ranges: []", "ranges: [{first: 5, end: 5}]"), "lies before the start");
        refuses(good.replace("ranges: []", "ranges: [{first: 5, end: 1953525169}]"), "from 0 to 1953525168");
        refuses(good.replace("ranges: []", "ranges: [{first: 5, end: 9}, {first: 8, end: 10}]"), "do not rise");
        refuses(good.replace("history: []", "history: [{what: weather}]"), "is none of source");
        refuses(good.replaceFirst("created: .*", "created: yesterday"), "is not a time");
        refuses(good.replace("hashes: []", "hashes: [[1]]"), "is not a list of texts");
        refuses("a: &x [*x]", "cannot be read");
        refuses("{a: ".repeat(100_000), "levels deep");
    }

    @Test
    void cutOffAnywhereItIsAnErrorAndNeverAnotherJob() {
        JobSpec spec = sample().withDestination(DESTINATION, "/images/case 7.img", Instant.EPOCH, "").withSource(SOURCE, "sg:/dev/sg3",
                Instant.EPOCH, "moved");
        String good = JobYaml.write(spec);
        for (int length = 0; length < good.length() - 2; length++) {
            String cut = good.substring(0, length);
            assertThatThrownBy(() -> JobYaml.read(cut)).isInstanceOf(JobYamlException.class);
        }
    }

    @Test
    void replacingADestinationIsRememberedOnceItHadOne() {
        DestinationIdentity other = new DestinationIdentity("drive", "/dev/sdc", "ST1000", "Z1", 1_000_204_886_016L, 512);
        JobSpec first = sample().withDestination(DESTINATION, "/images/case 7.img", Instant.EPOCH, "first");
        assertThat(first.history()).isEmpty();
        assertThat(first.withDestination(DESTINATION, "/images/case 7.img", Instant.EPOCH, "again")).isSameAs(first);
        JobSpec second = first.withDestination(other, "block:/dev/sdc", Instant.EPOCH, "the first was full");
        assertThat(second.destination()).isEqualTo(Optional.of(other));
        assertThat(second.history()).hasSize(1);
        assertThat(second.history().getFirst().before()).contains("/images/case 7.img");
        assertThat(second.history().getFirst().after()).contains("ST1000 Z1");
        assertThat(new ArrayList<>(second.history()).getFirst().why()).isEqualTo("the first was full");
    }
}
