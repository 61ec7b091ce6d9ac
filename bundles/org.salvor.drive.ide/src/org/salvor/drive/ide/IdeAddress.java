package org.salvor.drive.ide;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.salvor.drive.spi.DriveAddress;
import org.salvor.drive.spi.DriveOpenException;

/**
 * Where a drive is: {@code ide:1f0,3f6/0}.
 *
 * @param commandPort first port of the command block
 * @param controlPort port of device control
 * @param device 0 for the first drive of the channel (master), 1 for the second (slave)
 */
record IdeAddress(int commandPort, int controlPort, int device) {
    static final String SCHEME = "ide";
    private static final Pattern PATH = Pattern.compile("([0-9A-Fa-f]{2,4}),([0-9A-Fa-f]{2,4})/([01])");

    static IdeAddress of(DriveAddress address) throws DriveOpenException {
        Matcher matcher = PATH.matcher(address.path());
        if (!matcher.matches() || !address.options().isEmpty()) {
            throw new DriveOpenException("\"" + address + "\" is not the address of a legacy IDE drive; it reads ide:1f0,3f6/0, "
                    + "with the ports of command block and control in hex, and 0 for the master or 1 for the slave.");
        }
        return new IdeAddress(Integer.parseInt(matcher.group(1), 16), Integer.parseInt(matcher.group(2), 16),
                matcher.group(3).charAt(0) - '0');
    }

    DriveAddress toAddress() {
        return new DriveAddress(SCHEME, "%x,%x/%d".formatted(commandPort, controlPort, device), Map.of());
    }
}
