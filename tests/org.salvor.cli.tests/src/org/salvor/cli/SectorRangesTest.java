package org.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.salvor.station.JobOrder;

class SectorRangesTest {
    private static final long SECTORS = 10_000_000;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "0-4095|0|4096", "7-7|7|8", "0x10-0x1F|16|32", "2048+8192|2048|10240", "1MiB+1MiB|2048|4096",
            "1GiB-2GiB|2097152|4194304", "50%-|5000000|10000000", "-10%|0|1000000", "-4095|0|4096", "9999999-|9999999|10000000",
            "33.3%-66.6%|3330000|6660000", "0-100%|0|10000000", " 1 - 2 |1|3" })
    void readsSectorsPositionsAndShares(String text, long first, long end) {
        assertThat(new SectorRanges(text).on(SECTORS, 512)).containsExactly(new JobOrder.Range(first, end));
    }

    @Test
    void takesTheWholeSectorThatAPositionLiesIn() {
        assertThat(new SectorRanges("1000B-1025B").on(SECTORS, 512)).containsExactly(new JobOrder.Range(1, 3));
        assertThat(new SectorRanges("0.1%-0.1%").on(1500, 512)).containsExactly(new JobOrder.Range(1, 2));
    }

    @Test
    void dependsOnTheSectorSizeOfTheSource() {
        assertThat(new SectorRanges("1MiB-2MiB").on(SECTORS, 4096)).containsExactly(new JobOrder.Range(256, 512));
        assertThat(new SectorRanges("5200B-10400B").on(SECTORS, 520)).containsExactly(new JobOrder.Range(10, 20));
    }

    @Test
    void ordersRangesAndMergesThoseThatTouch() {
        List<JobOrder.Range> ranges = new SectorRanges("500-599,0-9, 10-19,550-700,50%-").on(2000, 512);
        assertThat(ranges).containsExactly(new JobOrder.Range(0, 20), new JobOrder.Range(500, 701), new JobOrder.Range(1000, 2000));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "-", "5", "a-b", "1-2-3", "1+2+3", "1+", "+5", "0-9,,20-29", "10KB-20KB", "1-2+3", "10%%-" })
    void refusesWhatIsNoRange(String text) {
        assertThatThrownBy(() -> new SectorRanges(text).on(SECTORS, 512)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({ "5-4", "5+0", "2GiB-1GiB", "100%-" })
    void refusesARangeWithoutSectors(String text) {
        assertThatThrownBy(() -> new SectorRanges(text).on(SECTORS, 512)).hasMessageContaining("holds no sector");
    }

    @ParameterizedTest
    @CsvSource({ "0-10000000", "0-99999999999999999999999", "9999999+2", "9223372036854775807-", "0-101%", "0-9000TiB" })
    void refusesARangeBeyondTheDrive(String text) {
        assertThatThrownBy(() -> new SectorRanges(text).on(SECTORS, 512)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysWhichRangeIsWrongAndWhereTheSourceEnds() {
        assertThatThrownBy(() -> new SectorRanges("0-9,5-20000000").on(SECTORS, 512)).hasMessageContaining("\"5-20000000\"")
                .hasMessageContaining("9999999");
    }
}
