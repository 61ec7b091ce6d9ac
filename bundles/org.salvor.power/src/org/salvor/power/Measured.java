package org.salvor.power;

import java.util.OptionalDouble;

/**
 * What a device measures at a channel.
 *
 * @param volts volts at its output; empty when it measures none, or does not answer
 * @param amperes amperes that are drawn, averaged as the device does it; empty likewise
 */
public record Measured(OptionalDouble volts, OptionalDouble amperes) {
    /** Below this nothing is connected, or nothing works: an idle 2.5-inch drive draws some 0.1 A at 5 V. */
    private static final double NOTHING_AMPERES = 0.005;

    /** Nothing was measured. */
    public static final Measured NONE = new Measured(OptionalDouble.empty(), OptionalDouble.empty());

    /** Amperes alone, which is what outlets measure. */
    public static Measured ofAmperes(double amperes) {
        return new Measured(OptionalDouble.empty(), OptionalDouble.of(amperes));
    }

    /** Both. */
    public static Measured of(double volts, double amperes) {
        return new Measured(OptionalDouble.of(volts), OptionalDouble.of(amperes));
    }

    /** Whether amperes were measured, and none flow. */
    public boolean drawsNothing() {
        return amperes.isPresent() && Math.abs(amperes.getAsDouble()) < NOTHING_AMPERES;
    }
}
