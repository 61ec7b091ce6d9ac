package org.salvor.ui.internal.help;

import java.util.List;

/**
 * A page as plain text with marks upon it.
 *
 * @param text the text
 * @param marks what parts of it are, in no order; they may overlap
 * @param indents lines that do not begin at the left edge
 */
record HelpText(String text, List<Mark> marks, List<Indent> indents) {

    /** What a part of the text is. */
    enum Kind {
        TITLE, HEADING, STRONG, EMPHASIS, CODE, LINK
    }

    /**
     * A part of the text.
     *
     * @param start first character, from 0
     * @param length how many characters
     * @param kind what it is
     * @param target where a link leads, empty for the others
     */
    record Mark(int start, int length, Kind kind, String target) {
    }

    /**
     * A line that is set in.
     *
     * @param offset its first character, from 0
     * @param depth how deep, from 1
     */
    record Indent(int offset, int depth) {
    }
}
