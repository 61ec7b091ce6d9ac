package org.salvor.drive.spi;

import java.util.Optional;
import org.salvor.drive.DriveIdentity;

/**
 * One drive that a provider knows of.
 *
 * @param address how to open it
 * @param transport the transport in words
 * @param identity who it is, where that is known without disturbing it
 * @param problem why it cannot be opened, as a sentence; empty when it can
 */
public record DriveListing(DriveAddress address, String transport, Optional<DriveIdentity> identity, String problem) {
}
