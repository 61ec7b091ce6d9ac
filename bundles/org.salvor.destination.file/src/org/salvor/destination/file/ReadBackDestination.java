package org.salvor.destination.file;

import java.lang.foreign.MemorySegment;
import org.salvor.imaging.Destination;
import org.salvor.imaging.DestinationException;
import org.salvor.imaging.DestinationException.Kind;
import org.salvor.imaging.DestinationIdentity;
import org.salvor.linux.Linux;
import org.salvor.linux.LinuxException;

/** A file or block device that is open for reading back alone. Any thread. */
final class ReadBackDestination implements Destination {
    private final UncachedReader reader;
    private final DestinationIdentity identity;

    ReadBackDestination(UncachedReader reader, DestinationIdentity identity) {
        this.reader = reader;
        this.identity = identity;
    }

    @Override
    public DestinationIdentity identity() {
        return identity;
    }

    @Override
    public long capacityBytes() {
        return identity.sizeBytes() == 0 ? Long.MAX_VALUE : identity.sizeBytes();
    }

    @Override
    public int alignmentBytes() {
        return Linux.PAGE_BYTES;
    }

    @Override
    public void write(long offsetBytes, MemorySegment data) throws DestinationException {
        throw refusal();
    }

    @Override
    public void flush() throws DestinationException {
        throw refusal();
    }

    private DestinationException refusal() {
        return new DestinationException(Kind.READ_ONLY,
                "The destination " + identity.address() + " is open for reading back alone; start or resume its job to"
                        + " write to it.");
    }

    @Override
    public long read(long offsetBytes, MemorySegment into) throws DestinationException {
        try {
            return reader.read(offsetBytes, into);
        } catch (LinuxException e) {
            throw Troubles.of(reader.fd().path(), e);
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
