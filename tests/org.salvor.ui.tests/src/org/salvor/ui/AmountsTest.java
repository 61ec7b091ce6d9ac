package org.salvor.ui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {

    @ParameterizedTest
    @CsvSource({ "0, 0 B", "512, 512 B", "999, 999 B", "999.6, 1.00 kB", "1000, 1.00 kB", "64023257088, 64.0 GB", "999600000, 1.00 GB",
            "30000592982016, 30.0 TB", "5e17, 500 PB" })
    void bytesHaveThreeDigitsAndADecimalUnit(double bytes, String text) {
        assertThat(Amounts.bytes(bytes)).isEqualTo(text);
    }

    @Test
    void whatIsNotAllIsNeverCalledAllAndWhatIsNotNothingNeverNothing() {
        assertThat(Amounts.percent(58_000_000_000L - 1, 58_000_000_000L)).isEqualTo("> 99.99 %");
        assertThat(Amounts.percent(1, 58_000_000_000L)).isEqualTo("< 0.01 %");
        assertThat(Amounts.percent(0, 100)).isEqualTo("0 %");
        assertThat(Amounts.percent(100, 100)).isEqualTo("100 %");
        assertThat(Amounts.percent(99.5, 100)).isEqualTo("99.50 %");
        assertThat(Amounts.percent(42.25, 100)).isEqualTo("42.3 %");
        assertThat(Amounts.percent(1, 0)).isEqualTo(Amounts.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({ "0, 0 s", "59.4, 59 s", "60, 1 min 0 s", "3599.7, 1 h 0 min", "7384, 2 h 3 min", "100000, 1 d 3 h" })
    void timeSpansHaveTheirTwoLargestUnits(double seconds, String text) {
        assertThat(Amounts.duration(seconds)).isEqualTo(text);
    }

    @Test
    void unknownTimesAreADash() {
        assertThat(Amounts.duration(-1)).isEqualTo(Amounts.UNKNOWN);
        assertThat(Amounts.duration(Double.NaN)).isEqualTo(Amounts.UNKNOWN);
        assertThat(Amounts.millis(-1)).isEqualTo(Amounts.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({ "0.04, 0.0 ms", "7.25, 7.3 ms", "380, 380 ms", "1800, 1.8 s", "90000, 1 min 30 s" })
    void readTimesGoFromMillisecondsToMinutes(double millis, String text) {
        assertThat(Amounts.millis(millis)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({ "/jobs/old-disk, old-disk", "/jobs/old-disk/, old-disk", "C:\\jobs\\old, old", "/, ''", "plain, plain" })
    void aPathIsRecognisedByItsLastPart(String path, String text) {
        assertThat(Amounts.shortPath(path)).isEqualTo(text);
    }
}
