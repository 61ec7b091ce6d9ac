package org.salvor.station;

import java.util.List;

/** Findings on a plan's text; it can be used when there are none. */
public record PlanCheck(List<Finding> findings) {

    /**
     * One thing that is wrong.
     *
     * @param line line, from 1
     * @param column column, from 1
     * @param sentence what is wrong and what would be right
     */
    public record Finding(int line, int column, String sentence) {
    }
}
