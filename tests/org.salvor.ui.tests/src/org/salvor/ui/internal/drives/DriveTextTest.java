package org.salvor.ui.internal.drives;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.salvor.station.DriveView;
import org.salvor.ui.Amounts;
import org.salvor.ui.Samples;

class DriveTextTest {
    private static final DriveView UNKNOWN = new DriveView("block:/dev/sdc", "USB", "", "", "", 0, 0, 0, "", "", "", "",
            "It cannot be opened.");

    @Test
    void aDriveIsCalledByItsModelOrElseByItsAddress() {
        assertThat(DriveText.name(Samples.DRIVE)).isEqualTo("WDC WD10EZEX");
        assertThat(DriveText.name(UNKNOWN)).isEqualTo("block:/dev/sdc");
    }

    @Test
    void unusualSectorsAreMentioned() {
        assertThat(DriveText.size(Samples.DRIVE)).isEqualTo("1.00 TB");
        assertThat(DriveText.size(UNKNOWN)).isEqualTo(Amounts.UNKNOWN);
        assertThat(DriveText.size(new DriveView("", "", "", "", "", 1000, 520, 520, "", "", "", "", "")))
                .isEqualTo("520 kB, 520-byte sectors");
    }

    @Test
    void aProblemComesBeforeANote() {
        assertThat(DriveText.remark(UNKNOWN)).isEqualTo("It cannot be opened.");
    }

    @Test
    void aDriveInOneSentence() {
        assertThat(DriveText.sentence(Samples.DRIVE))
                .isEqualTo("WDC WD10EZEX, serial number WD-WCC6Y0ABCDEF, firmware 01.01A01, 1.00 TB, SATA.");
    }
}
