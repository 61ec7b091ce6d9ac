package org.salvor.station;

import java.util.List;

/**
 * Findings on the text of a plan or of a head map; it can be used when there are none.
 *
 * @param findings what is wrong
 * @param heads of a plan the heads that its passes select, of a head map those that it knows; ascending, empty with findings
 */
public record PlanCheck(List<Finding> findings, List<Integer> heads) {

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
