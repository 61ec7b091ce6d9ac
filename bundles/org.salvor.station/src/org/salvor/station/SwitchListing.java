package org.salvor.station;

/**
 * A switch that is seen, or a kind of switch whose devices cannot be seen from here.
 *
 * @param address address of the switch, or of the kind alone, {@code scpi:}
 * @param name what a person calls it; of a kind, how its addresses are written
 * @param found whether it is a switch
 * @param problem why it cannot be used, a sentence; empty when nothing is known against it
 */
public record SwitchListing(String address, String name, boolean found, String problem) {
}
