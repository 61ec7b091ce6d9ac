package org.salvor.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/**
 * I/O ports of an x86-64 computer: single bytes through {@code /dev/port}, and strings of 16-bit words, which that device cannot move, by two short pieces
 * of machine code. Only root may, and not where the kernel is locked down. Any thread, one at a time: the right to a port belongs to threads, and each one
 * that moves words asks the kernel for it first.
 */
public final class IoPorts implements AutoCloseable {
    private static final Path PORTS = Path.of("/dev/port");
    private static final int WORD_BYTES = 2;
    private static final int BOUNCE_BYTES = 65_536;

    /** {@code void insw(int port, void *into, long words)}: mov rcx, rdx; mov edx, edi; mov rdi, rsi; cld; rep insw; ret. */
    static final byte[] INSW = { 0x48, (byte) 0x89, (byte) 0xd1, (byte) 0x89, (byte) 0xfa, 0x48, (byte) 0x89, (byte) 0xf7, (byte) 0xfc,
            0x66,
            (byte) 0xf3, 0x6d, (byte) 0xc3 };
    /** {@code void outsw(int port, void *from, long words)}: mov rcx, rdx; mov edx, edi; cld; rep outsw; ret. */
    static final byte[] OUTSW = { 0x48, (byte) 0x89, (byte) 0xd1, (byte) 0x89, (byte) 0xfa, (byte) 0xfc, 0x66, (byte) 0xf3, 0x6f,
            (byte) 0xc3 };
    private static final int OUTSW_OFFSET = 64;

    private static final FunctionDescriptor STRING = FunctionDescriptor.ofVoid(JAVA_INT, ADDRESS, JAVA_LONG);

    private final OwnedFd ports;
    private final int dataPort;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment single = arena.allocate(1);
    private final MemorySegment bounce = arena.allocate(BOUNCE_BYTES, WORD_BYTES);
    private final MethodHandle insw;
    private final MethodHandle outsw;
    private Thread permitted;

    private IoPorts(OwnedFd ports, int dataPort) throws LinuxException {
        this.ports = ports;
        this.dataPort = dataPort;
        MemorySegment code = code();
        insw = Linker.nativeLinker().downcallHandle(code, STRING);
        outsw = Linker.nativeLinker().downcallHandle(code.asSlice(OUTSW_OFFSET), STRING);
        permit();
    }

    /**
     * Opens the ports.
     *
     * @param dataPort the 16-bit port that strings of words go through, 0-65,534
     * @throws LinuxException EACCES or EPERM when this user may not, ENOENT when the kernel has no {@code /dev/port}, ENOSYS where this is not Linux
     */
    public static IoPorts open(int dataPort) throws LinuxException {
        Linux.require("open", PORTS.toString());
        OwnedFd ports = OwnedFd.openForReadingAndWriting(PORTS);
        boolean opened = false;
        try {
            IoPorts open = new IoPorts(ports, dataPort);
            opened = true;
            return open;
        } finally {
            if (!opened) {
                ports.close();
            }
        }
    }

    /** Reads a byte from a port, 0-255. */
    public int read(int port) {
        try {
            ports.readAt(single, port);
            return single.get(ValueLayout.JAVA_BYTE, 0) & 0xFF;
        } catch (LinuxException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a byte, 0-255, to a port. */
    public void write(int port, int value) {
        try {
            single.set(ValueLayout.JAVA_BYTE, 0, (byte) value);
            ports.writeAt(single, port);
        } catch (LinuxException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fills a segment of even size with words from the data port. */
    public void readWords(MemorySegment into) {
        for (long at = 0; at < into.byteSize(); at += BOUNCE_BYTES) {
            long bytes = Math.min(BOUNCE_BYTES, into.byteSize() - at);
            move(insw, bytes);
            MemorySegment.copy(bounce, 0, into, at, bytes);
        }
    }

    /** Gives a segment of even size to the data port in words. */
    public void writeWords(MemorySegment from) {
        for (long at = 0; at < from.byteSize(); at += BOUNCE_BYTES) {
            long bytes = Math.min(BOUNCE_BYTES, from.byteSize() - at);
            MemorySegment.copy(from, at, bounce, 0, bytes);
            move(outsw, bytes);
        }
    }

    private void move(MethodHandle code, long bytes) {
        if (bytes % WORD_BYTES != 0) {
            throw new IllegalArgumentException("words have two bytes each, and " + bytes + " bytes are not whole words");
        }
        try {
            permit();
            code.invokeExact(dataPort, bounce, bytes / WORD_BYTES);
        } catch (LinuxException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a native call failed", e);
        }
    }

    /** Without the right, the machine code would end the process. */
    private void permit() throws LinuxException {
        if (permitted != Thread.currentThread()) {
            int errno = Native.call(Native.IOPERM, (long) dataPort, (long) WORD_BYTES, 1);
            if (errno != 0) {
                throw new LinuxException("use", "I/O port %03Xh".formatted(dataPort), errno);
            }
            permitted = Thread.currentThread();
        }
    }

    private MemorySegment code() throws LinuxException {
        long mapped = NativeCalls.mmap(Linux.PAGE_BYTES, Kernel.PROT_READ | Kernel.PROT_WRITE, Kernel.MAP_PRIVATE | Kernel.MAP_ANONYMOUS,
                -1, 0);
        if (mapped < 0) {
            throw new LinuxException("map", "memory", (int) -mapped);
        }
        MemorySegment code = MemorySegment.ofAddress(mapped).reinterpret(Linux.PAGE_BYTES, arena, NativeCalls::munmap);
        MemorySegment.copy(MemorySegment.ofArray(INSW), 0, code, 0, INSW.length);
        MemorySegment.copy(MemorySegment.ofArray(OUTSW), 0, code, OUTSW_OFFSET, OUTSW.length);
        int errno = Native.call(Native.MPROTECT, mapped, (long) Linux.PAGE_BYTES, Kernel.PROT_READ | Kernel.PROT_EXEC);
        if (errno != 0) {
            throw new LinuxException("make executable", "memory", errno);
        }
        return code;
    }

    @Override
    public void close() {
        ports.close();
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }

    /** The two functions of the C library that only this class needs; both take two longs and an int. */
    private static final class Native {
        private static final StructLayout STATE = Linker.Option.captureStateLayout();
        static final MethodHandle IOPERM = handle("ioperm");
        static final MethodHandle MPROTECT = handle("mprotect");

        private static MethodHandle handle(String name) {
            return Linker.nativeLinker().downcallHandle(Linker.nativeLinker().defaultLookup().findOrThrow(name),
                    FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT), Linker.Option.captureCallState("errno"));
        }

        /** The error number, 0 for none. */
        static int call(MethodHandle function, long first, long second, int third) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment state = arena.allocate(STATE);
                int result = (int) function.invokeExact(state, first, second, third);
                return result == 0 ? 0 : (int) STATE.varHandle(MemoryLayout.PathElement.groupElement("errno")).get(state, 0L);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException("a native call failed before it reached the kernel", e);
            }
        }
    }
}
