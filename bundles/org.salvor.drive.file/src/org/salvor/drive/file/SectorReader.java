package org.salvor.drive.file;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.salvor.linux.AlignedBuffer;
import org.salvor.linux.Errno;
import org.salvor.linux.Linux;
import org.salvor.linux.LinuxException;
import org.salvor.linux.OwnedFd;

/**
 * Reads whole sectors of a source in single calls of the kernel. What does not fit the alignment of direct reads is read more widely into a buffer of
 * its own and copied. Kernel thread only, but for {@link #source()}.
 */
final class SectorReader implements AutoCloseable {
    /** More than one widening or fall-back is never needed: 512 bytes, 4096 bytes, through the cache. */
    private static final int MAX_ATTEMPTS = 3;

    private volatile Source source;
    private AlignedBuffer wide;

    SectorReader(Source source) {
        this.source = source;
    }

    /** The source as it is read now. Any thread. */
    Source source() {
        return source;
    }

    /** Goes on with a source that was opened anew. */
    void replace(Source next) {
        Source old = source;
        source = next;
        old.fd().close();
    }

    /**
     * Reads sectors.
     *
     * @param abandoned whether nobody wants the data any more, asked before they are copied
     * @return bytes at the start of {@code into} that are good; fewer than asked for when the kernel stopped short
     * @throws LinuxException with the kernel's number
     */
    long read(long firstLba, int sectorCount, MemorySegment into, BooleanSupplier abandoned) throws LinuxException {
        for (int attempt = 1;; attempt++) {
            try {
                return readOnce(firstLba, sectorCount, into, abandoned);
            } catch (LinuxException e) {
                if (!e.is(Errno.EINVAL, Errno.EOPNOTSUPP) || !source.direct() || attempt == MAX_ATTEMPTS) {
                    throw e;
                }
                yieldToFileSystem();
            }
        }
    }

    private long readOnce(long firstLba, int sectorCount, MemorySegment into, BooleanSupplier abandoned) throws LinuxException {
        Source from = source;
        long offset = firstLba * from.sectorBytes();
        long wanted = (long) sectorCount * from.sectorBytes();
        int alignment = from.alignmentBytes();
        boolean fits = offset % alignment == 0 && wanted % alignment == 0
                && AlignedBuffer.isAligned(into, alignment);
        long good = !from.direct() || fits ? from.fd().readAt(into.asSlice(0, wanted), offset)
                : readWide(from, offset, wanted, into, abandoned);
        if (!from.direct()) {
            long page = offset & -Linux.PAGE_BYTES;
            from.fd().dropCache(page, offset + wanted - page);
        }
        return padded(from, offset, wanted, good, into);
    }

    private long readWide(Source from, long offset, long wanted, MemorySegment into, BooleanSupplier abandoned) throws LinuxException {
        long start = offset / from.alignmentBytes() * from.alignmentBytes();
        long end = Math.ceilDiv(offset + wanted, from.alignmentBytes()) * from.alignmentBytes();
        MemorySegment window = wide(end - start);
        long got = from.fd().readAt(window, start) - (offset - start);
        long good = Math.clamp(got, 0, wanted);
        if (!abandoned.getAsBoolean()) {
            MemorySegment.copy(window, offset - start, into, 0, good);
        }
        return good;
    }

    /** The last sector of a source that ends inside it is filled up with zeros. */
    private static long padded(Source from, long offset, long wanted, long good, MemorySegment into) {
        if (good < wanted && offset + good == from.sizeBytes() && offset + wanted - from.sizeBytes() < from.sectorBytes()) {
            into.asSlice(good, wanted - good).fill((byte) 0);
            return wanted;
        }
        return good;
    }

    private MemorySegment wide(long sizeBytes) {
        if (wide == null || wide.sizeBytes() < sizeBytes) {
            if (wide != null) {
                wide.close();
            }
            wide = new AlignedBuffer(sizeBytes);
        }
        return wide.segment().asSlice(0, sizeBytes);
    }

    /** The file system took the file for direct reads and then refused one: ask for whole pages, and if that is not it, read through the cache. */
    private void yieldToFileSystem() throws LinuxException {
        Source from = source;
        if (from.alignmentBytes() < Linux.PAGE_BYTES) {
            source = new Source(from.fd(), from.canonical(), true, Linux.PAGE_BYTES, from.sizeBytes(), from.sectorBytes(), from.serial(),
                    from.device(),
                    from.carrier(),
                    with(from.notes(), "Reads of " + from.fd().path() + " are widened to whole pages of " + Linux.PAGE_BYTES
                            + " bytes, because its file system takes no smaller direct reads."));
            return;
        }
        List<String> notes = new ArrayList<>(from.notes());
        OwnedFd cached = SourceOpener.openCached(from.fd().path(), notes).fd();
        if (!cached.status().isSameFile(from.fd().status())) {
            cached.close();
            throw new LinuxException("read", from.fd().path().toString(), Errno.ESTALE.number());
        }
        replace(new Source(cached, from.canonical(), false, 1, from.sizeBytes(), from.sectorBytes(), from.serial(), from.device(),
                from.carrier(), notes));
    }

    private static List<String> with(List<String> notes, String more) {
        List<String> longer = new ArrayList<>(notes);
        longer.add(more);
        return longer;
    }

    @Override
    public void close() {
        source.fd().close();
        if (wide != null) {
            wide.close();
        }
    }
}
