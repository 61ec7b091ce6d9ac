package org.salvor.casework;

import java.util.List;

/**
 * Choices of a job.
 *
 * @param hashes hash algorithms of the segments, such as SHA-256; empty = the usual one
 * @param preallocate whether a destination file takes all its space at once
 * @param stripTo bytes kept of each source sector, 0 = all
 * @param fill what unread sectors hold at the end: {@code none}, {@code zeros}, {@code marks} or a pattern in hex; empty = none
 * @param power address of the source's power switch; empty = the source's own
 * @param acceptSource whether the operator vouches that a source that shows another name is the job's
 * @param confirmed whether the operator has confirmed writing to the destination
 * @param segmentBytes size of a hashed segment, 0 = the usual one
 * @param destinationPower address of the switch that feeds the destination, noted so that nobody cuts it; empty = not known
 */
public record JobOptions(List<String> hashes, boolean preallocate, int stripTo, String fill, String power, boolean acceptSource,
        boolean confirmed, long segmentBytes, String destinationPower) {

    /** Nothing chosen. */
    public static final JobOptions DEFAULT = new JobOptions(List.of(), false, 0, "", "", false, false, 0);

    public JobOptions {
        hashes = List.copyOf(hashes);
    }

    /** Choices of a job whose destination is fed by nobody knows what. */
    public JobOptions(List<String> hashes, boolean preallocate, int stripTo, String fill, String power, boolean acceptSource,
            boolean confirmed, long segmentBytes) {
        this(hashes, preallocate, stripTo, fill, power, acceptSource, confirmed, segmentBytes, "");
    }

    /** The same with other switches; an empty address leaves what there was. */
    public JobOptions withPower(String newPower, String newDestinationPower) {
        return new JobOptions(hashes, preallocate, stripTo, fill, newPower.isEmpty() ? power : newPower, acceptSource, confirmed,
                segmentBytes,
                newDestinationPower.isEmpty() ? destinationPower : newDestinationPower);
    }
}
