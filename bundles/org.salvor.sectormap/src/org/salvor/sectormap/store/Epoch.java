package org.salvor.sectormap.store;

import java.util.List;
import org.salvor.sectormap.LatencyChange;
import org.salvor.sectormap.MapChange;

/**
 * Changes that become durable together or not at all.
 *
 * @param changes in the order in which they happened
 * @param latencies new values of latency cells
 * @param attachment bytes of the caller's own that belong to the map after these changes, at most {@link #MOST_ATTACHMENT_BYTES}; null to
 *        keep those of the epoch before
 */
public record Epoch(List<MapChange> changes, List<LatencyChange> latencies, byte[] attachment) {
    public static final int MOST_ATTACHMENT_BYTES = 1 << 16;

    /** @throws IllegalArgumentException when the attachment is too long */
    public Epoch {
        changes = List.copyOf(changes);
        latencies = List.copyOf(latencies);
        if (attachment != null && attachment.length > MOST_ATTACHMENT_BYTES) {
            throw new IllegalArgumentException(
                    "an attachment of " + attachment.length + " bytes; at most " + MOST_ATTACHMENT_BYTES + " fit");
        }
    }

    /** Changes and nothing else. */
    public static Epoch of(List<MapChange> changes) {
        return new Epoch(changes, List.of(), null);
    }
}
