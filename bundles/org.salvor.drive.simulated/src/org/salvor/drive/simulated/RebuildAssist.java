package org.salvor.drive.simulated;

import java.util.BitSet;
import org.salvor.ata.RebuildAssistLog;
import org.salvor.drive.simulated.internal.Medium;

/** Rebuild assist: with heads disabled, queued reads of their bands fail at once, and tell where the band ends. */
final class RebuildAssist {
    private final Medium medium;
    private final int heads;
    private boolean enabled;
    private BitSet disabled = new BitSet();

    RebuildAssist(Medium medium, int heads) {
        this.medium = medium;
        this.heads = heads;
    }

    /** The log page as it reads now. */
    RebuildAssistLog page() {
        BitSet supported = new BitSet();
        supported.set(0, heads);
        return new RebuildAssistLog(enabled, (heads + 7) / 8, supported, disabled);
    }

    /** Takes a page that a host wrote; false when it asks for what there is not. */
    boolean write(RebuildAssistLog page) {
        BitSet unknown = page.disabled();
        unknown.clear(0, heads);
        if (page.lengthBytes() != (heads + 7) / 8 || !unknown.isEmpty() || page.disabled().cardinality() == heads) {
            return false;
        }
        enabled = page.enabled();
        disabled = enabled ? page.disabled() : new BitSet();
        return true;
    }

    void powerOn() {
        enabled = false;
        disabled = new BitSet();
    }

    /** Whether sectors of a disabled head lie from {@code first} to {@code end} (exclusive). */
    boolean disables(long first, long end) {
        return firstDisabled(first, end) < end;
    }

    /** First sector from {@code first} to {@code end} (exclusive) of a disabled head; {@code end} when there is none. */
    long firstDisabled(long first, long end) {
        long sector = disabled.isEmpty() ? end : first;
        while (sector < end && !disabled.get(medium.head(sector))) {
            sector = medium.bandEnd(sector);
        }
        return Math.min(sector, end);
    }
}
