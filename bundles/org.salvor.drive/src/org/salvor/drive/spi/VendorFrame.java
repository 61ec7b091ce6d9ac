package org.salvor.drive.spi;

import java.util.Arrays;
import org.salvor.ata.AtaCommand;

/**
 * One ATA command of a maker with the data that goes out with it.
 *
 * @param command registers, protocol and length of the data phase
 * @param dataOut the data going out, as long as the command says; empty when none goes out. Copied in and out
 */
public record VendorFrame(AtaCommand command, byte[] dataOut) {

    public VendorFrame {
        int expected = command.protocol().sendsData() ? command.dataBytes() : 0;
        if (dataOut.length != expected) {
            throw new IllegalArgumentException(command.name() + " takes " + expected + " bytes, not " + dataOut.length);
        }
        dataOut = dataOut.clone();
    }

    /** A frame that sends no data. */
    public VendorFrame(AtaCommand command) {
        this(command, new byte[0]);
    }

    @Override
    public byte[] dataOut() {
        return dataOut.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VendorFrame frame && command.equals(frame.command) && Arrays.equals(dataOut, frame.dataOut);
    }

    @Override
    public int hashCode() {
        return 31 * command.hashCode() + Arrays.hashCode(dataOut);
    }
}
