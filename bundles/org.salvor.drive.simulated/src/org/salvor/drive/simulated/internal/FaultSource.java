package org.salvor.drive.simulated.internal;

/** Where a medium is damaged, in units of the fault model. Each source describes one kind of damage. */
public interface FaultSource {

    /** First damaged unit at or behind {@code from} and before {@code end}; {@code end} when there is none. */
    long next(long from, long end);

    /** First unit behind the damaged stretch that the damaged unit {@code unit} belongs to. */
    long stretchEnd(long unit);

    /** A number that is the same all over one damaged place, to roll its kind of error from. */
    long place(long unit);
}
