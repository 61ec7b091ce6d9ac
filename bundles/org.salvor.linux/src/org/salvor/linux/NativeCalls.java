package org.salvor.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.charset.Charset;
import java.nio.file.Path;

/**
 * The C library's functions, each answering as the kernel itself does: zero or more on success, minus the error number on failure. Calls
 * that a signal interrupts are made again. Nothing is checked here; the classes around it do that.
 */
final class NativeCalls {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final long POLL_BYTES = 8;
    private static final long POLL_OFFSET = (STATE.byteSize() + POLL_BYTES - 1) / POLL_BYTES * POLL_BYTES;
    /** Each thread's memory for errno and what to poll for, of no meaning between calls: memory of its own for each call costs as much as the call. */
    private static final ThreadLocal<MemorySegment> SCRATCH = ThreadLocal
            .withInitial(() -> Arena.ofAuto().allocate(POLL_OFFSET + POLL_BYTES, POLL_BYTES));
    private static final Charset PATH_CHARSET = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

    private static final MethodHandle OPEN = handle("open64", variadic(2), JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
    private static final MethodHandle CLOSE = handle("close", fixed(), JAVA_INT, JAVA_INT);
    private static final MethodHandle PREAD = handle("pread64", fixed(), JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle PWRITE = handle("pwrite64", fixed(), JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle FSYNC = handle("fsync", fixed(), JAVA_INT, JAVA_INT);
    private static final MethodHandle FDATASYNC = handle("fdatasync", fixed(), JAVA_INT, JAVA_INT);
    private static final MethodHandle FLOCK = handle("flock", fixed(), JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle FALLOCATE = handle("fallocate64", fixed(), JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle FTRUNCATE = handle("ftruncate64", fixed(), JAVA_INT, JAVA_INT, JAVA_LONG);
    private static final MethodHandle FADVISE = handle("posix_fadvise64", fixed(), JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT);
    private static final MethodHandle SYNC_RANGE = handle("sync_file_range", fixed(), JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT);
    private static final MethodHandle IOCTL_ADDRESS = handle("ioctl", variadic(2), JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS);
    private static final MethodHandle IOCTL_NUMBER = handle("ioctl", variadic(2), JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle STATX = handle("statx", fixed(), JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS);
    private static final MethodHandle MMAP = handle("mmap64", fixed(), ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT,
            JAVA_LONG);
    private static final MethodHandle MUNMAP = handle("munmap", fixed(), JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle READ = handle("read", fixed(), JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle WRITE = handle("write", fixed(), JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    private static final MethodHandle POLL = handle("poll", fixed(), JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle GETEUID = handle("geteuid", fixed(), JAVA_INT);

    private NativeCalls() {
    }

    static int open(Path path, int flags, int mode) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(path.toString(), PATH_CHARSET);
            return (int) call(state -> (int) OPEN.invokeExact(state, name, flags, mode));
        }
    }

    /** Not repeated after EINTR: Linux has released the number by then. */
    static int close(int fd) {
        return (int) callOnce(state -> (int) CLOSE.invokeExact(state, fd));
    }

    static long pread(int fd, MemorySegment target, long offsetBytes) {
        return call(state -> (long) PREAD.invokeExact(state, fd, target, target.byteSize(), offsetBytes));
    }

    static long pwrite(int fd, MemorySegment source, long offsetBytes) {
        return call(state -> (long) PWRITE.invokeExact(state, fd, source, source.byteSize(), offsetBytes));
    }

    static int fsync(int fd) {
        return (int) call(state -> (int) FSYNC.invokeExact(state, fd));
    }

    static int fdatasync(int fd) {
        return (int) call(state -> (int) FDATASYNC.invokeExact(state, fd));
    }

    static int flock(int fd, int operation) {
        return (int) call(state -> (int) FLOCK.invokeExact(state, fd, operation));
    }

    static int fallocate(int fd, int mode, long offsetBytes, long lengthBytes) {
        return (int) call(state -> (int) FALLOCATE.invokeExact(state, fd, mode, offsetBytes, lengthBytes));
    }

    static int ftruncate(int fd, long lengthBytes) {
        return (int) call(state -> (int) FTRUNCATE.invokeExact(state, fd, lengthBytes));
    }

    /** This one answers its error number itself and leaves errno alone. */
    static int fadvise(int fd, long offsetBytes, long lengthBytes, int advice) {
        return (int) callOnce(state -> -(int) FADVISE.invokeExact(state, fd, offsetBytes, lengthBytes, advice));
    }

    static int syncFileRange(int fd, long offsetBytes, long lengthBytes, int flags) {
        return (int) call(state -> (int) SYNC_RANGE.invokeExact(state, fd, offsetBytes, lengthBytes, flags));
    }

    /** Not repeated after EINTR: a pass-through command must not be sent twice. */
    static int ioctl(int fd, long request, MemorySegment argument) {
        return (int) callOnce(state -> (int) IOCTL_ADDRESS.invokeExact(state, fd, request, argument));
    }

    static int ioctl(int fd, long request, long argument) {
        return (int) callOnce(state -> (int) IOCTL_NUMBER.invokeExact(state, fd, request, argument));
    }

    static int statx(int folderFd, String path, int flags, int mask, MemorySegment target) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(path, PATH_CHARSET);
            return (int) call(state -> (int) STATX.invokeExact(state, folderFd, name, flags, mask, target));
        }
    }

    static long mmap(long lengthBytes, int protection, int flags, int fd, long offsetBytes) {
        return call(state -> ((MemorySegment) MMAP.invokeExact(state, MemorySegment.NULL, lengthBytes, protection, flags, fd, offsetBytes))
                .address());
    }

    static int munmap(MemorySegment region) {
        return (int) call(state -> (int) MUNMAP.invokeExact(state, region, region.byteSize()));
    }

    /** Not repeated after EINTR: what is read from a device may be gone by then. */
    static long read(int fd, MemorySegment target) {
        return callOnce(state -> (long) READ.invokeExact(state, fd, target, target.byteSize()));
    }

    /** Not repeated after EINTR: a command must not be sent twice. */
    static long write(int fd, MemorySegment source) {
        return callOnce(state -> (long) WRITE.invokeExact(state, fd, source, source.byteSize()));
    }

    /** Answers the events that are there, 0 when the time was over; not repeated after EINTR. */
    static int poll(int fd, int events, int timeoutMillis) {
        MemorySegment one = SCRATCH.get().asSlice(POLL_OFFSET, POLL_BYTES); // struct pollfd: int fd, short events, short revents
        one.set(JAVA_INT, 0, fd);
        one.set(JAVA_INT, 4, events);
        int result = (int) callOnce(state -> (int) POLL.invokeExact(state, one, 1L, timeoutMillis));
        return result <= 0 ? result : one.get(JAVA_INT, 4) >>> 16;
    }

    static int geteuid() {
        return (int) callOnce(state -> (int) GETEUID.invokeExact(state));
    }

    private static long call(Call call) {
        long result = callOnce(call);
        while (result == -Errno.EINTR.number()) {
            result = callOnce(call);
        }
        return result;
    }

    private static long callOnce(Call call) {
        try {
            MemorySegment state = SCRATCH.get().asSlice(0, STATE.byteSize());
            long result = call.invoke(state);
            return result == -1 ? -(int) ERRNO.get(state, 0L) : result;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("a native call failed before it reached the kernel", e);
        }
    }

    private static Linker.Option[] fixed() {
        return new Linker.Option[] { Linker.Option.captureCallState("errno") };
    }

    private static Linker.Option[] variadic(int firstVariadicIndex) {
        return new Linker.Option[] { Linker.Option.captureCallState("errno"), Linker.Option.firstVariadicArg(firstVariadicIndex) };
    }

    private static MethodHandle handle(String name, Linker.Option[] options, MemoryLayout result, MemoryLayout... arguments) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, arguments), options);
    }

    /** One native call that leaves its errno in the given segment. */
    private interface Call {
        long invoke(MemorySegment state) throws Throwable;
    }
}
