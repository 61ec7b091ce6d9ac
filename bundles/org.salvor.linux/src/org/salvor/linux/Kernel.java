package org.salvor.linux;

/** Constants of the kernel's interface on x86-64, each named as its header has it. A test compares them with the system's headers. */
final class Kernel {
    /** {@code linux/falloc.h}. */
    static final int FALLOC_KEEP_SIZE = 1;
    static final int FALLOC_PUNCH_HOLE = 2;

    /** {@code linux/fadvise.h}. */
    static final int FADV_RANDOM = 1;
    static final int FADV_DONTNEED = 4;

    /** {@code linux/fs.h}: SYNC_FILE_RANGE_*. */
    static final int SYNC_RANGE_WAIT_BEFORE = 1;
    static final int SYNC_RANGE_WRITE = 2;
    static final int SYNC_RANGE_WAIT_AFTER = 4;

    /** {@code linux/fcntl.h}. */
    static final int AT_FDCWD = -100;
    static final int AT_EMPTY_PATH = 0x1000;

    /** {@code linux/stat.h}. */
    static final int STATX_BASIC_STATS = 0x7ff;
    static final int STATX_BTIME = 0x800;
    static final int STATX_DIOALIGN = 0x2000;
    static final int S_IFMT = 0170000;
    static final int S_IFBLK = 0060000;
    static final int S_IFCHR = 0020000;
    static final int S_IFREG = 0100000;
    static final int S_IFDIR = 0040000;

    /** {@code asm-generic/poll.h}. */
    static final int POLLIN = 1;

    /** {@code asm-generic/mman-common.h}. */
    static final int PROT_READ = 1;
    static final int PROT_WRITE = 2;
    static final int PROT_EXEC = 4;
    static final int MAP_SHARED = 1;
    static final int MAP_PRIVATE = 2;
    static final int MAP_ANONYMOUS = 0x20;
    static final int MAP_LOCKED = 0x2000;

    /** {@code linux/fs.h}, block device requests. */
    static final long BLKROGET = 0x125e;
    static final long BLKFLSBUF = 0x1261;
    static final long BLKSSZGET = 0x1268;
    static final long BLKIOMIN = 0x1278;
    static final long BLKIOOPT = 0x1279;
    static final long BLKALIGNOFF = 0x127a;
    static final long BLKPBSZGET = 0x127b;
    static final long BLKROTATIONAL = 0x127e;
    static final long BLKGETSIZE64 = 0x80081272L;
    static final long BLKGETDISKSEQ = 0x80081280L;

    private Kernel() {
    }
}
