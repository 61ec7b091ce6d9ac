package org.salvor.drive.sgio;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.salvor.ata.AtaFormatException;
import org.salvor.ata.IdentifyDevice;
import org.salvor.ata.VitalProductData;

/**
 * What {@code /sys} tells of a SCSI device that has a pass-through node; no command is sent for it.
 *
 * @param name such as {@code sg1}
 * @param folder of the device in {@code /sys/devices}, where links lead
 */
record SgDevice(String name, Path folder) {
    private static final int DISK = 0;
    private static final List<String> DEAD_STATES = List.of("offline", "transport-offline", "cancel", "deleted");

    /** All of this machine. */
    static List<SgDevice> all(Path sys) {
        List<SgDevice> devices = new ArrayList<>();
        try (var entries = Files.newDirectoryStream(sys.resolve("class/scsi_generic"))) {
            for (Path entry : entries) {
                of(sys, entry.getFileName().toString()).ifPresent(devices::add);
            }
        } catch (IOException none) {
            return List.of();
        }
        devices.sort((one, other) -> Integer.compare(one.number(), other.number()));
        return devices;
    }

    /** The one of a name such as {@code sg1}. */
    static Optional<SgDevice> of(Path sys, String name) {
        try {
            return Optional.of(new SgDevice(name, sys.resolve("class/scsi_generic").resolve(name).resolve("device").toRealPath()));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private int number() {
        String digits = name.replaceAll("\\D", "");
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    boolean isDisk() {
        return text("type").equals(Integer.toString(DISK));
    }

    /** Host, channel, target and unit, such as {@code 2:0:0:0}. */
    String address() {
        return folder.getFileName().toString();
    }

    /** The number of its host adapter. */
    String host() {
        return address().replaceFirst(":.*", "");
    }

    /** Whether the kernel's own translator (libata) is between. */
    boolean behindLibata() {
        return folder.toString().matches(".*/ata\\d+/.*");
    }

    /** Whether the kernel still lets commands through to it. */
    boolean alive() {
        String state = text("state");
        return Files.isDirectory(folder) && !DEAD_STATES.contains(state);
    }

    /** The kernel's name of the disk that belongs to it, such as {@code sdb}; empty while none does. */
    Optional<String> disk() {
        try (var entries = Files.newDirectoryStream(folder.resolve("block"))) {
            for (Path entry : entries) {
                return Optional.of(entry.getFileName().toString());
            }
        } catch (IOException none) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** The PCI function that it hangs on with a host of its own; empty for a drive on USB, whose controller carries much else. */
    Optional<Path> controller() {
        Path function = null;
        for (Path path = folder; path != null; path = path.getParent()) {
            String name = path.getFileName() == null ? "" : path.getFileName().toString();
            if (name.matches("usb\\d+")) {
                return Optional.empty();
            }
            if (function == null && name.matches("[0-9a-f]{4,}:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]")) {
                function = path;
            }
        }
        return Optional.ofNullable(function);
    }

    /** The kernel's driver that has it now, such as {@code sd}; empty when none has. */
    String driver() {
        try {
            return Files.readSymbolicLink(folder.resolve("driver")).getFileName().toString();
        } catch (IOException none) {
            return "";
        }
    }

    /** What tells it from all others as the kernel has kept it; may be empty. */
    String worldWideName() {
        return text("wwid");
    }

    /** The IDENTIFY page of an ATA drive as the kernel has kept it. */
    Optional<IdentifyDevice> identify() {
        try {
            byte[] page = Files.readAllBytes(folder.resolve("vpd_pg89"));
            return Optional.of(VitalProductData.decode(VitalProductData.ATA_INFORMATION, page).identify());
        } catch (IOException | AtaFormatException none) {
            return Optional.empty();
        }
    }

    /** Its serial number; empty when the kernel has none. */
    String serial() {
        Optional<IdentifyDevice> ata = identify();
        if (ata.isPresent() && !ata.get().serial().isEmpty()) {
            return ata.get().serial();
        }
        try {
            byte[] page = Files.readAllBytes(folder.resolve("vpd_pg80"));
            return VitalProductData.decode(VitalProductData.SERIAL, page).serial();
        } catch (IOException | AtaFormatException none) {
            return "";
        }
    }

    /** Its model in words, not empty. */
    String model() {
        String vendor = text("vendor");
        String words = identify().map(IdentifyDevice::model)
                .orElse(((vendor.equals("ATA") ? "" : vendor + " ") + text("model")).strip());
        return words.isEmpty() ? "unnamed drive" : words;
    }

    /** Its firmware revision. */
    String firmware() {
        return identify().map(IdentifyDevice::firmware).orElse(text("rev"));
    }

    private String text(String file) {
        try {
            return new String(Files.readAllBytes(folder.resolve(file)), StandardCharsets.UTF_8).strip();
        } catch (IOException none) {
            return "";
        }
    }
}
