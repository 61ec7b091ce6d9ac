package org.salvor.drive.spi;

import java.util.List;
import org.salvor.ata.Effect;

/** One command of a maker. Pure, any thread. */
public interface VendorCommand {

    /** What plans and command lines call it: lower case letters, digits and hyphens, such as {@code read-module}. */
    String name();

    /** What it does and what it is good for, as a sentence for the operator who is asked to open it. */
    String sentence();

    /** What it does to the drive, as far as that is publicly documented; never {@link Effect#UNKNOWN}. */
    Effect effect();

    /** Names of the numbers that it takes, units last ({@code moduleId}, {@code timerMillis}); none for most. */
    List<String> arguments();

    /**
     * The frames that are the command, in the order in which they are to be sent. The same arguments give the same frames.
     *
     * @param arguments one number for each of {@link #arguments()}
     * @throws IllegalArgumentException with a sentence, when there are too few or too many, or one is out of its range
     */
    List<VendorFrame> frames(long... arguments);
}
