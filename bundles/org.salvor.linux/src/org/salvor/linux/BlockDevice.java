package org.salvor.linux;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What {@code /sys} tells of a block device, read without opening it.
 *
 * @param name the kernel's name, such as {@code sda} or {@code sda1}
 * @param node the device file
 * @param number its device number
 * @param sizeBytes 0 when there is no medium
 * @param parent of a partition, the name of the whole device
 * @param partitions of a whole device, the names of its partitions
 * @param holders names of devices that are built on this one (RAID, LVM, crypt)
 * @param slaves names of devices that this one is built on
 * @param vendor may be empty
 * @param model may be empty
 * @param serial may be empty
 * @param wwid the world-wide name, may be empty
 * @param firmware may be empty
 * @param state what the SCSI layer says of it ({@code running}, {@code offline} …), may be empty
 * @param backingFile of a loop device, the file it shows
 * @param removable whether the medium can be taken out
 * @param readOnly whether the kernel refuses writes
 * @param logicalSectorBytes sector of its commands
 * @param physicalSectorBytes sector of its medium
 * @param commandTimeoutSeconds after which the kernel gives up a command, where the device has such a setting
 */
public record BlockDevice(String name, Path node, DeviceNumber number, long sizeBytes, Optional<String> parent, List<String> partitions,
        List<String> holders, List<String> slaves, String vendor, String model, String serial, String wwid, String firmware, String state,
        Optional<Path> backingFile, boolean removable, boolean readOnly, int logicalSectorBytes, int physicalSectorBytes,
        OptionalInt commandTimeoutSeconds) {

    public boolean isPartition() {
        return parent.isPresent();
    }

    /** The model in words, never empty: of a partition with its number, of a loop device with its file. */
    public String modelWords() {
        String words = (vendor.equals("ATA") ? model : vendor + " " + model).strip();
        if (backingFile.isPresent()) {
            words = "loop device over " + backingFile.get();
        } else if (words.isEmpty()) {
            // Without model and serial only the kernel's name is left to tell one device from another.
            words = "block device " + (serialWords().isEmpty() ? name : "without a model name");
        }
        return isPartition() ? words + ", partition " + partitionNumber() : words;
    }

    /** What tells this device from all others: its serial number or its world-wide name, of a partition with its number; may be empty. */
    public String serialWords() {
        String own = serial.isEmpty() ? wwid : serial;
        return isPartition() && !own.isEmpty() ? own + "-part" + partitionNumber() : own;
    }

    private String partitionNumber() {
        return name.replaceFirst(".*\\D", "");
    }
}
