package org.salvor.linux;

/** Facts about the system that this process runs on. */
public final class Linux {
    /** Bytes of a page on x86-64; buffers aligned to it satisfy every device's direct I/O. */
    public static final int PAGE_BYTES = 4096;

    private Linux() {
    }

    /** Whether the calls of this bundle work here: Linux on x86-64. */
    public static boolean isSupported() {
        return "Linux".equals(System.getProperty("os.name")) && "amd64".equals(System.getProperty("os.arch"));
    }

    /**
     * The effective user's number; 0 is root.
     *
     * @throws LinuxException ENOSYS where this is not Linux
     */
    public static int effectiveUserId() throws LinuxException {
        require("ask for", "the user's number");
        return NativeCalls.geteuid();
    }

    static void require(String action, String subject) throws LinuxException {
        if (!isSupported()) {
            throw new LinuxException(action, subject, Errno.ENOSYS.number());
        }
    }
}
