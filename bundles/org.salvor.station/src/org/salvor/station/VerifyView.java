package org.salvor.station;

import java.util.List;

/**
 * Result of reading a destination back.
 *
 * @param segments hashed segments looked at
 * @param matching segments whose bytes are as imaged
 * @param withoutHash segments that hold read sectors and have no hash yet
 * @param faults segments that changed or could not be read
 */
public record VerifyView(long segments, long matching, long withoutHash, List<Fault> faults) {

    /** One bad segment: its sectors, and a sentence. */
    public record Fault(long firstLba, long endLba, String sentence) {
    }

    /** Whether everything read is on the destination as it was imaged. */
    public boolean intact() {
        return faults.isEmpty() && withoutHash == 0;
    }
}
