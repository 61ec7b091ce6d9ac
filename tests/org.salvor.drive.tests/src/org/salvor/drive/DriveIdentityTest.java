package org.salvor.drive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.salvor.ata.IdentifyDevice;

class DriveIdentityTest {
    private static final DriveIdentity DRIVE = new DriveIdentity("MODEL", "SERIAL", "FW1", 1000, 512, 4096);

    @Test
    void theSameDriveBehindAnotherBridgeIsTheSame() {
        assertThat(DRIVE.sameDrive(new DriveIdentity("USB bridge", "SERIAL", "", 1000, 512, 512))).isTrue();
    }

    @Test
    void anotherSerialNumberIsAnotherDrive() {
        assertThat(DRIVE.sameDrive(new DriveIdentity("MODEL", "OTHER", "FW1", 1000, 512, 4096))).isFalse();
        assertThat(DRIVE.sameDrive(new DriveIdentity("MODEL", "", "FW1", 1000, 512, 4096))).isFalse();
        assertThat(new DriveIdentity("MODEL", "", "FW1", 1000, 512, 4096).sameDrive(DRIVE)).isFalse();
    }

    @Test
    void anotherSizeIsAnotherDrive() {
        assertThat(DRIVE.sameDrive(new DriveIdentity("MODEL", "SERIAL", "FW1", 999, 512, 4096))).isFalse();
        assertThat(DRIVE.sameDrive(new DriveIdentity("MODEL", "SERIAL", "FW1", 1000, 4096, 4096))).isFalse();
    }

    @Test
    void withoutAnySerialNumberTheModelDecides() {
        DriveIdentity nameless = new DriveIdentity("MODEL", "", "", 1000, 512, 512);
        assertThat(nameless.sameDrive(new DriveIdentity("MODEL", "", "FW2", 1000, 512, 512))).isTrue();
        assertThat(nameless.sameDrive(new DriveIdentity("MODEL 2", "", "", 1000, 512, 512))).isFalse();
    }

    @Test
    void beingTheSameGoesBothWays() {
        DriveIdentity[] all = { DRIVE, new DriveIdentity("MODEL", "", "", 1000, 512, 512),
                new DriveIdentity("B", "SERIAL", "", 1000, 512, 512),
                new DriveIdentity("B", "", "", 1000, 512, 512) };
        for (DriveIdentity one : all) {
            assertThat(one.sameDrive(one)).isTrue();
            for (DriveIdentity other : all) {
                assertThat(one.sameDrive(other)).isEqualTo(other.sameDrive(one));
            }
        }
    }

    @Test
    void anIdentifyPageTellsIt() {
        IdentifyDevice page = IdentifyDevice.builder().model("MODEL").serial("SERIAL").firmware("FW1").sectors48(1000).sectorSize(512, 8, 0)
                .build();
        assertThat(DriveIdentity.of(page)).isEqualTo(DRIVE);
        assertThat(DriveIdentity.of(IdentifyDevice.builder().build()).model()).isEqualTo("unnamed drive");
    }

    @Test
    void sizesFollow() {
        assertThat(DRIVE.sectorsPerPhysical()).isEqualTo(8);
        assertThat(DRIVE.sizeBytes()).isEqualTo(512_000);
        assertThat(new DriveIdentity("M", "", "", 58_593_750_000L, 512, 512).sizeBytes()).isEqualTo(30_000_000_000_000L);
    }
}
