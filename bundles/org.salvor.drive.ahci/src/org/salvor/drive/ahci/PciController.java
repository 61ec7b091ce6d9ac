package org.salvor.drive.ahci;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A controller on the PCI bus as {@code /sys} shows it. It reads only, and each call reads anew.
 *
 * @param pci {@code /sys/bus/pci}
 * @param address such as {@code 0000:00:1f.2}
 */
record PciController(Path pci, String address) {
    static final String ADDRESS = "[0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]";
    /** SATA controller with the AHCI interface. */
    private static final String AHCI_CLASS = "0x010601";
    private static final String BRIDGE_CLASS = "0x06";

    /** All AHCI controllers, in order of their addresses. */
    static List<PciController> all(Path pci) {
        return names(pci.resolve("devices")).stream().map(name -> new PciController(pci, name)).filter(PciController::isAhci).toList();
    }

    Path folder() {
        return pci.resolve("devices").resolve(address);
    }

    boolean exists() {
        return Files.isDirectory(folder());
    }

    boolean isAhci() {
        return deviceClass().equals(AHCI_CLASS);
    }

    String deviceClass() {
        return text(folder().resolve("class"));
    }

    /** The kernel's driver that has it. */
    Optional<String> driver() {
        return target(folder().resolve("driver"));
    }

    /** Number of its IOMMU group; empty where no IOMMU keeps it within bounds. */
    Optional<String> iommuGroup() {
        Path group = folder().resolve("iommu_group");
        return text(group.resolve("name")).equals("vfio-noiommu") ? Optional.empty() : target(group);
    }

    /** Other devices of its group that would be given away with it, each with its driver; bridges stay with the kernel. */
    List<String> companions() {
        List<String> companions = new ArrayList<>();
        for (String name : names(folder().resolve("iommu_group").resolve("devices"))) {
            PciController other = new PciController(pci, name);
            if (!name.equals(address) && !other.deviceClass().startsWith(BRIDGE_CLASS + "04")) {
                companions.add(name + other.driver().map(driver -> " (" + driver + ")").orElse(""));
            }
        }
        return companions;
    }

    /** Kernel names of the disks on each port, by port number from 0; only while the kernel's driver has the controller. */
    Map<Integer, List<String>> disks() {
        Map<Integer, List<String>> disks = new TreeMap<>();
        for (String ata : names(folder())) {
            if (ata.matches("ata\\d+")) {
                Path link = folder().resolve(ata);
                String number = text(link.resolve("ata_port").resolve(ata).resolve("port_no"));
                if (number.matches("\\d{1,3}")) {
                    disks.computeIfAbsent(Integer.parseInt(number) - 1, _ -> new ArrayList<>()).addAll(disksBelow(link));
                }
            }
        }
        return disks;
    }

    private static List<String> disksBelow(Path ata) {
        List<String> disks = new ArrayList<>();
        for (String host : names(ata, "host")) {
            for (String target : names(ata.resolve(host), "target")) {
                for (String unit : names(ata.resolve(host).resolve(target))) {
                    disks.addAll(names(ata.resolve(host).resolve(target).resolve(unit).resolve("block")));
                }
            }
        }
        return disks;
    }

    private static Optional<String> target(Path link) {
        try {
            return Optional.of(link.toRealPath().getFileName().toString());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static List<String> names(Path folder) {
        return names(folder, "");
    }

    private static List<String> names(Path folder, String start) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, start + "*")) {
            entries.forEach(entry -> names.add(entry.getFileName().toString()));
        } catch (IOException e) {
            return List.of();
        }
        names.sort(null);
        return names;
    }

    static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
