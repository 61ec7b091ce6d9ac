package org.salvor.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Rows of words in columns as wide as they need to be. */
final class Table {
    private final List<String[]> rows = new ArrayList<>();
    private final Set<Integer> rightAligned = new HashSet<>();
    private final int columns;

    /** A table with these heads; a head that starts with {@code >} is over a column of numbers. */
    Table(String... heads) {
        columns = heads.length;
        for (int i = 0; i < columns; i++) {
            if (heads[i].startsWith(">")) {
                rightAligned.add(i);
            }
        }
        rows.add(Arrays.stream(heads).map(head -> head.startsWith(">") ? head.substring(1) : head).toArray(String[]::new));
    }

    void row(String... words) {
        rows.add(words);
    }

    void print(PrintWriter out) {
        int[] widths = new int[columns];
        for (String[] row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                String gap = " ".repeat(widths[i] - row[i].length());
                line.append(i == 0 ? "" : "  ").append(rightAligned.contains(i) ? gap + row[i] : row[i] + gap);
            }
            out.println(line.toString().stripTrailing());
        }
    }
}
