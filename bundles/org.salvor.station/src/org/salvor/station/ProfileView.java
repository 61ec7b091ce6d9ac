package org.salvor.station;

/**
 * A simulated drive profile.
 *
 * @param name name after {@code sim:}
 * @param sentence what is wrong with it
 * @param description all parameters with units, several lines
 */
public record ProfileView(String name, String sentence, String description) {
}
