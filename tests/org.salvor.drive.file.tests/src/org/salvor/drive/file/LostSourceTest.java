package org.salvor.drive.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.linux.BlockDevice;
import org.salvor.linux.BlockDevices;
import org.salvor.linux.DeviceNumber;
import org.salvor.linux.OpenFlag;
import org.salvor.linux.OwnedFd;

/** A file on a made-up disk that the kernel gives up: what is lost must not be taken for bad sectors. */
class LostSourceTest {
    @TempDir
    Path folder;

    private BlockDevices devices;
    private BlockDevice disk;

    @BeforeEach
    void plugIn() throws IOException {
        put("sys/devices/usb/block/sdx/dev", "8:240");
        put("sys/devices/usb/block/sdx/size", "2048");
        put("sys/devices/usb/device/state", "running\n");
        Files.createSymbolicLink(folder.resolve("sys/devices/usb/block/sdx/device"), folder.resolve("sys/devices/usb/device"));
        Files.createDirectories(folder.resolve("sys/dev/block"));
        Files.createSymbolicLink(folder.resolve("sys/dev/block/8:240"), folder.resolve("sys/devices/usb/block/sdx"));
        devices = new BlockDevices(folder.resolve("proc"), folder.resolve("sys"), Path.of("/dev"));
        disk = devices.byNumber(new DeviceNumber(8, 240)).orElseThrow();
    }

    @Test
    void aDiskThatRunsIsNotLost() throws Exception {
        try (OwnedFd fd = file()) {
            assertThat(onDisk(fd).loss(devices)).isEmpty();
        }
    }

    @Test
    void aDiskThatTheKernelTookOfflineIsLost() throws Exception {
        try (OwnedFd fd = file()) {
            Source source = onDisk(fd);
            put("sys/devices/usb/device/state", "offline\n");
            assertThat(source.loss(devices)).contains("the kernel has taken the device /dev/sdx offline");
        }
    }

    @Test
    void aDiskThatWasPulledIsLost() throws Exception {
        try (OwnedFd fd = file()) {
            Source source = onDisk(fd);
            Files.delete(folder.resolve("sys/dev/block/8:240"));
            assertThat(source.loss(devices)).contains("the kernel no longer knows the device /dev/sdx");
        }
    }

    private OwnedFd file() throws IOException {
        return OwnedFd.openForReading(Files.write(folder.resolve("disk.img"), new byte[1024]), OpenFlag.NO_ACCESS_TIME);
    }

    private Source onDisk(OwnedFd fd) {
        return new Source(fd, fd.path(), false, 1, 1024, 512, "", Optional.empty(), Optional.of(disk), List.of());
    }

    private void put(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
