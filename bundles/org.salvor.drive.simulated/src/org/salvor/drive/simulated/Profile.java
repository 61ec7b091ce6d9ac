package org.salvor.drive.simulated;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * A kind of drive and what is wrong with it, as numbers. Immutable, any thread. Every figure that is reported names profile, version, size
 * and seed.
 *
 * @param name lower case letters and hyphens
 * @param version counts up whenever a number changes
 * @param sentence what it stands for
 * @param values the parameters that differ from {@link Parameter#usual()}
 * @param changed whether an address changed parameters, so that it is no longer the profile of that name and version
 */
public record Profile(String name, int version, String sentence, Map<Parameter, Double> values, boolean changed) {

    public Profile {
        EnumMap<Parameter, Double> copy = new EnumMap<>(Parameter.class);
        copy.putAll(values);
        values = Collections.unmodifiableMap(copy);
    }

    /** The value of a parameter, in its unit. */
    public double value(Parameter parameter) {
        return values.getOrDefault(parameter, parameter.usual());
    }

    /** The value of a parameter that counts something. */
    public int count(Parameter parameter) {
        return (int) Math.min(Integer.MAX_VALUE, Math.round(value(parameter)));
    }

    /** The value of a parameter given in milliseconds, in nanoseconds. */
    public long nanosOfMillis(Parameter parameter) {
        return Math.round(value(parameter) * 1e6);
    }

    /**
     * This profile with one number changed.
     *
     * @throws IllegalArgumentException with a sentence, when the value is outside of the parameter's bounds
     */
    public Profile with(Parameter parameter, double value) {
        if (!(value >= parameter.least() && value <= parameter.most())) {
            throw new IllegalArgumentException("The parameter %s must lie between %s and %s %s, and not be %s.".formatted(parameter.key(),
                    Profiles.plain(parameter.least()), Profiles.plain(parameter.most()), parameter.unit(), Profiles.plain(value)));
        }
        EnumMap<Parameter, Double> wider = new EnumMap<>(Parameter.class);
        wider.putAll(values);
        wider.put(parameter, value);
        return new Profile(name, version, sentence, wider, changed || value != value(parameter));
    }
}
