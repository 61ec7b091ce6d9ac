package org.salvor.drive.spi;

/**
 * A kind of drive that a provider makes on demand, as the simulated ones.
 *
 * @param name what stands after the scheme in its address
 * @param sentence what is special about it
 * @param description all parameters with units, several lines
 */
public record DriveTemplate(String name, String sentence, String description) {
}
