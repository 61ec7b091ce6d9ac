package org.salvor.imaging;

import java.util.List;
import java.util.Map;

/**
 * Hashes of one segment of the destination: of its read sectors, in ascending order, as they are stored. Of a segment that was read whole they are the
 * hashes of its bytes.
 *
 * @param index number of the segment, from 0
 * @param firstLba first sector
 * @param endLba end, exclusive
 * @param readSectors sectors that were hashed
 * @param digests hex digests by algorithm
 */
public record SegmentHash(long index, long firstLba, long endLba, long readSectors, Map<String, String> digests) {

    /**
     * Checks names of hash algorithms.
     *
     * @throws IllegalArgumentException with a sentence, when one of them is unknown
     */
    public static void requireAlgorithms(List<String> names) {
        names.forEach(SegmentHasher::digest);
    }
}
