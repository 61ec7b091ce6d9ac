package org.salvor.drive.simulated.internal;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What hosts have written to a drive: bytes of logical sectors, physical sectors that writing repaired, and ones that it spoilt. */
public final class Rewritten {
    private final Map<Long, byte[]> bytes = new HashMap<>();
    private final Set<Long> healed = new HashSet<>();
    private final TreeSet<Long> spoiled = new TreeSet<>();

    /** Whether anything was written. */
    public boolean isEmpty() {
        return bytes.isEmpty() && spoiled.isEmpty();
    }

    /** The bytes that were written to a logical sector; null when it is as it was made. */
    public byte[] bytes(long sector) {
        return bytes.get(sector);
    }

    /** Takes the bytes of a logical sector; its physical sector is repaired. */
    public void write(long sector, long physical, byte[] content) {
        bytes.put(sector, content);
        spoiled.remove(physical);
        healed.add(physical);
    }

    /** Makes a physical sector unreadable until it is written. */
    public void spoil(long physical) {
        healed.remove(physical);
        spoiled.add(physical);
    }

    boolean spoiled(long physical) {
        return !spoiled.isEmpty() && spoiled.contains(physical);
    }

    boolean healed(long physical) {
        return !healed.isEmpty() && healed.contains(physical);
    }

    long nextSpoiled(long from, long end) {
        if (spoiled.isEmpty()) {
            return end;
        }
        Long next = spoiled.ceiling(from);
        return next == null ? end : Math.min(next, end);
    }
}
