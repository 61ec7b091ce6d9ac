package org.salvor.drive.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.salvor.drive.CommandGate;
import org.salvor.drive.Drive;
import org.salvor.drive.VirtualClock;
import org.salvor.drive.spi.DriveAddress;
import org.salvor.drive.spi.DriveContext;
import org.salvor.drive.spi.DriveOpenException;
import org.salvor.drive.spi.DriveTemplate;

class SimulatedDriveProviderTest {
    private final SimulatedDriveProvider provider = new SimulatedDriveProvider();
    private final DriveContext context = new DriveContext(new VirtualClock(Instant.EPOCH), CommandGate.readOnly());

    @Test
    void servesTheSchemeSimAndListsNoDriveThatNobodyAskedFor() {
        assertThat(provider.scheme()).isEqualTo("sim");
        assertThat(provider.list()).isEmpty();
    }

    @Test
    void everyTemplateOpens() throws Exception {
        assertThat(provider.templates()).hasSize(12);
        for (DriveTemplate template : provider.templates()) {
            try (Drive drive = provider.open(DriveAddress.parse("sim:" + template.name() + "?size=4MiB"), context)) {
                assertThat(drive.identity().model()).endsWith(template.name());
                assertThat(drive.capabilities().notes()).contains(template.name()).contains("version 1").contains("8192 sectors")
                        .contains("seed 1");
            }
            assertThat(template.description()).contains("Version 1.").contains("MB/s");
        }
    }

    @Test
    void aWrongAddressIsRefusedWithASentence() {
        assertThatThrownBy(() -> provider.open(DriveAddress.parse("sim:clustered?sizes=1GiB"), context))
                .isInstanceOf(DriveOpenException.class)
                .hasMessageStartingWith("A simulated drive has no option \"sizes\"");
    }
}
