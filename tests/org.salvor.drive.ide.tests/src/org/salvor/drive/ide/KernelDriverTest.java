package org.salvor.drive.ide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.drive.spi.DriveOpenException;

/** Taking a controller from the kernel, on a copy of what sysfs shows of one. */
@EnabledOnOs(OS.LINUX)
class KernelDriverTest {
    private static final String NAME = "0000:00:01.1";

    @TempDir
    Path folder;
    private Path driverFolder;
    private Path function;

    @BeforeEach
    void makeTree() throws IOException {
        function = Files.createDirectories(folder.resolve("sys/devices/pci0000:00").resolve(NAME));
        driverFolder = Files.createDirectories(folder.resolve("sys/bus/pci/drivers/ata_piix"));
        Files.createDirectories(folder.resolve("sys/bus/pci/devices"));
        Files.createSymbolicLink(folder.resolve("sys/bus/pci/devices").resolve(NAME), function);
        Files.writeString(function.resolve("class"), "0x010180\n");
        Files.writeString(function.resolve("resource"), """
                0x00000000000001f0 0x00000000000001f7 0x0000000000000110
                0x00000000000003f6 0x00000000000003f6 0x0000000000000110
                0x0000000000000170 0x0000000000000177 0x0000000000000110
                0x0000000000000376 0x0000000000000376 0x0000000000000110
                0x000000000000c040 0x000000000000c04f 0x0000000000040101
                """);
        Files.createFile(driverFolder.resolve("unbind"));
        Files.createFile(driverFolder.resolve("bind"));
        Files.createDirectories(function.resolve("ata1/host0/target0:0:0/0:0:0:0/block/sda"));
        Files.createDirectories(function.resolve("ata1/host0/target0:0:1/0:0:1:0/block/sdb"));
        Files.createDirectories(function.resolve("ata2/host1/target1:0:0/1:0:0:0/block/sdc"));
        bound();
    }

    private void bound() throws IOException {
        Files.createSymbolicLink(function.resolve("driver"), driverFolder);
    }

    private KernelDriver kernel(Set<String> used) {
        return new KernelDriver(folder.resolve("sys"), folder.resolve("state"), used::contains);
    }

    @Test
    void theDrivesOfEachChannelAreSeenWhereTheyAre() {
        assertThat(kernel(Set.of()).seen()).containsExactly(new KernelDriver.Seen("sda", new IdeAddress(0x1F0, 0x3F6, 0)),
                new KernelDriver.Seen("sdb", new IdeAddress(0x1F0, 0x3F6, 1)),
                new KernelDriver.Seen("sdc", new IdeAddress(0x170, 0x376, 0)));
    }

    @Test
    void aControllerWithADriveThatIsUsedIsRefusedAndNotTouched() {
        assertThatThrownBy(() -> kernel(Set.of("sdc")).take(0x1F0)).isInstanceOf(DriveOpenException.class).hasMessageContaining("/dev/sdc");
        assertThat(driverFolder.resolve("unbind")).isEmptyFile();
        assertThat(folder.resolve("state")).doesNotExist();
    }

    @Test
    void aDriverThatDoesNotLetGoIsNamed() {
        assertThatThrownBy(() -> kernel(Set.of()).take(0x1F0)).isInstanceOf(DriveOpenException.class).hasMessageContaining("ata_piix");
        assertThat(driverFolder.resolve("unbind")).hasContent(NAME);
    }

    @Test
    void aPortThatNoControllerHasIsRefused() {
        assertThatThrownBy(() -> kernel(Set.of()).take(0x1E8)).isInstanceOf(DriveOpenException.class).hasMessageContaining("1E8h");
    }

    @Test
    void aControllerWithoutADriverIsHeldByOneAtATime() throws Exception {
        Files.delete(function.resolve("driver"));
        Runnable giveBack = kernel(Set.of()).take(0x1F0);
        assertThatThrownBy(() -> kernel(Set.of()).take(0x170)).isInstanceOf(DriveOpenException.class).hasMessageContaining("held already");
        giveBack.run();
        kernel(Set.of()).take(0x170).run();
        assertThat(driverFolder.resolve("bind")).as("what had no driver gets none").isEmptyFile();
        assertThat(folder.resolve("state")).isEmptyDirectory();
    }

    @Test
    void whatACrashLeftBehindIsGivenBack() throws Exception {
        Files.delete(function.resolve("driver"));
        Files.createDirectories(folder.resolve("state"));
        Files.writeString(folder.resolve("state").resolve(NAME), "ata_piix");
        kernel(Set.of()).repair();
        assertThat(driverFolder.resolve("bind")).hasContent(NAME);
        assertThat(folder.resolve("state")).isEmptyDirectory();
    }

    @Test
    void whatALivingProcessHoldsIsLeftToIt() throws Exception {
        Files.delete(function.resolve("driver"));
        Runnable giveBack = kernel(Set.of()).take(0x1F0);
        kernel(Set.of()).repair();
        assertThat(folder.resolve("state").resolve(NAME)).exists();
        giveBack.run();
    }

    @Test
    void aControllerThatCannotBeGivenBackIsRememberedForTheNextStart() throws Exception {
        Files.delete(function.resolve("driver"));
        Files.createDirectories(folder.resolve("state"));
        Files.writeString(folder.resolve("state").resolve(NAME), "gone_driver");
        kernel(Set.of()).repair();
        assertThat(folder.resolve("state").resolve(NAME)).hasContent("gone_driver");
    }
}
