package org.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTest {

    @Test
    void writesSizesInTheUnitsOfDrives() {
        assertThat(Quantities.bytes(0)).isEqualTo("0 B");
        assertThat(Quantities.bytes(512)).isEqualTo("512 B");
        assertThat(Quantities.bytes(500_107_862_016.0)).isEqualTo("500.1 GB");
        assertThat(Quantities.bytes(999_960)).isEqualTo("1.0 MB");
        assertThat(Quantities.bytes(Long.MAX_VALUE)).isEqualTo("9.2 EB");
        assertThat(Quantities.rate(105_300_000)).isEqualTo("105.3 MB/s");
    }

    @Test
    void saysAllOfTheWholeOnlyAndNothingOfNothingOnly() {
        assertThat(Quantities.percent(0, 1_000_000_000)).isEqualTo("0 %");
        assertThat(Quantities.percent(1, 1_000_000_000)).isEqualTo("0.01 %");
        assertThat(Quantities.percent(999_999_999, 1_000_000_000)).isEqualTo("99.99 %");
        assertThat(Quantities.percent(1_000_000_000, 1_000_000_000)).isEqualTo("100 %");
        assertThat(Quantities.percent(1, 3)).isEqualTo("33.33 %");
        assertThat(Quantities.percent(0, 0)).isEqualTo("0 %");
    }

    @Test
    void writesTimesAsAClockWithDaysWhereThereAreAny() {
        assertThat(Quantities.duration(0)).isEqualTo("00:00:00");
        assertThat(Quantities.duration(753.4)).isEqualTo("00:12:33");
        assertThat(Quantities.duration(86_399.6)).isEqualTo("1 d 00:00:00");
        assertThat(Quantities.duration(-1)).isEqualTo("unknown");
        assertThat(Quantities.duration(Double.NaN)).isEqualTo("unknown");
    }

    @Test
    void countsInOneAndInMany() {
        assertThat(Quantities.count(1, "sector")).isEqualTo("1 sector");
        assertThat(Quantities.count(976_773_168, "sector")).isEqualTo("976,773,168 sectors");
        assertThat(Quantities.count(0, "error")).isEqualTo("0 errors");
    }

    @ParameterizedTest
    @CsvSource({ "512B, 512", "64KiB, 65536", "1MiB, 1048576", "1.5GiB, 1610612736", "500 GB, 500000000000", "2kB, 2000",
            "1TiB, 1099511627776" })
    void readsSizesWithTheirUnit(String text, long bytes) {
        assertThat(Quantities.parseBytes(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "12", "12K", "MiB", "-1MiB", "1e3MiB", "12 XiB", "1,5GiB" })
    void refusesWhatIsNoSizeAndNamesTheUnits(String text) {
        assertThatThrownBy(() -> Quantities.parseBytes(text)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("MiB");
    }

    @Test
    void refusesASizeBeyondAnyDrive() {
        assertThatThrownBy(() -> Quantities.parseBytes("99999999999TiB")).hasMessageContaining("larger than any drive");
    }
}
