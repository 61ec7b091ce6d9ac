package org.salvor.linux;

/** Flags of {@code open(2)} beyond the access mode, with their values on x86-64 ({@code asm-generic/fcntl.h}). */
public enum OpenFlag {
    /** Past the page cache: address, offset and length must be multiples of the file's direct alignment. */
    DIRECT(0x4000),
    /** For a block device: refuse with EBUSY when something has claimed it or a partition of it. For a file, with CREATE: it must be new. */
    EXCLUSIVE(0x80),
    /** Make the file when it is missing, readable and writable by its owner only. */
    CREATE(0x40),
    /** Cut the file to no length. */
    TRUNCATE(0x200),
    /** Leave the access time alone. Where that needs ownership that we lack, the file is opened without this flag. */
    NO_ACCESS_TIME(0x40000),
    /** Do not wait for a medium or a peer while opening. */
    NON_BLOCKING(0x800),
    /** A terminal that is opened does not become the one that controls this process. */
    NO_TERMINAL(0x100),
    /** Fail with ELOOP when the last part of the path is a symbolic link. */
    NO_FOLLOW(0x20000);

    static final int READ_ONLY_MODE = 0;
    static final int WRITE_ONLY_MODE = 1;
    static final int READ_WRITE_MODE = 2;
    /** Always set: a child process must not keep a drive open. */
    static final int CLOSE_ON_EXEC = 0x80000;

    private final int bits;

    OpenFlag(int bits) {
        this.bits = bits;
    }

    int bits() {
        return bits;
    }
}
