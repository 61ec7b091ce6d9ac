package org.salvor.power.spi;

import java.util.List;
import org.salvor.power.PowerSwitch;

/** A kind of power device. Found as an OSGi service; any thread. */
public interface PowerSwitchProvider {

    /** First part of its addresses: {@code scheme:rest}. */
    String scheme();

    /** Switches that can be seen now without switching anything. */
    List<PowerSwitch> discover();

    /**
     * Opens the switch at an address.
     *
     * @throws PowerOpenException when it is not there; the message says what to do
     */
    PowerSwitch open(String address) throws PowerOpenException;
}
