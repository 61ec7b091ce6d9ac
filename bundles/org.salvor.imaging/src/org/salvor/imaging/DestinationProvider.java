package org.salvor.imaging;

import java.nio.file.Path;
import java.util.List;

/** A kind of destination. Found as an OSGi service; any thread. */
public interface DestinationProvider {

    /** Whether it serves this address (a path, {@code file:…}, {@code block:…}). */
    boolean serves(String address);

    /**
     * Reasons not to write there, each a sentence: mounted, swap, part of RAID or LVM, too small, is the source, holds the source. Touches nothing and opens nothing for writing.
     *
     */
    List<String> objections(String address, DestinationRequest request);

    /**
     * Whether a place lies on the source drive, so that any write there changes the source: below a file system of the drive or of a part of it, through
     * volumes and loop devices too. Touches nothing.
     *
     * @param place an existing file or folder
     * @param sourcePath path of the source as in {@link DestinationRequest}, not empty
     * @throws DestinationException with kind FAILED when it cannot be found out; then nothing may be written there
     */
    default boolean liesOnSource(Path place, String sourcePath) throws DestinationException {
        return false;
    }

    /**
     * Opens it for writing and reading; creates a file that is not there.
     *
     * @throws DestinationException with kind GUARDED when there are objections, FAILED when it cannot be opened
     */
    Destination open(String address, DestinationRequest request) throws DestinationException;

    /**
     * Opens what is there for reading back only; writing and flushing then fail.
     *
     * @throws DestinationException with kind GONE when there is nothing, FAILED when it cannot be opened
     */
    Destination openForReading(String address) throws DestinationException;
}
