package org.salvor.power.spi;

import java.util.List;
import org.salvor.power.PowerSwitch;

/** A kind of power device. Found as an OSGi service; any thread. */
public interface PowerSwitchProvider {

    /** First part of its addresses: {@code scheme:rest}. */
    String scheme();

    /** How its addresses are written, in a line: {@code scheme:HOST/OUTLET, for ...}. */
    String usage();

    /** Switches that can be seen now without switching anything, and without asking around in a network. */
    List<PowerListing> discover();

    /**
     * Opens the switch at an address.
     *
     * @throws PowerOpenException when it is not there; the message says what to do
     */
    PowerSwitch open(String address) throws PowerOpenException;
}
