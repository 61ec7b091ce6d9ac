package org.salvor.drive.spi;

import java.util.List;
import org.salvor.drive.Drive;

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
     * Opens a drive for reading.
     *
     * @throws DriveOpenException when it cannot be opened; nothing is left open then
     */
    Drive open(DriveAddress address, DriveContext context) throws DriveOpenException;
}
