package org.salvor.drive.spi;

import org.salvor.drive.Clock;
import org.salvor.drive.CommandGate;

/**
 * What a provider gets to open a drive with.
 *
 * @param clock the host's clock
 * @param gate judge of every command that the transport is about to send
 * @param held whether a job holds the drive: the transport then keeps the system's own drivers and helpers from sending it commands until it is closed,
 *        and puts back at the end what it changed for that. Otherwise a drive is opened for a few commands, and nothing about it is changed
 */
public record DriveContext(Clock clock, CommandGate gate, boolean held) {

    /** For a few commands. */
    public DriveContext(Clock clock, CommandGate gate) {
        this(clock, gate, false);
    }
}
