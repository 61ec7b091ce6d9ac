package org.salvor.drive.spi;

import org.salvor.drive.Clock;
import org.salvor.drive.CommandGate;

/**
 * What a provider gets to open a drive with.
 *
 * @param clock the host's clock
 * @param gate judge of every command that the transport is about to send
 */
public record DriveContext(Clock clock, CommandGate gate) {
}
