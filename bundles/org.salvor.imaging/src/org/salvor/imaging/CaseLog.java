package org.salvor.imaging;

import java.util.Map;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;

/**
 * Where the engine testifies. Entries are made on the owner thread, which they never keep waiting for a disk; {@link #sync} runs on the flusher thread.
 */
public interface CaseLog {

    /** A read that went well, or the good part of one. Neighbouring ones are coalesced to range, time and slowest. */
    void good(long firstLba, long endLba, long slowestNanos);

    /** A read that did not go well, with all its evidence. */
    void failed(ReadRequest request, ReadOutcome outcome, String pass);

    /**
     * Anything else: a reset, a power cycle, a pass that begins or ends, a decision of the operator.
     *
     * @param kind short fixed word
     * @param sentence for a person
     * @param facts values behind the sentence, keys in lower camel case with units
     */
    void note(String kind, String sentence, Map<String, Object> facts);

    /**
     * Makes every entry made so far durable.
     *
     * @return the chain's head after them
     * @throws java.io.IOException when it did not; the engine then stops
     */
    Head sync() throws java.io.IOException;

    /**
     * End of a hash chain.
     *
     * @param entries entries in the chain, ≥ 0
     * @param hash hex digest of the last one
     */
    record Head(long entries, String hash) {
    }
}
