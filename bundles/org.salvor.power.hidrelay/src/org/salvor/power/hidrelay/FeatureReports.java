package org.salvor.power.hidrelay;

import java.io.IOException;

/** A HID device, opened for one exchange. */
interface FeatureReports extends AutoCloseable {

    /** Sends a feature report, the first byte its number. */
    void send(byte[] report) throws IOException;

    /** Asks for a feature report, the first byte its number; answers as many bytes as came. */
    byte[] get(byte[] report) throws IOException;

    @Override
    void close();

    /** Opens one. */
    interface Opener {
        FeatureReports open() throws IOException;
    }
}
