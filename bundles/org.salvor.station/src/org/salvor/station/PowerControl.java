package org.salvor.station;

import java.util.List;

/**
 * Power switches, by hand. A supply that feeds the destination of any running job, or the source of one, is never cut from here: the answer is a
 * {@link StationException} that names the job, be it run by this program or by another of the same user. All methods may be called from any thread, and none
 * is immediate.
 */
public interface PowerControl {

    /** Kinds of switches that are installed and what is seen of them, without switching anything. */
    List<SwitchListing> switches() throws StationException;

    /**
     * Asks a switch how it is.
     *
     * @param address of a switch, or of a drive whose port can cut its power
     */
    SwitchView powerSwitch(String address) throws StationException;

    /** Switches; a device that does not do it is in the answer, not thrown. Waits until a supply that was cut has been off for its minimum time. */
    SwitchedView switchPower(PowerOrder order) throws StationException;
}
