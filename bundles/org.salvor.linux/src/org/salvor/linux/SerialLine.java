package org.salvor.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;

/** A serial line, opened for this program alone, that carries bytes as they are: 8 bits, no parity, one stop bit, no flow control. One thread at a time. */
public final class SerialLine implements AutoCloseable {
    /** {@code asm-generic/ioctls.h}, {@code asm-generic/ioctl.h}: TCGETS2, TCSETS2, TCFLSH. */
    private static final long TCGETS2 = 0x802C542AL;
    private static final long TCSETS2 = 0x402C542BL;
    private static final long TCFLSH = 0x540BL;
    private static final long BOTH_QUEUES = 2;

    /** {@code asm-generic/termbits.h}: struct termios2 is four words of flags, the line discipline, 19 control characters and two speeds. */
    private static final int TERMIOS2_BYTES = 44;
    private static final int C_CFLAG = 8;
    private static final int C_CC = 17;
    private static final int VTIME = 5;
    private static final int VMIN = 6;
    private static final int C_ISPEED = 36;
    private static final int C_OSPEED = 40;
    private static final int BOTHER = 0x1000;
    private static final int CS8 = 0x30;
    private static final int CREAD = 0x80;
    private static final int CLOCAL = 0x800;

    private final OwnedFd line;

    private SerialLine(OwnedFd line) {
        this.line = line;
    }

    /**
     * Opens a line and forgets what came in before.
     *
     * @param baud bits a second, such as 9600
     * @throws LinuxException ENOTTY when it is no serial line, EAGAIN when another program that asks has it, and others; nothing is open then
     */
    public static SerialLine open(Path path, int baud) throws LinuxException {
        OwnedFd fd = OwnedFd.openForReadingAndWriting(path, OpenFlag.NON_BLOCKING, OpenFlag.NO_TERMINAL);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment settings = arena.allocate(TERMIOS2_BYTES, 4);
            fd.ioctl(TCGETS2, settings);
            fd.claim();
            settings.asSlice(0, C_CC + 19).fill((byte) 0);
            settings.set(ValueLayout.JAVA_INT, C_CFLAG, BOTHER | CS8 | CREAD | CLOCAL);
            settings.set(ValueLayout.JAVA_BYTE, C_CC + VTIME, (byte) 0);
            settings.set(ValueLayout.JAVA_BYTE, C_CC + VMIN, (byte) 1);
            settings.set(ValueLayout.JAVA_INT, C_ISPEED, baud);
            settings.set(ValueLayout.JAVA_INT, C_OSPEED, baud);
            fd.ioctl(TCSETS2, settings);
            fd.ioctl(TCFLSH, BOTH_QUEUES);
            return new SerialLine(fd);
        } catch (LinuxException | RuntimeException e) {
            fd.close();
            throw e;
        }
    }

    /**
     * Sends bytes, which a serial line's queue takes at once when they are few.
     *
     * @throws LinuxException EAGAIN when the queue is full, EIO when the line is gone
     */
    public void write(byte[] bytes) throws LinuxException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment data = arena.allocate(Math.max(1, bytes.length)).copyFrom(MemorySegment.ofArray(bytes));
            int done = 0;
            while (done < bytes.length) {
                done += (int) line.writeOnce(data.asSlice(done, bytes.length - done));
            }
        }
    }

    /**
     * Waits for bytes.
     *
     * @param mostBytes 1 or more
     * @param timeoutMillis longest wait, 0 to look only
     * @return what came, without waiting for more; empty when the time is over
     * @throws LinuxException EIO when the line is gone
     */
    public byte[] read(int mostBytes, int timeoutMillis) throws LinuxException {
        if (!line.awaitReadable(timeoutMillis)) {
            return new byte[0];
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment into = arena.allocate(mostBytes);
            long count = line.readOnce(into);
            if (count <= 0) {
                throw new LinuxException("read", line.path().toString(), Errno.EIO.number());
            }
            return into.asSlice(0, count).toArray(ValueLayout.JAVA_BYTE);
        }
    }

    @Override
    public void close() {
        line.close();
    }
}
