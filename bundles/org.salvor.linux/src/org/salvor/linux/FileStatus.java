package org.salvor.linux;

import static java.lang.foreign.MemoryLayout.paddingLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What {@code statx(2)} tells of a file.
 *
 * @param mode type and permission bits as in {@code stat.h}
 * @param device the device that holds the file
 * @param inode its number there; device and inode together name a file, whatever its paths
 * @param links how many names it has
 * @param represents the device that a device file stands for; 0:0 for other files
 * @param sizeBytes length of a regular file; 0 for a device
 * @param born when it was made, which no other file of the same inode number shares; empty where the file system does not keep it
 * @param allocatedBytes room that it takes up
 * @param directMemoryAlignment alignment that direct I/O asks of addresses, bytes; empty where the kernel or file system does not tell;
 *        0 where it has no direct I/O for this file
 * @param directOffsetAlignment the same for offsets and lengths
 */
public record FileStatus(int mode, DeviceNumber device, long inode, int links, DeviceNumber represents, long sizeBytes,
        Optional<Instant> born, long allocatedBytes, OptionalInt directMemoryAlignment, OptionalInt directOffsetAlignment) {

    /** {@code struct statx} of {@code linux/stat.h}; the same on every architecture. */
    static final StructLayout LAYOUT = structLayout(JAVA_INT.withName("stx_mask"), JAVA_INT.withName("stx_blksize"),
            JAVA_LONG.withName("stx_attributes"), JAVA_INT.withName("stx_nlink"), JAVA_INT.withName("stx_uid"),
            JAVA_INT.withName("stx_gid"),
            JAVA_SHORT.withName("stx_mode"), paddingLayout(2), JAVA_LONG.withName("stx_ino"), JAVA_LONG.withName("stx_size"),
            JAVA_LONG.withName("stx_blocks"), JAVA_LONG.withName("stx_attributes_mask"), paddingLayout(16),
            structLayout(JAVA_LONG.withName("tv_sec"), JAVA_INT.withName("tv_nsec"), paddingLayout(4)).withName("stx_btime"),
            paddingLayout(32),
            JAVA_INT.withName("stx_rdev_major"), JAVA_INT.withName("stx_rdev_minor"), JAVA_INT.withName("stx_dev_major"),
            JAVA_INT.withName("stx_dev_minor"), JAVA_LONG.withName("stx_mnt_id"), JAVA_INT.withName("stx_dio_mem_align"),
            JAVA_INT.withName("stx_dio_offset_align"), paddingLayout(96)).withName("statx");

    private static final int UNIT_OF_BLOCKS_BYTES = 512;

    /**
     * Looks at a path, through symbolic links.
     *
     * @throws LinuxException with the kernel's error number, mostly ENOENT or EACCES
     */
    public static FileStatus of(Path path) throws LinuxException {
        Linux.require("look at", path.toString());
        return read(Kernel.AT_FDCWD, path.toString(), 0, path.toString());
    }

    static FileStatus ofOpen(int fd, String subject) throws LinuxException {
        return read(fd, "", Kernel.AT_EMPTY_PATH, subject);
    }

    private static FileStatus read(int folderFd, String path, int flags, String subject) throws LinuxException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment target = arena.allocate(LAYOUT);
            int result = NativeCalls.statx(folderFd, path, flags, Kernel.STATX_BASIC_STATS | Kernel.STATX_BTIME | Kernel.STATX_DIOALIGN,
                    target);
            if (result < 0) {
                throw new LinuxException("look at", subject, -result);
            }
            boolean tellsAlignment = (field(target, "stx_mask") & Kernel.STATX_DIOALIGN) != 0;
            return new FileStatus(Short.toUnsignedInt(target.get(JAVA_SHORT, offsetOf("stx_mode"))),
                    new DeviceNumber(field(target, "stx_dev_major"), field(target, "stx_dev_minor")), longField(target, "stx_ino"),
                    field(target, "stx_nlink"), new DeviceNumber(field(target, "stx_rdev_major"), field(target, "stx_rdev_minor")),
                    longField(target, "stx_size"), born(target), longField(target, "stx_blocks") * UNIT_OF_BLOCKS_BYTES,
                    tellsAlignment ? OptionalInt.of(field(target, "stx_dio_mem_align")) : OptionalInt.empty(),
                    tellsAlignment ? OptionalInt.of(field(target, "stx_dio_offset_align")) : OptionalInt.empty());
        }
    }

    private static Optional<Instant> born(MemorySegment target) {
        PathElement btime = PathElement.groupElement("stx_btime");
        return (field(target, "stx_mask") & Kernel.STATX_BTIME) == 0 ? Optional.empty()
                : Optional.of(Instant.ofEpochSecond(target.get(JAVA_LONG, LAYOUT.byteOffset(btime, PathElement.groupElement("tv_sec"))),
                        target.get(JAVA_INT, LAYOUT.byteOffset(btime, PathElement.groupElement("tv_nsec")))));
    }

    private static int field(MemorySegment target, String name) {
        return target.get(JAVA_INT, offsetOf(name));
    }

    private static long longField(MemorySegment target, String name) {
        return target.get(JAVA_LONG, offsetOf(name));
    }

    private static long offsetOf(String name) {
        return LAYOUT.byteOffset(PathElement.groupElement(name));
    }

    public boolean isBlockDevice() {
        return (mode & Kernel.S_IFMT) == Kernel.S_IFBLK;
    }

    public boolean isCharacterDevice() {
        return (mode & Kernel.S_IFMT) == Kernel.S_IFCHR;
    }

    public boolean isRegularFile() {
        return (mode & Kernel.S_IFMT) == Kernel.S_IFREG;
    }

    public boolean isFolder() {
        return (mode & Kernel.S_IFMT) == Kernel.S_IFDIR;
    }

    /** Whether both are the same file, under whatever names: same device and inode. */
    public boolean isSameFile(FileStatus other) {
        return inode == other.inode && device.equals(other.device);
    }
}
