package org.salvor.power.device;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.salvor.power.spi.PowerOpenException;

/**
 * An address taken apart: {@code scheme:device/channel?key=value&key=value}.
 *
 * @param device what comes after the scheme, up to the last slash that stands before a channel
 * @param channel what comes after it; empty when there is no slash
 * @param options what comes after the question mark
 */
public record AddressParts(String device, String channel, Map<String, String> options) {
    private static final int LONGEST_CHARS = 500;

    /**
     * Takes an address apart.
     *
     * @param usage how such addresses are written, for the sentence when this one is not
     * @param known keys that may stand behind the question mark
     */
    public static AddressParts of(String address, String usage, Set<String> known) throws PowerOpenException {
        int colon = address.indexOf(':');
        String rest = address.substring(colon + 1);
        int question = rest.indexOf('?');
        String place = question < 0 ? rest : rest.substring(0, question);
        Map<String, String> options = new LinkedHashMap<>();
        if (question >= 0) {
            for (String option : rest.substring(question + 1).split("&")) {
                int equals = option.indexOf('=');
                if (equals < 1 || !known.contains(option.substring(0, equals))) {
                    throw wrong(address, usage);
                }
                options.put(option.substring(0, equals), option.substring(equals + 1));
            }
        }
        int slash = place.lastIndexOf('/');
        boolean bad = colon < 0 || place.isEmpty() || address.length() > LONGEST_CHARS
                || address.chars().anyMatch(c -> c <= ' ' || c > '~');
        if (bad) {
            throw wrong(address, usage);
        }
        return new AddressParts(slash < 0 ? place : place.substring(0, slash), slash < 0 ? "" : place.substring(slash + 1), options);
    }

    /** A channel that must be a number. */
    public int number(int least, int most, String address, String usage) throws PowerOpenException {
        int number = channel.matches("\\d{1,6}") ? Integer.parseInt(channel) : -1;
        if (number < least || number > most) {
            throw wrong(address, usage);
        }
        return number;
    }

    /** An option, or what it is without. */
    public String option(String key, String usual) {
        return options.getOrDefault(key, usual);
    }

    /** That this is not how such addresses are written. */
    public static PowerOpenException wrong(String address, String usage) {
        return new PowerOpenException(Answers.shown(address) + " is not an address of this kind of switch; write " + usage + ".");
    }
}
