package org.salvor.power.spi;

/**
 * A switch that can be seen.
 *
 * @param address what {@link PowerSwitchProvider#open} takes
 * @param name what a person calls it
 * @param problem why it cannot be used now, a sentence; empty when nothing speaks against it
 */
public record PowerListing(String address, String name, String problem) {
}
