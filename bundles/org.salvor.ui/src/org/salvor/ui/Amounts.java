package org.salvor.ui;

import java.util.Locale;

/** How the window writes amounts: short, with their unit, in the decimal units in which drives are sold. Pure. */
public final class Amounts {
    private static final String[] UNITS = { "B", "kB", "MB", "GB", "TB", "PB" };
    private static final long MINUTE_SECONDS = 60;
    private static final long HOUR_SECONDS = 3600;
    private static final long DAY_SECONDS = 86_400;

    /** Stands where an amount is not known. */
    public static final String UNKNOWN = "\u2013";

    private Amounts() {
    }

    /** Bytes with at most four digits, such as {@code 64.02 GB}. */
    public static String bytes(double bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 999.5 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        int decimals = unit == 0 || value >= 100 ? 0 : value >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + decimals + "f %s", value, UNITS[unit]);
    }

    /** Bytes a second. */
    public static String rate(double bytesPerSecond) {
        return bytes(bytesPerSecond) + "/s";
    }

    /** A whole number with its thousands apart. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** A share of a whole. What is not all is never written as 100 %, and what is not nothing never as 0 %. */
    public static String percent(double part, double whole) {
        if (whole <= 0) {
            return UNKNOWN;
        }
        double percent = 100 * part / whole;
        if (part > 0 && percent < 0.01) {
            return "< 0.01 %";
        }
        if (part < whole && percent > 99.99) {
            return "> 99.99 %";
        }
        return String.format(Locale.ROOT, percent == 0 || percent == 100 ? "%.0f %%" : percent < 1 || percent > 99 ? "%.2f %%" : "%.1f %%",
                percent);
    }

    /** A time span in its two largest units; {@link #UNKNOWN} when negative. */
    public static String duration(double seconds) {
        if (seconds < 0 || Double.isNaN(seconds)) {
            return UNKNOWN;
        }
        long whole = Math.round(seconds);
        if (whole >= DAY_SECONDS) {
            return whole / DAY_SECONDS + " d " + whole % DAY_SECONDS / HOUR_SECONDS + " h";
        }
        if (whole >= HOUR_SECONDS) {
            return whole / HOUR_SECONDS + " h " + whole % HOUR_SECONDS / MINUTE_SECONDS + " min";
        }
        if (whole >= MINUTE_SECONDS) {
            return whole / MINUTE_SECONDS + " min " + whole % MINUTE_SECONDS + " s";
        }
        return whole + " s";
    }

    /** Milliseconds as a drive's answer time, from a tenth of a millisecond to minutes; {@link #UNKNOWN} when negative. */
    public static String millis(double millis) {
        if (millis < 0) {
            return UNKNOWN;
        }
        if (millis < 1000) {
            return String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%.0f ms", millis);
        }
        return millis < MINUTE_SECONDS * 1000 ? String.format(Locale.ROOT, "%.1f s", millis / 1000) : duration(millis / 1000);
    }

    /** The last part of a path or address, for a person to recognise it by. */
    public static String shortPath(String path) {
        String trimmed = path.endsWith("/") && path.length() > 1 ? path.substring(0, path.length() - 1) : path;
        return trimmed.substring(Math.max(trimmed.lastIndexOf('/'), trimmed.lastIndexOf('\\')) + 1);
    }
}
