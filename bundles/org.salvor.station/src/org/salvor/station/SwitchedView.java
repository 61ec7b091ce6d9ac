package org.salvor.station;

import java.util.List;

/**
 * What came of an order to switch.
 *
 * @param done whether the device confirmed all of it; false after a dry run
 * @param sentences what was done, in order; what would be done, after a dry run
 * @param after the switch afterwards
 */
public record SwitchedView(boolean done, List<String> sentences, SwitchView after) {
}
