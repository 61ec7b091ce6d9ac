package org.salvor.drive.spi;

import java.util.List;
import java.util.Optional;
import org.salvor.drive.Drive;
import org.salvor.drive.TimeoutFloor;

/** A transport. Found as an OSGi service; any thread. */
public interface DriveProvider {

    /** The address scheme served: lower case letters and digits. */
    String scheme();

    /** The drives that can be seen now, found without disturbing any. */
    List<DriveListing> list();

    /** The kinds of drives it can make on demand; none for a transport to real drives. */
    default List<DriveTemplate> templates() {
        return List.of();
    }

    /**
     * Whether opening a drive for a few commands (not {@linkplain DriveContext#held() held}) takes it from nobody and reads nothing, so that a list of drives
     * may ask each how it is.
     */
    default boolean opensQuietly() {
        return false;
    }

    /**
     * Shortest deadline that drives of this transport usually keep, as far as that is known without opening one; what an opened drive says in its
     * capabilities counts. Empty when nothing is known.
     */
    default Optional<TimeoutFloor> usualFloor() {
        return Optional.empty();
    }

    /**
     * Opens a drive for reading.
     *
     * @throws DriveOpenException when it cannot be opened; nothing is left open then
     */
    Drive open(DriveAddress address, DriveContext context) throws DriveOpenException;
}
