package org.salvor.station.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.drive.spi.DriveAddress;
import org.salvor.linux.BlockDevices;
import org.salvor.linux.FileStatus;
import org.salvor.station.StationException;

/** A source behind pass-through is known by its block device, in a /sys made for the test. */
class SourceNodeTest {
    @TempDir
    Path folder;
    private BlockDevices known;

    @BeforeEach
    void makeSys() throws Exception {
        known = new BlockDevices(folder.resolve("proc"), folder.resolve("sys"), Path.of("/dev"));
    }

    @Test
    void aFileAndABlockDeviceAreThemselves() throws Exception {
        assertThat(SourceNode.of(DriveAddress.parse("disk.img"), known)).isEqualTo("disk.img");
        assertThat(SourceNode.of(DriveAddress.parse("/dev/sdq"), known)).isEqualTo("/dev/sdq");
    }

    @Test
    void aDriveThatTheKernelDoesNotShowHasNoPath() throws Exception {
        assertThat(SourceNode.of(DriveAddress.parse("sim:healthy"), known)).isEmpty();
        assertThat(SourceNode.of(DriveAddress.parse("ahci:0000:00:1f.2/0"), known)).isEmpty();
    }

    @Test
    void behindPassThroughItIsTheDiskOfTheSameDevice() throws Exception {
        String number = FileStatus.of(Path.of("/dev/null")).represents().toString(); // any character device will do here
        Files.createDirectories(folder.resolve("sys/dev/char/" + number + "/device/block/sdq"));
        Path disk = Files.createDirectories(folder.resolve("sys/block/sdq"));
        Files.writeString(disk.resolve("dev"), "65:0\n");
        Files.writeString(disk.resolve("size"), "2048\n");
        Path byClass = Files.createDirectories(folder.resolve("sys/class/block"));
        Files.createSymbolicLink(byClass.resolve("sdq"), disk);
        assertThat(SourceNode.of(DriveAddress.parse("sg:/dev/null"), known)).isEqualTo("/dev/sdq");
    }

    @Test
    void aPassThroughDeviceThatIsNotThereLetsNothingBeWritten() {
        assertThatThrownBy(() -> SourceNode.of(DriveAddress.parse("sg:/dev/no-such-sg"), known)).isInstanceOf(StationException.class)
                .hasMessageContaining("nothing is written");
    }
}
