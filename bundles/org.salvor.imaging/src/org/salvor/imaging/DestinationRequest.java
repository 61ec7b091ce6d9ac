package org.salvor.imaging;

/**
 * What a destination is wanted for.
 *
 * @param sizeBytes bytes that must fit
 * @param sourcePath path of the source where it has one (a file or a device node), else empty; never written to, nor the device it lives on
 * @param preallocate whether a file takes all its space at once
 */
public record DestinationRequest(long sizeBytes, String sourcePath, boolean preallocate) {
}
