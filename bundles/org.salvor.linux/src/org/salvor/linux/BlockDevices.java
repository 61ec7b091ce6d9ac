package org.salvor.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads what {@code /proc} and {@code /sys} tell of block devices, mounts and swap. It opens no device and sends no command. Any thread; each call
 * reads anew.
 */
public final class BlockDevices {
    /** {@code /sys/block/X/size} counts these, whatever the device's own sector is. */
    private static final long SYS_SECTOR_BYTES = 512;
    private static final int DEFAULT_SECTOR_BYTES = 512;
    /** SPC-5 7.7.10, unit serial number page: length in byte 3, text from byte 4. */
    private static final int SERIAL_PAGE_HEADER_BYTES = 4;

    private final SysFolder proc;
    private final SysFolder sys;
    private final Path dev;

    /** Reads from these folders; others than {@code /proc}, {@code /sys} and {@code /dev} serve tests. */
    public BlockDevices(Path proc, Path sys, Path dev) {
        this.proc = new SysFolder(proc);
        this.sys = new SysFolder(sys);
        this.dev = dev;
    }

    /** Reads from this machine. */
    public static BlockDevices ofThisMachine() {
        return new BlockDevices(Path.of("/proc"), Path.of("/sys"), Path.of("/dev"));
    }

    /** All whole devices with a medium, in order of their names; partitions are named within them. */
    public List<BlockDevice> wholeDevices() {
        List<BlockDevice> devices = new ArrayList<>();
        for (String name : sys.child("block").names()) {
            byName(name).filter(device -> device.sizeBytes() > 0).ifPresent(devices::add);
        }
        return devices;
    }

    /** The device or partition of a kernel name, or empty where there is none. */
    public Optional<BlockDevice> byName(String name) {
        SysFolder whole = sys.child("block").child(name);
        if (whole.has("dev")) {
            return read(whole);
        }
        for (String parent : sys.child("block").names()) {
            SysFolder partition = sys.child("block").child(parent).child(name);
            if (partition.has("partition")) {
                return read(partition);
            }
        }
        return Optional.empty();
    }

    /** The device or partition of a device number, or empty where there is none. */
    public Optional<BlockDevice> byNumber(DeviceNumber number) {
        SysFolder folder = sys.child("dev").child("block").child(number.toString());
        return folder.has("dev") ? read(folder) : Optional.empty();
    }

    /**
     * What the SCSI layer says of a device or of a partition's disk ({@code running}, {@code offline} …): quickly, as it is asked after every error.
     *
     * @return an empty text where the device has no such state; empty where there is no such device any more
     */
    public Optional<String> stateOf(DeviceNumber number) {
        SysFolder folder = sys.child("dev").child("block").child(number.toString());
        if (!folder.has("dev")) {
            return Optional.empty();
        }
        return Optional.of(folder.has("partition") ? folder.text("../device/state") : folder.text("device/state"));
    }

    /** The disk that a SCSI pass-through device such as {@code /dev/sg1} commands, or empty where it is no disk. */
    public Optional<BlockDevice> behindPassThrough(DeviceNumber characterDevice) {
        SysFolder disks = sys.child("dev").child("char").child(characterDevice.toString()).child("device").child("block");
        return disks.names().stream().findFirst().flatMap(this::byName);
    }

    /** What is mounted in this process's view, in the order of mounting. */
    public List<Mount> mounts() {
        return proc.child("self").lines("mountinfo").stream().map(Mount::parse).flatMap(Optional::stream).toList();
    }

    /** Paths of active swap areas, files and devices. */
    public List<Path> swapAreas() {
        return proc.lines("swaps").stream().skip(1).map(line -> line.split("\\s")[0]).filter(word -> !word.isEmpty())
                .map(word -> Path.of(Mount.unescape(word))).toList();
    }

    private Optional<BlockDevice> read(SysFolder link) {
        SysFolder folder;
        try {
            folder = new SysFolder(link.path().toRealPath());
        } catch (IOException e) {
            return Optional.empty();
        }
        String name = folder.path().getFileName().toString();
        DeviceNumber number;
        try {
            number = DeviceNumber.parse(folder.text("dev"));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        boolean partition = folder.has("partition");
        SysFolder whole = partition ? new SysFolder(folder.path().getParent()) : folder;
        SysFolder device = whole.child("device");
        List<String> partitions = folder.names().stream().filter(child -> folder.child(child).has("partition")).toList();
        int logical = whole.number("queue/logical_block_size").orElse(DEFAULT_SECTOR_BYTES);
        // The kernel writes a slash in a device's name as "!".
        return Optional.of(new BlockDevice(name, dev.resolve(name.replace('!', '/')), number,
                folder.longNumber("size", 0) * SYS_SECTOR_BYTES,
                partition ? Optional.of(whole.path().getFileName().toString()) : Optional.empty(), partitions,
                folder.child("holders").names(),
                folder.child("slaves").names(), vendor(device), whole.firstText("device/model", "dm/name"), serial(whole),
                whole.firstText("wwid", "device/wwid", "dm/uuid", "md/uuid"), whole.firstText("device/rev", "device/firmware_rev"),
                device.text("state"), backingFile(folder), whole.text("removable").equals("1"), folder.text("ro").equals("1"), logical,
                whole.number("queue/physical_block_size").orElse(logical), device.number("timeout")));
    }

    /** A virtio or PCI device has a number here, which names nobody. */
    private static String vendor(SysFolder device) {
        String vendor = device.text("vendor");
        return vendor.startsWith("0x") ? "" : vendor;
    }

    private static String serial(SysFolder whole) {
        String plain = whole.firstText("device/serial", "serial");
        byte[] page = whole.bytes("device/vpd_pg80");
        if (!plain.isEmpty() || page.length <= SERIAL_PAGE_HEADER_BYTES) {
            return plain;
        }
        int end = Math.min(page.length, SERIAL_PAGE_HEADER_BYTES + Byte.toUnsignedInt(page[3]));
        return new String(Arrays.copyOfRange(page, SERIAL_PAGE_HEADER_BYTES, end), StandardCharsets.US_ASCII).replace('\0', ' ').strip();
    }

    private static Optional<Path> backingFile(SysFolder folder) {
        String file = folder.text("loop/backing_file");
        return file.isEmpty() ? Optional.empty() : Optional.of(Path.of(file));
    }
}
