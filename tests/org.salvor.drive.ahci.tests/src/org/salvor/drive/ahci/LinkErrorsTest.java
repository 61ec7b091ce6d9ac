package org.salvor.drive.ahci;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LinkErrorsTest {

    @Test
    void everyBitIsCalledByWhatItMeans() {
        assertThat(LinkErrors.words(1 << 27, 1 << 21 | 1 << 22)).isEqualTo("interface error; bad checksum, handshake refused");
        assertThat(LinkErrors.words(1 << 6, 1 << 26)).isEqualTo("the link went and came back; drive exchanged");
        assertThat(LinkErrors.words(1 << 29, 0)).isEqualTo("bus error");
        assertThat(LinkErrors.words(0, 1 << 8 | 1 << 5)).isEqualTo("data damaged");
        assertThat(LinkErrors.words(1 << 30 | 1, 0)).as("nothing of the link").isEmpty();
    }
}
