package org.salvor.station;

import java.util.List;

/**
 * A drive's own opinion of its health.
 *
 * @param address the drive
 * @param verdict what it comes to
 * @param sentence the verdict in words, with what speaks for it
 * @param temperatureCelsius temperature, {@link Integer#MIN_VALUE} when unknown
 * @param offlineStatus state of off-line collection, as the drive gives it
 * @param selfTestStatus result of the last self-test in the high nibble, tenths left in the low one
 * @param attributes the attributes in the drive's own order
 */
public record SmartView(String address, Verdict verdict, String sentence, int temperatureCelsius, int offlineStatus, int selfTestStatus,
        List<Attribute> attributes) {

    /** What the attributes and the drive's own status come to. */
    public enum Verdict {
        /** Nothing speaks against the drive. */
        GOOD,
        /** No threshold is reached, and sectors are known that could not be read or were replaced. */
        WORN,
        /** The drive says that it fails, or an attribute has reached its threshold. */
        FAILING
    }

    /**
     * One attribute.
     *
     * @param id number, 1-255
     * @param name name in common use
     * @param value normalised value, more is better
     * @param worst lowest value so far
     * @param threshold value at which the drive counts as failing, -1 when unknown
     * @param raw the maker's own number
     * @param foretells whether reaching the threshold foretells a failure, not only age
     * @param failing whether the threshold is reached
     */
    public record Attribute(int id, String name, int value, int worst, int threshold, long raw, boolean foretells, boolean failing) {
    }
}
