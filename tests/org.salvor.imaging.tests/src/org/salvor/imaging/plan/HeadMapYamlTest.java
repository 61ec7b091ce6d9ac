package org.salvor.imaging.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.salvor.sectormap.LbaRange;

class HeadMapYamlTest {
    private static final long SECTORS = 10_000;

    private static List<List<LbaRange>> heads(String yaml) {
        return switch (HeadMapYaml.parse(yaml, SECTORS, 512)) {
        case HeadMapReading.Sound(var heads) -> heads;
        case HeadMapReading.Faulty(var findings) -> throw new AssertionError(findings.toString());
        };
    }

    private static List<Finding> findings(String yaml) {
        return switch (HeadMapYaml.parse(yaml, SECTORS, 512)) {
        case HeadMapReading.Sound(var heads) -> throw new AssertionError("was taken: " + heads);
        case HeadMapReading.Faulty(var findings) -> findings;
        };
    }

    @Test
    void takesRangesByTheirEndAndByTheirCountInTheUnitsOfPlans() {
        assertThat(heads("""
                format: 1
                heads:
                  - head: 2
                    ranges:
                      - {first: 4096 sectors, count: 1 KiB}
                      - {first: 0 sectors, end: 1 MiB}
                  - {head: 0, ranges: [{first: 1 MiB, count: 10 sectors}]}
                """)).containsExactly(List.of(new LbaRange(2_048, 2_058)), List.of(),
                List.of(new LbaRange(0, 2_048), new LbaRange(4_096, 4_098)));
    }

    /** The mark stands before what is wrong. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "[{head: 0, ranges: [{first: 5 sectors, end: ^5 sectors}]}] | holds no sector",
            "[{head: 0, ranges: [{first: 5 sectors, count: ^0 sectors}]}] | holds no sector",
            "[{head: 0, ranges: [{first: 5 sectors, end: ^10001 sectors}]}] | the drive has 10000 sectors",
            "[{head: 0, ranges: [{first: 5 sectors, count: ^99999999 TiB}]}] | the drive has 10000 sectors",
            "[{head: 0, ranges: [{first: 5 sectors, count: ^99999999999 TiB}]}] | larger than any drive",
            "[{head: 0, ranges: [{first: ^5, end: 9 sectors}]}] | has no unit",
            "[{head: 0, ranges: [{first: ^-5 sectors, end: 9 sectors}]}] | negative",
            "[{head: 0, ranges: [^{first: 0 sectors, end: 9 sectors, count: 9 sectors}]}] | either",
            "[{head: 0, ranges: [^{first: 0 sectors}]}] | either", "[{head: 0, ranges: ^[]}] | without ranges",
            "[{head: 0, ranges: [{first: 0 sectors, end: 9 sectors, ^warp: 9}]}] | \"warp\" is not a key of a range",
            "[{head: 0, ^platter: 1, ranges: [{first: 0 sectors, end: 9 sectors}]}] | \"platter\" is not a key of a head",
            "[{head: ^64, ranges: [{first: 0 sectors, end: 9 sectors}]}] | No drive has a head 64",
            "[^{ranges: [{first: 0 sectors, end: 9 sectors}]}] | \"head\" is missing", "^[] | without heads" })
    void whatIsWrongIsNamedWithItsPlace(String marked, String words) {
        assertThat(findings("heads:\n  " + marked.replace("^", ""))).singleElement().satisfies(finding -> {
            assertThat(finding.line()).isEqualTo(2);
            assertThat(finding.column()).as(finding.toString()).isEqualTo(marked.indexOf('^') + 3);
            assertThat(finding.sentence()).contains(words);
        });
    }

    @Test
    void aSectorLiesUnderOneHead() {
        assertThat(findings("""
                heads:
                  - head: 0
                    ranges:
                      - {first: 100 sectors, end: 200 sectors}
                  - head: 1
                    ranges:
                      - {first: 200 sectors, end: 300 sectors}
                      - {first: 150 sectors, end: 160 sectors}
                """)).singleElement().hasToString(
                "line 8, column 9: Sector 150 belongs to head 0 in line 4 already; a sector lies under one head.");
    }

    @Test
    void aHeadStandsOnce() {
        assertThat(findings("heads:\n- {head: 1, ranges: [{first: 0 sectors, count: 1 sector}]}\n"
                + "- {head: 1, ranges: [{first: 1 sector, count: 1 sector}]}\n")).singleElement()
                .satisfies(finding -> assertThat(finding.sentence()).contains("Head 1 stands in line 2 already"));
    }

    @Test
    void textsThatAreNoHeadMapAreRefused() {
        for (String text : List.of("", "heads", "- 1", "heads: 5", "format: 2\nheads: []", "heads: [{head: 0, ranges: {first: 0}}]", "{",
                "heads:\n\t- x")) {
            assertThat(findings(text)).as(text).isNotEmpty();
        }
    }

    @Test
    void aMapOfManyBandsIsTaken() {
        StringBuilder text = new StringBuilder("heads:\n  - head: 0\n    ranges:\n");
        for (int band = 0; band < 40_000; band++) {
            text.append("      - {first: ").append(band * 20L).append(" sectors, count: 10 sectors}\n");
        }
        assertThat(HeadMapYaml.parse(text.toString(), Long.MAX_VALUE, 512)).isInstanceOf(HeadMapReading.Sound.class);
        assertThat(text.length()).isGreaterThan(1 << 20);
    }
}
