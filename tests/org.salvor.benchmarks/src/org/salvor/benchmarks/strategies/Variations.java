package org.salvor.benchmarks.strategies;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.salvor.drive.simulated.Parameter;
import org.salvor.drive.simulated.Profile;
import org.salvor.drive.simulated.Profiles;

/**
 * The same kinds of drive with one number less or more by three tenths: a result that holds for one exact shape alone is none. What is varied is each
 * number that a profile gives of its own, the number of bands and the time of a failed read.
 */
final class Variations {
    private static final List<Double> FACTORS = List.of(0.7, 1.3);
    /** Which head it is has no more or less. */
    private static final Set<Parameter> NAMES = EnumSet.of(Parameter.DEAD_HEAD, Parameter.WEAK_HEAD, Parameter.RPM);
    private static final Set<Parameter> ALWAYS = EnumSet.of(Parameter.BANDS, Parameter.FAILED_READ);

    private Variations() {
    }

    /** Each variation of a kind of drive, with the goals of that kind. */
    static List<Contest> of(Contest contest) {
        Profile profile = Profiles.find(contest.profile()).orElseThrow();
        List<Contest> varied = new ArrayList<>();
        for (Parameter parameter : Parameter.values()) {
            double value = profile.value(parameter);
            boolean own = value != 0 && profile.values().containsKey(parameter) && !NAMES.contains(parameter);
            for (double factor : own || ALWAYS.contains(parameter) ? FACTORS : List.<Double>of()) {
                String changed = number(Math.clamp(value * factor, parameter.least(), parameter.most()), value);
                if (Double.parseDouble(changed) != value) {
                    varied.add(new Contest(contest.name() + " " + parameter.key() + " " + changed, contest.profile(),
                            contest.options() + "&" + parameter.key() + "=" + changed, contest.hands(), contest.goals()));
                }
            }
        }
        return varied;
    }

    /** Counts stay whole. */
    private static String number(double changed, double value) {
        return value >= 3 && value == Math.rint(value) ? Long.toString(Math.round(changed))
                : BigDecimal.valueOf(Math.round(changed * 1e6), 6).stripTrailingZeros().toPlainString();
    }
}
