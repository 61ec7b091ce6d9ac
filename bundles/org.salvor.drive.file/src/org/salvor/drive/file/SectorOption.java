package org.salvor.drive.file;

import java.util.Map;
import org.salvor.drive.spi.DriveAddress;
import org.salvor.drive.spi.DriveOpenException;

/** The one option of an address: {@code sector=BYTES}. */
final class SectorOption {
    private static final int MIN_BYTES = 512;
    private static final int MAX_BYTES = 8192;
    /** Sectors with protection or ECC fields are still multiples of this: 520, 528, 4104, 4160, 4224. */
    private static final int STEP_BYTES = 8;

    private SectorOption() {
    }

    /** The bytes asked for, or 0 where the address leaves them open. */
    static int of(DriveAddress address) throws DriveOpenException {
        int bytes = 0;
        for (Map.Entry<String, String> option : address.options().entrySet()) {
            if (!option.getKey().equals("sector")) {
                throw new DriveOpenException("The drive address " + address + " has the option \"" + option.getKey()
                        + "\", which is not known; " + address.scheme() + ": takes sector=BYTES alone.");
            }
            bytes = parse(address, option.getValue());
        }
        return bytes;
    }

    private static int parse(DriveAddress address, String text) throws DriveOpenException {
        int bytes;
        try {
            bytes = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            bytes = -1;
        }
        if (bytes < MIN_BYTES || bytes > MAX_BYTES || bytes % STEP_BYTES != 0) {
            throw new DriveOpenException(
                    "The drive address " + address + " asks for sectors of " + text + " bytes; they can have 512, 520, 528, 4096 and "
                            + "other multiples of " + STEP_BYTES + " up to " + MAX_BYTES + " bytes.");
        }
        return bytes;
    }
}
