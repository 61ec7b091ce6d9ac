package org.salvor.drive.spi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a drive is: {@code scheme:path?option=value&option=value}.
 *
 * @param scheme transport, such as {@code sim} or {@code block}; lower case
 * @param path what the transport makes of it; not empty
 * @param options settings in the order given; keys and values not empty
 */
public record DriveAddress(String scheme, String path, Map<String, String> options) {
    private static final String SCHEME = "[a-z][a-z0-9]+";

    /** @throws IllegalArgumentException when the scheme is none or the path is empty */
    public DriveAddress {
        if (!scheme.matches(SCHEME) || path.isEmpty()) {
            throw new IllegalArgumentException("\"" + scheme + ":" + path + "\" is no drive address.");
        }
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /**
     * Reads an address. A text without a known scheme ({@code [a-z][a-z0-9]+:}) is a path: {@code block:} below {@code /dev/}, else
     * {@code file:}. Only texts with a scheme have options; a {@code ?} in a plain path belongs to the path.
     *
     * @throws IllegalArgumentException with a sentence for a person
     */
    public static DriveAddress parse(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(
                    "The drive address is empty; give a path such as disk.img, or a drive such as sim:clustered.");
        }
        if (isPlainPath(text)) {
            return new DriveAddress(plainScheme(text), text, Map.of());
        }
        int colon = text.indexOf(':');
        int question = text.indexOf('?', colon);
        String path = text.substring(colon + 1, question < 0 ? text.length() : question);
        if (path.isEmpty()) {
            throw new IllegalArgumentException(
                    "The drive address \"" + text + "\" names no drive after \"" + text.substring(0, colon + 1) + "\".");
        }
        Map<String, String> options = new LinkedHashMap<>();
        for (String option : question < 0 ? new String[0] : text.substring(question + 1).split("&", -1)) {
            int equals = option.indexOf('=');
            if (equals < 1 || equals == option.length() - 1) {
                throw new IllegalArgumentException("The drive address \"" + text + "\" has \"" + option + "\" where name=value belongs.");
            }
            if (options.put(option.substring(0, equals), option.substring(equals + 1)) != null) {
                throw new IllegalArgumentException(
                        "The drive address \"" + text + "\" gives \"" + option.substring(0, equals) + "\" twice.");
            }
        }
        return new DriveAddress(text.substring(0, colon), path, options);
    }

    private static boolean isPlainPath(String text) {
        return !text.matches("(?s)" + SCHEME + ":.*");
    }

    private static String plainScheme(String path) {
        return path.startsWith("/dev/") ? "block" : "file";
    }

    /** The text that {@link #parse} reads back as this address. */
    @Override
    public String toString() {
        if (path.indexOf('?') >= 0 && options.isEmpty() && isPlainPath(path) && scheme.equals(plainScheme(path))) {
            return path; // behind a scheme, the ? would begin options
        }
        StringBuilder text = new StringBuilder(scheme).append(':').append(path);
        char separator = '?';
        for (Map.Entry<String, String> option : options.entrySet()) {
            text.append(separator).append(option.getKey()).append('=').append(option.getValue());
            separator = '&';
        }
        return text.toString();
    }
}
