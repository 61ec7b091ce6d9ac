package org.salvor.power;

/** Supply of a channel as its device reports it. */
public enum PowerState {
    ON, OFF, UNKNOWN
}
