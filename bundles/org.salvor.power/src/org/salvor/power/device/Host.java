package org.salvor.power.device;

import java.util.Locale;
import org.salvor.power.spi.PowerOpenException;

/**
 * Host and port of a device.
 *
 * @param name a name or an address; an IPv6 address without brackets
 * @param port 1 to 65535
 */
public record Host(String name, int port) {

    /**
     * Reads {@code HOST}, {@code HOST:PORT} or {@code [IPV6]:PORT}.
     *
     * @param usualPort the port when none is given
     * @throws PowerOpenException with a sentence when it is neither
     */
    public static Host parse(String text, int usualPort) throws PowerOpenException {
        boolean brackets = text.startsWith("[") && text.indexOf(']') > 1;
        String name = brackets ? text.substring(1, text.indexOf(']')) : text.replaceFirst(":.*", "");
        String rest = text.substring(brackets ? text.indexOf(']') + 1 : name.length());
        int port = rest.isEmpty() ? usualPort : rest.matches(":\\d{1,5}") ? Integer.parseInt(rest.substring(1)) : 0;
        if (!name.matches(brackets ? "[0-9a-fA-F:.]{2,45}" : "[A-Za-z0-9]([A-Za-z0-9._-]{0,252})") || port < 1 || port > 65_535) {
            throw new PowerOpenException("\"" + text + "\" is not a host; write a name or an address, with :PORT if it is not "
                    + usualPort + ".");
        }
        return new Host(name.toLowerCase(Locale.ROOT), port);
    }

    /** As an address has it, the port left out when it is the usual one. */
    public String text(int usualPort) {
        String shown = name.contains(":") ? "[" + name + "]" : name;
        return port == usualPort ? shown : shown + ":" + port;
    }

    @Override
    public String toString() {
        return text(0);
    }
}
