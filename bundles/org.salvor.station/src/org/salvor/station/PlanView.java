package org.salvor.station;

import java.util.List;

/**
 * A plan.
 *
 * @param name name, or path of the file it came from
 * @param sentence what it is good for
 * @param passes names of its passes in order
 * @param yaml its full text, every parameter written out with its unit
 */
public record PlanView(String name, String sentence, List<String> passes, String yaml) {
}
