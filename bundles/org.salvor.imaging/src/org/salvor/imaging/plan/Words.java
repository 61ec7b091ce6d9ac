package org.salvor.imaging.plan;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Helps to write sentences about texts that somebody else wrote. Pure. */
final class Words {
    private static final int SHOWN = 60;

    private Words() {
    }

    /** The text, cut to what fits a sentence, without line breaks. */
    static String shortened(String text) {
        String line = oneLine(text);
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }

    static String oneLine(String text) {
        return text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    }

    /** The name of a constant as people write it: {@code NON_TRIMMED} is {@code non-trimmed}. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** " Did you mean X?" when one of the known words is near, else " Known are …". */
    static String hint(String word, Collection<String> known) {
        return nearest(word, known).map(near -> " Did you mean \"" + near + "\"?").orElse(" Known are " + String.join(", ", known) + ".");
    }

    /** The known word that differs least, if it differs in a third of its letters at most. */
    static Optional<String> nearest(String word, Collection<String> known) {
        String best = null;
        int least = Integer.MAX_VALUE;
        for (String candidate : known) {
            int distance = distance(normal(word), normal(candidate));
            if (distance < least && distance <= Math.max(1, candidate.length() / 3)) {
                least = distance;
                best = candidate;
            }
        }
        return Optional.ofNullable(best);
    }

    private static String normal(String word) {
        String cut = word.length() > 40 ? word.substring(0, 40) : word;
        return cut.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT).replaceAll("[_ ]", "-");
    }

    /** Letters to insert, delete, replace or swap with a neighbour. */
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
