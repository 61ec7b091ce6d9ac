package org.salvor.drive.ahci;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.salvor.linux.BlockDevices;

/** Folders that look like /sys, /proc and /dev of a machine with controllers, and a kernel that obeys what is written there. */
final class FakeMachine implements Binding.Kernel {
    static final String CONTROLLER = "0000:00:1f.2";
    final Path root;
    final Path pci;
    final Path runFolder;
    final List<String> orders = new ArrayList<>();
    String stubborn = "";

    FakeMachine(Path root) throws IOException {
        this.root = root;
        pci = root.resolve("sys/bus/pci");
        runFolder = root.resolve("run/salvor");
        Files.createDirectories(pci.resolve("drivers/ahci"));
        Files.createDirectories(pci.resolve("drivers/vfio-pci"));
        write("dev/vfio/vfio", "");
        write("proc/self/mountinfo", "");
        write("proc/swaps", "Filename Type Size Used Priority\n");
        device(CONTROLLER, "0x010601", "7", "ahci");
        disk(CONTROLLER, 1, "ata1", "sda", "8:0");
    }

    /** A device on the bus. */
    void device(String address, String pciClass, String group, String driver) throws IOException {
        Path folder = pci.resolve("devices").resolve(address);
        write(root.relativize(folder.resolve("class")).toString(), pciClass + "\n");
        write(root.relativize(folder.resolve("driver_override")).toString(), "(null)\n");
        if (!driver.isEmpty()) {
            Files.createSymbolicLink(folder.resolve("driver"), pci.resolve("drivers").resolve(driver));
        }
        if (!group.isEmpty()) {
            Path groupFolder = root.resolve("sys/kernel/iommu_groups").resolve(group);
            Files.createDirectories(groupFolder.resolve("devices").resolve(address));
            Files.createSymbolicLink(folder.resolve("iommu_group"), groupFolder);
        }
    }

    void disk(String address, int portNumber, String ata, String name, String number) throws IOException {
        String link = "sys/bus/pci/devices/" + address + "/" + ata;
        write(link + "/ata_port/" + ata + "/port_no", portNumber + "\n");
        Files.createDirectories(root.resolve(link + "/host0/target0:0:0/0:0:0:0/block/" + name));
        write("sys/block/" + name + "/dev", number + "\n");
        write("sys/block/" + name + "/size", "1000\n");
        write("sys/block/" + name + "/device/model", "Old Disk\n");
        write("sys/block/" + name + "/device/serial", "S-" + name + "\n");
        Files.createDirectories(root.resolve("sys/block/" + name + "/holders"));
    }

    void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    BlockDevices devices() {
        return new BlockDevices(root.resolve("proc"), root.resolve("sys"), root.resolve("dev"));
    }

    PciController controller() {
        return new PciController(pci, CONTROLLER);
    }

    Binding binding() {
        return new Binding(pci, runFolder, this);
    }

    AhciDriveProvider provider() {
        return new AhciDriveProvider(pci, root.resolve("dev"), devices(), binding());
    }

    Obstacles obstacles() {
        return new Obstacles(devices(), root.resolve("dev"));
    }

    String driver() {
        return controller().driver().orElse("none");
    }

    @Override
    public void write(Path file, String text) throws IOException {
        String order = pci.relativize(file) + " " + text.strip();
        orders.add(order.strip());
        String name = file.getFileName().toString();
        Path link = pci.resolve("devices").resolve(CONTROLLER).resolve("driver");
        switch (name) {
        case "driver_override" -> Files.writeString(file, text);
        case "unbind" -> {
            if (file.getParent().getFileName().toString().equals(stubborn)) {
                throw new IOException("Device or resource busy");
            }
            Files.delete(link);
        }
        case "drivers_probe" -> {
            String wanted = Files.readString(link.resolveSibling("driver_override")).strip();
            String driver = wanted.isEmpty() ? "ahci" : wanted;
            if (!Files.exists(link) && !driver.equals(stubborn)) {
                Files.createSymbolicLink(link, pci.resolve("drivers").resolve(driver));
            }
        }
        default -> throw new AssertionError("nobody should write " + file);
        }
    }
}
