package org.salvor.power;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How often a supply may be cut within an hour: each cut makes a failing drive spin up again, which may be its last time, and wears a relay.
 *
 * @param cutsAnHour cuts that are let through within any hour, at least 1
 */
public record SwitchBudget(int cutsAnHour) {
    /** What a person needs who tries whether a drive comes back. Plans have budgets of their own. */
    public static final SwitchBudget USUAL = new SwitchBudget(20);

    private static final Duration HOUR = Duration.ofHours(1);

    public SwitchBudget {
        if (cutsAnHour < 1) {
            throw new IllegalArgumentException("A budget is at least one cut an hour.");
        }
    }

    /**
     * Whether another cut is too much.
     *
     * @param address the switch, for the sentence
     * @param cuts when it was cut before, in any order
     * @return empty, or why it is not to be cut: a sentence
     */
    public Optional<String> refusal(String address, List<Instant> cuts, Instant now) {
        List<Instant> recent = cuts.stream().filter(cut -> cut.isAfter(now.minus(HOUR)) && !cut.isAfter(now)).sorted().toList();
        if (recent.size() < cutsAnHour) {
            return Optional.empty();
        }
        Instant free = recent.get(recent.size() - cutsAnHour).plus(HOUR);
        return Optional
                .of("The supply at " + address + " was cut " + recent.size() + " times within an hour, and its budget is " + cutsAnHour
                        + "; the next cut is free in " + (Duration.between(now, free).toMinutes() + 1)
                        + " min. Each makes the drive spin up again: look at it before you give a larger budget.");
    }

    /** How much longer a supply has to stay off; zero when it was never cut or long ago. */
    public static Duration stillOff(List<Instant> cuts, Duration minimumOff, Instant now) {
        return cuts.stream().filter(cut -> !cut.isAfter(now)).max(Instant::compareTo)
                .map(cut -> Duration.between(now, cut.plus(minimumOff))).filter(left -> !left.isNegative()).orElse(Duration.ZERO);
    }
}
