package org.salvor.power.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A line taken apart into a program and its arguments. There is no shell, so that nothing in it has a meaning but spaces and quotation marks. */
final class Words {

    private Words() {
    }

    /** @throws IOException with a sentence when a quotation mark is not closed */
    static List<String> of(String line) throws IOException {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean begun = false;
        char quote = 0;
        for (char c : line.toCharArray()) {
            if (quote != 0 && c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
                begun = true;
            } else if (quote == 0 && Character.isWhitespace(c)) {
                if (begun) {
                    words.add(word.toString());
                }
                word.setLength(0);
                begun = false;
            } else {
                word.append(c);
                begun = true;
            }
        }
        if (quote != 0) {
            throw new IOException("In the line \"" + line + "\" a quotation mark is not closed.");
        }
        if (begun) {
            words.add(word.toString());
        }
        return words;
    }
}
