package org.salvor.power.device;

import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** What devices answer, which may be anything. */
public final class Answers {
    private static final int SHOWN_CHARS = 80;
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,12}(\\.\\d{0,12})?([eE][+-]?\\d{1,2})?");

    private Answers() {
    }

    /** An answer as a sentence can hold it: in quotation marks, short, and without characters that a terminal or a journal would take for orders. */
    public static String shown(String answer) {
        StringBuilder shown = new StringBuilder("\"");
        String text = answer.strip();
        for (int i = 0; i < Math.min(text.length(), SHOWN_CHARS); i++) {
            char c = text.charAt(i);
            shown.append(c == '\n' ? ' ' : c < ' ' || c > '~' ? '?' : c);
        }
        return shown.append(text.length() > SHOWN_CHARS ? "..." : "").append('"').toString();
    }

    /** A number in decimal or scientific notation, alone; empty when it is none, or none that a supply could measure. */
    public static OptionalDouble number(String text) {
        String stripped = text.strip();
        if (stripped.length() > 40 || !NUMBER.matcher(stripped).matches()) {
            return OptionalDouble.empty();
        }
        double value = Double.parseDouble(stripped);
        return Math.abs(value) < 1_000_000 ? OptionalDouble.of(value) : OptionalDouble.empty(); // SCPI says 9.91E37 for "not a number"
    }
}
