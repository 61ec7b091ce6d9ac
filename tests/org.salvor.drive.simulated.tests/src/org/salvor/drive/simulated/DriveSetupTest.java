package org.salvor.drive.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.salvor.drive.spi.DriveAddress;
import org.salvor.drive.spi.DriveOpenException;

class DriveSetupTest {

    @Test
    void aPlainAddressIsADriveOfOneGibibyteWithSeedOneOnAVirtualClock() throws Exception {
        DriveSetup setup = setup("sim:clustered");
        assertThat(setup.profile()).isEqualTo(Profiles.find("clustered").orElseThrow());
        assertThat(setup.seed()).isEqualTo(1);
        assertThat(setup.sectorCount()).isEqualTo(1L << 21);
        assertThat(setup.format()).isEqualTo(SectorFormat.NATIVE_512);
        assertThat(setup.realClock()).isFalse();
        assertThat(setup.movesBytes()).isTrue();
        assertThat(setup.password()).isEmpty();
        assertThat(setup.wideAddresses()).isTrue();
    }

    @Test
    void takesEveryOptionInAnyOrder() throws Exception {
        DriveSetup setup = setup(
                "sim:hangs?hang=0.5&bytes=none&sector=4kn&seed=77&speed=2.5&clock=real&size=1.5GB&hpa=1MiB&dco=4096B&password=Open-1");
        assertThat(setup.profile().value(Parameter.HANG)).isEqualTo(0.5);
        assertThat(setup.profile().changed()).isTrue();
        assertThat(setup.movesBytes()).isFalse();
        assertThat(setup.format()).isEqualTo(SectorFormat.NATIVE_4096);
        assertThat(setup.seed()).isEqualTo(77);
        assertThat(setup.speed()).isEqualTo(2.5);
        assertThat(setup.realClock()).isTrue();
        assertThat(setup.sectorCount()).isEqualTo(1_500_000_000 / 4096);
        assertThat(setup.hiddenByHost()).isEqualTo(256);
        assertThat(setup.hiddenByOverlay()).isEqualTo(1);
        assertThat(setup.password()).isEqualTo("Open-1");
    }

    @Test
    void understandsSizesInTheUsualUnits() throws Exception {
        assertThat(setup("sim:healthy?size=4000000sectors").sectorCount()).isEqualTo(4_000_000);
        assertThat(setup("sim:healthy?size=64GiB").sectorCount()).isEqualTo(1L << 27);
        assertThat(setup("sim:healthy?size=30TB").sectorCount()).isEqualTo(30_000_000_000_000L / 512);
        assertThat(setup("sim:healthy?size=0.5KiB").sectorCount()).isEqualTo(1);
        assertThat(setup("sim:healthy?size=5200B&sector=520").sectorCount()).isEqualTo(10);
        assertThat(setup("sim:healthy?size=5000B&sector=512e").sectorCount()).isEqualTo(8);
        assertThat(setup("sim:healthy?size=10sectors&sector=512e").sectorCount()).isEqualTo(8);
    }

    @Test
    void faultsCanBeAdded() throws Exception {
        assertThat(setup("sim:healthy?fault=identity-change").profile().value(Parameter.IDENTITY_CHANGE)).isEqualTo(1);
        assertThat(setup("sim:clustered?fault=garbage").profile().value(Parameter.GARBAGE)).isEqualTo(1);
    }

    @Test
    void whatThereIsNotIsRefusedInOneSentence() {
        List<String> wrong = List.of("sim:nothing", "sim:healthy?colour=red", "sim:healthy?seed=-1", "sim:healthy?seed=x",
                "sim:healthy?size=0B", "sim:healthy?size=5", "sim:healthy?size=2048TiB", "sim:healthy?size=1KiB&sector=4kn",
                "sim:healthy?sector=513", "sim:healthy?clock=slow", "sim:healthy?speed=2", "sim:healthy?clock=real&speed=0",
                "sim:healthy?bytes=some", "sim:healthy?fault=all", "sim:healthy?heads=0", "sim:healthy?heads=many",
                "sim:healthy?hang=1.5", "sim:healthy?size=1MiB&hpa=1MiB", "sim:healthy?password=a%20b", "sim:healthy?lba=32",
                "sim:healthy?size=1TB&lba=28");
        for (String address : wrong) {
            assertThatThrownBy(() -> setup(address)).as(address).isInstanceOf(DriveOpenException.class)
                    .satisfies(failure -> assertThat(failure.getMessage()).endsWith(".").hasSizeBetween(30, 300).doesNotContain("\n"));
        }
        assertThatThrownBy(() -> setup("sim:healthy?size=5")).hasMessageContaining("size").hasMessageContaining("\"5\"")
                .hasMessageContaining("64GiB");
        assertThatThrownBy(() -> setup("sim:healthy?colour=red")).hasMessageContaining("\"colour\"")
                .hasMessageContaining("seed, size, sector");
        assertThatThrownBy(() -> setup("sim:healthy?heads=0")).hasMessageContaining("heads must lie between 1 and 64");
        assertThatThrownBy(() -> SimulatedDrive.open("file:x")).isInstanceOf(DriveOpenException.class)
                .hasMessageContaining("sim:clustered");
        assertThatThrownBy(() -> SimulatedDrive.open("sim:x?y")).isInstanceOf(DriveOpenException.class);
    }

    private static DriveSetup setup(String address) throws DriveOpenException {
        return DriveSetup.of(DriveAddress.parse(address));
    }
}
