package org.salvor.imaging.plan;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Quantities as people write them: a number, a space if they like, a unit. Every parser throws {@link IllegalArgumentException} with a
 * sentence that says what would be right. Pure.
 */
final class Units {
    private static final Pattern QUANTITY = Pattern.compile("([+-]?\\d{1,18}(?:\\.\\d{1,9})?)\\s*(\\D*)");
    private static final Pattern GROUPED = Pattern.compile("[+-]?\\d{1,3}(,\\d{3})+(?=\\D|$).*");
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final Map<String, Long> MILLIS = ordered("ms", 1L, "s", 1_000L, "min", 60_000L, "h", 3_600_000L, "d", 86_400_000L);
    private static final Map<String, Long> BYTES = ordered("B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30, "TiB", 1L << 40,
            "kB", 1_000L, "MB",
            1_000_000L, "GB", 1_000_000_000L, "TB", 1_000_000_000_000L);
    private static final long LONGEST_MILLIS = 366L * 86_400_000;

    private Units() {
    }

    /** A duration in milliseconds, 0 or more: {@code 250 ms}, {@code 1.5 s}, {@code 3 min}, {@code 2 h}, {@code 1 d}. */
    static long millis(String text) {
        BigDecimal millis = scaled(text, "duration", MILLIS, "250 ms, 1.5 s, 3 min or 2 h");
        if (millis.stripTrailingZeros().scale() > 0) {
            throw new IllegalArgumentException("The duration " + quote(text) + " is no whole number of milliseconds.");
        }
        if (millis.compareTo(BigDecimal.valueOf(LONGEST_MILLIS)) > 0) {
            throw new IllegalArgumentException("The duration " + quote(text) + " is longer than a year.");
        }
        return millis.longValueExact();
    }

    static String ofMillis(long millis) {
        return written(millis, MILLIS);
    }

    /**
     * A length in sectors, 0 or more, from sectors or from bytes rounded up to whole sectors: {@code 64 KiB}, {@code 4096 sectors},
     * {@code 1 sector}.
     */
    static long sectors(String text, int sectorBytes) {
        Map<String, Long> units = new LinkedHashMap<>(BYTES);
        units.put("sectors", (long) sectorBytes);
        units.put("sector", (long) sectorBytes);
        BigDecimal bytes = scaled(text, "length", units, "64 KiB, 1 MiB or 128 sectors");
        BigDecimal sectors = bytes.divide(BigDecimal.valueOf(sectorBytes), 0, RoundingMode.UP);
        if (sectors.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("The length " + quote(text) + " is larger than any drive.");
        }
        return sectors.longValueExact();
    }

    /** Sectors as a text: in bytes where that is a whole number of KiB and {@code sectorBytes} is known (not 0), else in sectors. */
    static String ofSectors(long sectors, int sectorBytes) {
        if (sectorBytes > 0 && sectors > 0 && sectors <= Long.MAX_VALUE / sectorBytes && sectors * sectorBytes % 4096 == 0) {
            return written(sectors * sectorBytes, ordered("KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30, "TiB", 1L << 40));
        }
        return sectors == 1 ? "1 sector" : sectors + " sectors";
    }

    /** A rate in bytes a second, 0 or more: {@code 64 KiB/s}. */
    static long bytesPerSecond(String text) {
        Map<String, Long> units = new LinkedHashMap<>();
        BYTES.forEach((unit, factor) -> units.put(unit + "/s", factor));
        BigDecimal rate = scaled(text, "rate", units, "64 KiB/s or 1 MiB/s");
        if (rate.stripTrailingZeros().scale() > 0 || rate.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("The rate " + quote(text) + " is no whole number of bytes a second.");
        }
        return rate.longValueExact();
    }

    static String ofBytesPerSecond(long rate) {
        return written(rate, ordered("B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30)) + "/s";
    }

    /** A temperature in degrees Celsius: {@code 55 °C} or {@code 55 C}. */
    static int celsius(String text) {
        long degrees = scaled(text, "temperature", ordered("°C", 1L, "C", 1L), "55 °C").setScale(0, RoundingMode.HALF_UP).longValue();
        if (degrees > 125) {
            throw new IllegalArgumentException("No drive works at " + quote(text) + ".");
        }
        return (int) degrees;
    }

    /** A plain number from 0 on, such as {@code 1000} or {@code 1,000}. */
    static long count(String text) {
        String digits = GROUPED.matcher(text).matches() ? text.replace(",", "") : text;
        if (digits.matches("-\\d+")) {
            throw new IllegalArgumentException("The number " + quote(text) + " must not be negative.");
        }
        if (!digits.matches("\\d{1,18}")) {
            throw new IllegalArgumentException(quote(text) + " is not a plain whole number such as 16.");
        }
        return Long.parseLong(digits);
    }

    /** A factor such as {@code 2} or {@code 1.5}. */
    static double factor(String text) {
        if (!text.matches("-?\\d{1,9}(\\.\\d{1,17})?")) {
            throw new IllegalArgumentException(quote(text) + " is not a factor such as 2 or 1.5.");
        }
        return Double.parseDouble(text);
    }

    /** {@code yes} or {@code no}; {@code true}, {@code false}, {@code on} and {@code off} too. */
    static boolean truth(String text) {
        return switch (text) {
        case "yes", "true", "on" -> true;
        case "no", "false", "off" -> false;
        default -> throw new IllegalArgumentException(quote(text) + " is neither yes nor no.");
        };
    }

    private static BigDecimal scaled(String text, String what, Map<String, Long> units, String examples) {
        String plain = GROUPED.matcher(text).matches() ? text.replace(",", "") : text;
        Matcher matcher = QUANTITY.matcher(plain);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(quote(text) + " is not a " + what + " such as " + examples + ".");
        }
        String unit = matcher.group(2).strip();
        if (unit.isEmpty()) {
            throw new IllegalArgumentException("The " + what + " " + quote(text) + " has no unit; write " + examples + ".");
        }
        Long factor = units.get(unit);
        if (factor == null) {
            throw new IllegalArgumentException(
                    "\"" + Words.shortened(unit) + "\" is not a unit of a " + what + "; write " + examples + ".");
        }
        BigDecimal number = new BigDecimal(matcher.group(1));
        if (number.signum() < 0) {
            throw new IllegalArgumentException("The " + what + " " + quote(text) + " must not be negative.");
        }
        return number.multiply(BigDecimal.valueOf(factor));
    }

    /** The number in the largest unit that leaves it whole. */
    private static String written(long value, Map<String, Long> units) {
        String best = null;
        long factor = 0;
        for (Map.Entry<String, Long> unit : units.entrySet()) {
            if (best == null || value != 0 && value % unit.getValue() == 0 && unit.getValue() > factor) {
                best = unit.getKey();
                factor = unit.getValue();
            }
        }
        return value / factor + " " + best;
    }

    private static String quote(String text) {
        return "\"" + Words.shortened(text) + "\"";
    }

    private static Map<String, Long> ordered(Object... pairs) {
        Map<String, Long> map = new LinkedHashMap<>();
        List<Object> all = List.of(pairs);
        for (int i = 0; i < all.size(); i += 2) {
            map.put((String) all.get(i), (Long) all.get(i + 1));
        }
        return map;
    }
}
