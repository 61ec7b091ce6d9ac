package org.salvor.imaging.plan;

/**
 * One thing that is wrong in a text.
 *
 * @param line line, from 1
 * @param column column, from 1
 * @param sentence what is wrong and what would be right
 */
public record Finding(int line, int column, String sentence) {

    /** {@code line 3, column 5: sentence}. */
    @Override
    public String toString() {
        return "line " + line + ", column " + column + ": " + sentence;
    }
}
