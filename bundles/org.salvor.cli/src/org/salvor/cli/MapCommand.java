package org.salvor.cli;

import picocli.CommandLine.Command;

/** Sector maps. */
@Command(name = "map", description = "Works on sector maps.")
final class MapCommand extends CommandGroup {
}
