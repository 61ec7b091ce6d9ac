package org.salvor.station.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.salvor.ata.SmartAttribute;
import org.salvor.ata.SmartData;
import org.salvor.station.SmartView;
import org.salvor.station.SmartView.Verdict;

class SmartCheckTest {

    private static SmartView judged(boolean failing, SmartAttribute... attributes) {
        return SmartCheck.view("sg:/dev/sg1", new SmartData(Arrays.asList(attributes), 0, 0), failing);
    }

    private static SmartAttribute attribute(int id, int flags, int value, int threshold, long raw) {
        return new SmartAttribute(id, flags, value, value, raw, OptionalInt.of(threshold));
    }

    @Test
    void nothingSpeaksAgainstADriveWithoutLostSectors() {
        assertThat(judged(false, attribute(5, 1, 100, 36, 0), attribute(9, 0, 90, 0, 12_000)).verdict()).isEqualTo(Verdict.GOOD);
    }

    @Test
    void lostOrReplacedSectorsAreWear() {
        SmartView worn = judged(false, attribute(5, 1, 99, 36, 8), attribute(197, 0, 100, 0, 3));
        assertThat(worn.verdict()).isEqualTo(Verdict.WORN);
        assertThat(worn.sentence())
                .isEqualTo("The drive does not say that it is failing; it has 8 reallocated sectors, 3 pending sectors.");
    }

    @Test
    void aReachedThresholdIsAFailureWhateverTheDriveSays() {
        SmartView failing = judged(false, attribute(5, 1, 10, 36, 4000));
        assertThat(failing.verdict()).isEqualTo(Verdict.FAILING);
        assertThat(failing.attributes().getFirst().failing()).isTrue();
        assertThat(failing.attributes().getFirst().foretells()).isTrue();
        assertThat(failing.sentence()).contains("a threshold is reached: reallocated sectors");
    }

    @Test
    void theDrivesOwnWordIsEnough() {
        assertThat(judged(true, attribute(9, 0, 90, 0, 12_000)).verdict()).isEqualTo(Verdict.FAILING);
    }

    @Test
    void aTemperatureThatIsNotToldIsUnknown() {
        assertThat(judged(false, attribute(9, 0, 90, 0, 1)).temperatureCelsius()).isEqualTo(Integer.MIN_VALUE);
        assertThat(judged(false, attribute(194, 0, 60, 0, 41)).temperatureCelsius()).isEqualTo(41);
    }
}
