package org.salvor.ata;

import java.util.Set;

/**
 * A command that the catalogue knows for certain, down to its subcommand.
 *
 * @param name its name in the standard, with the subcommand behind a colon
 * @param effect what it does to the drive
 * @param extended whether it is a 48-bit command
 * @param protocols how its data moves
 */
public record KnownCommand(String name, Effect effect, boolean extended, Set<Protocol> protocols) {

    public KnownCommand {
        protocols = Set.copyOf(protocols);
    }
}
