package org.salvor.drive.sgio;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What {@code /sys} tells of a namespace of an NVMe drive; no command is sent for it.
 *
 * @param name of its disk, such as {@code nvme0n1}
 * @param controller folder of its controller in {@code /sys/class/nvme}
 * @param folder of its disk in {@code /sys/block}
 */
record NvmeDevice(String name, Path controller, Path folder) {
    /** With several paths to a drive, each has a disk of its own below its controller, which nobody uses: {@code nvme0c1n1} of {@code nvme0n1}. */
    private static final String NAMESPACE = "(nvme\\d+)(c\\d+)?(n\\d+)";

    /** All of this machine. */
    static List<NvmeDevice> all(Path sys) {
        List<NvmeDevice> devices = new ArrayList<>();
        for (Path controller : children(sys.resolve("class/nvme"))) {
            for (Path child : children(controller)) {
                String name = child.getFileName().toString();
                if (name.matches(NAMESPACE)) {
                    String disk = name.replaceFirst(NAMESPACE, "$1$3");
                    if (devices.stream().noneMatch(each -> each.name.equals(disk)) && Files.exists(sys.resolve("block").resolve(disk))) {
                        devices.add(new NvmeDevice(disk, controller, sys.resolve("block").resolve(disk)));
                    }
                }
            }
        }
        devices.sort(Comparator.comparing(NvmeDevice::name));
        return devices;
    }

    /** The one of a disk or of its pass-through node: {@code nvme0n1} or {@code ng0n1}. */
    static Optional<NvmeDevice> of(Path sys, String name) {
        String disk = name.replaceFirst("^ng(\\d+n\\d+)$", "nvme$1");
        return all(sys).stream().filter(each -> each.name.equals(disk)).findFirst();
    }

    private static List<Path> children(Path folder) {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(children::add);
        } catch (IOException none) {
            return List.of();
        }
        children.sort(Comparator.naturalOrder());
        return children;
    }

    /** Its pass-through node: the character device where the kernel has one (from 5.13 on), else the disk. */
    Path node(Path dev) {
        Path generic = dev.resolve(name.replaceFirst("^nvme", "ng"));
        return Files.exists(generic) ? generic : disk(dev);
    }

    /** The node of its disk. */
    Path disk(Path dev) {
        return dev.resolve(name);
    }

    /** The node of its controller, which takes resets. */
    Path controllerNode(Path dev) {
        return dev.resolve(controller.getFileName().toString());
    }

    /** Its number. */
    int number() {
        String shown = text(folder.resolve("nsid"));
        return Integer.parseInt(shown.matches("\\d{1,9}") ? shown : name.replaceFirst(".*n", ""));
    }

    /** All disks of the same controller: a reset hits them all. */
    List<String> siblings() {
        return children(controller).stream().map(child -> child.getFileName().toString()).filter(child -> child.matches(NAMESPACE))
                .map(child -> child.replaceFirst(NAMESPACE, "$1$3")).distinct().toList();
    }

    /** Its serial number; empty when the kernel has none. */
    String serial() {
        return text(controller.resolve("serial"));
    }

    /** Its model, not empty. */
    String model() {
        String model = text(controller.resolve("model"));
        return model.isEmpty() ? "unnamed drive" : model;
    }

    /** Its firmware revision. */
    String firmware() {
        return text(controller.resolve("firmware_rev"));
    }

    /** Whether the kernel still has it. */
    boolean alive() {
        String state = text(controller.resolve("state"));
        return Files.exists(folder) && !state.equals("dead") && !state.startsWith("deleting");
    }

    /** What the kernel says of it, such as {@code live}. */
    String state() {
        return text(controller.resolve("state"));
    }

    /** Longest transfer of one command in bytes, as the kernel's driver has set it. */
    int maxTransferBytes() {
        String kibibytes = text(folder.resolve("queue/max_hw_sectors_kb"));
        return kibibytes.matches("[1-9]\\d{0,6}") ? Math.min(Integer.parseInt(kibibytes) << 10, 1 << 20) : 64 << 10;
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
        } catch (IOException none) {
            return "";
        }
    }
}
