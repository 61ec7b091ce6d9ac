package org.salvor.imaging;

/**
 * What a destination is wanted for.
 *
 * @param sizeBytes bytes that must fit
 * @param sourcePath path of the source where it has one (a file or a device node), else empty; never written to, nor the device it lives on
 * @param preallocate whether a file takes all its space at once
 * @param mayHoldData whether a file may hold data already, because it is this job's image or that of an earlier attempt; any other that is not empty is
 *        somebody's
 */
public record DestinationRequest(long sizeBytes, String sourcePath, boolean preallocate, boolean mayHoldData) {

    /** For an image that may be there already. */
    public DestinationRequest(long sizeBytes, String sourcePath, boolean preallocate) {
        this(sizeBytes, sourcePath, preallocate, true);
    }
}
