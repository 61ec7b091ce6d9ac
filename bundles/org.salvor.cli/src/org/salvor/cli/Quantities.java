package org.salvor.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes, rates, times and shares: written for a person, and read as a person writes them. */
final class Quantities {
    private static final String[] DECIMAL = { "B", "kB", "MB", "GB", "TB", "PB", "EB" };
    private static final Map<String, Long> UNITS = units();
    private static final Pattern SIZE = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([A-Za-z]+)");
    private static final int SECONDS_A_DAY = 86_400;

    private Quantities() {
    }

    /** Bytes in the units that drives are sold in, such as {@code 500.1 GB}. */
    static String bytes(double bytes) {
        int unit = 0;
        double value = bytes;
        while (value >= 999.95 && unit < DECIMAL.length - 1) {
            value /= 1000;
            unit++;
        }
        return unit == 0 ? String.format(Locale.ROOT, "%.0f B", value) : String.format(Locale.ROOT, "%.1f %s", value, DECIMAL[unit]);
    }

    static String rate(double bytesPerSecond) {
        return bytes(bytesPerSecond) + "/s";
    }

    /** A number with its thousands apart. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A number and what it counts, in one or more: {@code 1 sector}, {@code 3,000 sectors}. */
    static String count(long number, String one) {
        return count(number) + " " + one + (number == 1 ? "" : "s");
    }

    /** Words with a capital letter in front. */
    static String sentence(String words) {
        return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /** Hours, minutes and seconds, with days where there are any; {@code unknown} when negative or no number. */
    static String duration(double seconds) {
        if (!(seconds >= 0) || Double.isInfinite(seconds)) {
            return "unknown";
        }
        long whole = Math.round(seconds);
        String clock = String.format(Locale.ROOT, "%02d:%02d:%02d", whole % SECONDS_A_DAY / 3600, whole / 60 % 60, whole % 60);
        return whole < SECONDS_A_DAY ? clock : whole / SECONDS_A_DAY + " d " + clock;
    }

    /** A share in percent with two places, never rounded to all or to nothing: 100 % is said of the whole only, 0 % of nothing only. */
    static String percent(long part, long whole) {
        if (whole == 0) {
            return "0 %";
        }
        if (part == whole) {
            return "100 %";
        }
        double percent = Math.clamp(100.0 * part / whole, part == 0 ? 0.0 : 0.01, 99.99);
        return part == 0 ? "0 %" : String.format(Locale.ROOT, "%.2f %%", percent);
    }

    /**
     * Reads a size such as {@code 64MiB} or {@code 1.5 GB}.
     *
     * @throws IllegalArgumentException with a sentence for a person
     */
    static long parseBytes(String text) {
        Matcher matcher = SIZE.matcher(text.strip());
        Long unit = matcher.matches() ? UNITS.get(matcher.group(2)) : null;
        if (unit == null) {
            throw new IllegalArgumentException("\"" + text + "\" is not a size; write a number with its unit, such as 64MiB or 1.5GB ("
                    + String.join(", ", UNITS.keySet()) + ").");
        }
        BigDecimal bytes = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit)).setScale(0, RoundingMode.HALF_UP);
        if (bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new IllegalArgumentException("\"" + text + "\" is larger than any drive; check its unit.");
        }
        return bytes.longValue();
    }

    private static Map<String, Long> units() {
        Map<String, Long> units = new TreeMap<>();
        String[] binary = { "KiB", "MiB", "GiB", "TiB", "PiB" };
        long decimalFactor = 1;
        for (int i = 0; i < binary.length; i++) {
            decimalFactor *= 1000;
            units.put(DECIMAL[i + 1], decimalFactor);
            units.put(binary[i], 1L << 10 * (i + 1));
        }
        units.put("B", 1L);
        return units;
    }
}
