package org.salvor.drive.ide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.salvor.drive.CommandGate;
import org.salvor.drive.VirtualClock;
import org.salvor.drive.spi.DriveAddress;
import org.salvor.drive.spi.DriveContext;
import org.salvor.drive.spi.DriveOpenException;

class IdeDriveProviderTest {

    @ParameterizedTest
    @ValueSource(strings = { "ide:1f0", "ide:1f0,3f6", "ide:1f0,3f6/2", "ide:xyz,3f6/0", "ide:1f0,3f6/0?fast=yes" })
    void anAddressThatIsNoneIsExplained(String address) {
        assertThatThrownBy(() -> new IdeDriveProvider().open(DriveAddress.parse(address), new DriveContext(new VirtualClock(Instant.EPOCH),
                CommandGate.readOnly()))).isInstanceOf(DriveOpenException.class).hasMessageContaining("ide:1f0,3f6/0");
    }

    @Test
    void addressesAreWrittenAsTheyAreRead() throws Exception {
        IdeAddress address = IdeAddress.of(DriveAddress.parse("ide:170,376/1"));
        assertThat(address).isEqualTo(new IdeAddress(0x170, 0x376, 1));
        assertThat(address.toAddress()).hasToString("ide:170,376/1");
    }
}
