package org.salvor.imaging.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Function;
import org.junit.jupiter.api.Test;

class UnitsTest {

    private static void refuses(Function<String, ?> parser, String text, String because) {
        assertThatThrownBy(() -> parser.apply(text)).as(text).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(because);
    }

    @Test
    void durationsTakeTheirUnits() {
        assertThat(Units.millis("250 ms")).isEqualTo(250);
        assertThat(Units.millis("250ms")).isEqualTo(250);
        assertThat(Units.millis("0.8 s")).isEqualTo(800);
        assertThat(Units.millis("3 min")).isEqualTo(180_000);
        assertThat(Units.millis("1.5 h")).isEqualTo(5_400_000);
        assertThat(Units.millis("0 ms")).isZero();
        refuses(Units::millis, "250", "has no unit");
        refuses(Units::millis, "-1 s", "must not be negative");
        refuses(Units::millis, "0.5 ms", "no whole number of milliseconds");
        refuses(Units::millis, "1 S", "not a unit");
        refuses(Units::millis, "999 d", "longer than a year");
        refuses(Units::millis, "fast", "is not a duration");
        refuses(Units::millis, "99999999999999999999 s", "is not a duration");
    }

    @Test
    void lengthsTakeSectorsAndBytes() {
        assertThat(Units.sectors("1 sector", 512)).isEqualTo(1);
        assertThat(Units.sectors("4,096 sectors", 4096)).isEqualTo(4096);
        assertThat(Units.sectors("64 KiB", 512)).isEqualTo(128);
        assertThat(Units.sectors("1 B", 512)).isEqualTo(1);
        assertThat(Units.sectors("0 B", 512)).isZero();
        assertThat(Units.sectors("1 GB", 512)).isEqualTo(1_953_125);
        assertThat(Units.sectors("9223372036854775 sectors", 512)).isEqualTo(9223372036854775L);
        refuses(text -> Units.sectors(text, 512), "64 K", "not a unit of a length");
        refuses(text -> Units.sectors(text, 512), "999999999999999999 TiB", "larger than any drive");
    }

    @Test
    void whatIsWrittenReadsTheSame() {
        for (long value : new long[] { 0, 1, 7, 8, 999, 1000, 4096, 65_536, 90_000, 3_600_000, 1L << 31, 86_400_000 }) {
            assertThat(Units.millis(Units.ofMillis(value))).isEqualTo(value);
            assertThat(Units.sectors(Units.ofSectors(value, 512), 512)).isEqualTo(value);
            assertThat(Units.sectors(Units.ofSectors(value, 520), 520)).isEqualTo(value);
            assertThat(Units.sectors(Units.ofSectors(value, 0), 4096)).isEqualTo(value);
            assertThat(Units.bytesPerSecond(Units.ofBytesPerSecond(value))).isEqualTo(value);
        }
        assertThat(Units.ofMillis(90_000)).isEqualTo("90 s");
        assertThat(Units.ofMillis(1500)).isEqualTo("1500 ms");
        assertThat(Units.ofSectors(2048, 512)).isEqualTo("1 MiB");
        assertThat(Units.ofSectors(1, 512)).isEqualTo("1 sector");
        assertThat(Units.ofSectors(Long.MAX_VALUE, 512)).isEqualTo("9223372036854775807 sectors");
    }

    @Test
    void othersTakeWhatPeopleWrite() {
        assertThat(Units.celsius("55 °C")).isEqualTo(55);
        assertThat(Units.celsius("55C")).isEqualTo(55);
        assertThat(Units.count("1,000,000")).isEqualTo(1_000_000);
        assertThat(Units.factor("1.5")).isEqualTo(1.5);
        assertThat(Units.truth("yes")).isTrue();
        refuses(Units::celsius, "400 °C", "No drive works");
        refuses(Units::count, "-3", "must not be negative");
        refuses(Units::count, "1,00", "plain whole number");
        refuses(Units::factor, "2x", "not a factor");
        refuses(Units::bytesPerSecond, "1 MiB", "not a unit of a rate");
    }
}
