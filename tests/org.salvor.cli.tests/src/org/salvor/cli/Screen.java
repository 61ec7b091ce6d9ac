package org.salvor.cli;

import java.util.ArrayList;
import java.util.List;

/** What a terminal shows after it was sent a text with the few control sequences that we use. */
final class Screen {
    private Screen() {
    }

    /** The lines, without empty ones at the end. */
    static List<String> of(String sent) {
        List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
        int row = 0;
        int column = 0;
        for (int i = 0; i < sent.length(); i++) {
            char letter = sent.charAt(i);
            if (letter == '\u001b') {
                int end = i + 2;
                while (!Character.isLetter(sent.charAt(end))) {
                    end++;
                }
                switch (sent.charAt(end)) {
                case 'A' -> row -= Integer.parseInt(sent.substring(i + 2, end));
                case 'K' -> lines.get(row).setLength(Math.min(column, lines.get(row).length()));
                case 'm' -> {
                    // colours are not kept
                }
                default -> throw new IllegalArgumentException("a sequence that ends in " + sent.charAt(end));
                }
                i = end;
            } else if (letter == '\r') {
                column = 0;
            } else if (letter == '\n') {
                column = 0;
                row++;
                while (lines.size() <= row) {
                    lines.add(new StringBuilder());
                }
            } else {
                StringBuilder line = lines.get(row);
                while (line.length() <= column) {
                    line.append(' ');
                }
                line.setCharAt(column++, letter);
            }
        }
        List<String> shown = new ArrayList<>(lines.stream().map(StringBuilder::toString).toList());
        while (!shown.isEmpty() && shown.getLast().isEmpty()) {
            shown.removeLast();
        }
        return shown;
    }
}
