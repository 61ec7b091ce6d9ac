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
 * @param openHidden whether the source's host protected area is opened, until power goes, whenever the job has the source
 * @param closedSectors sectors that the source showed before that area was opened, which it is told to show again at the end; 0 = unknown, or
 *        nothing was hidden
 */
public record JobOptions(List<String> hashes, boolean preallocate, int stripTo, String fill, String power, boolean acceptSource,
        boolean confirmed, long segmentBytes, String destinationPower, boolean openHidden, long closedSectors) {

    /** Nothing chosen. */
    public static final JobOptions DEFAULT = new JobOptions(List.of(), false, 0, "", "", false, false, 0);

    public JobOptions {
        hashes = List.copyOf(hashes);
    }

    /** Choices of a job that reads what its source shows, and whose destination is fed by nobody knows what. */
    public JobOptions(List<String> hashes, boolean preallocate, int stripTo, String fill, String power, boolean acceptSource,
            boolean confirmed, long segmentBytes) {
        this(hashes, preallocate, stripTo, fill, power, acceptSource, confirmed, segmentBytes, "", false, 0);
    }

    /** The same with other switches; an empty address leaves what there was. */
    public JobOptions withPower(String newPower, String newDestinationPower) {
        return new JobOptions(hashes, preallocate, stripTo, fill, newPower.isEmpty() ? power : newPower, acceptSource, confirmed,
                segmentBytes, newDestinationPower.isEmpty() ? destinationPower : newDestinationPower, openHidden, closedSectors);
    }

    /** The same choices with the host protected area opened; {@code closed} is what becomes {@link #closedSectors}. */
    public JobOptions withHiddenOpened(long closed) {
        return new JobOptions(hashes, preallocate, stripTo, fill, power, acceptSource, confirmed, segmentBytes, destinationPower, true,
                closed);
    }
}
