package org.salvor.imaging.plan;

import java.util.List;
import java.util.Set;
import org.salvor.sectormap.Cause;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.Stage;

/**
 * Which sectors a pass is about.
 *
 * @param stages stages, at least one, none of {@code read} or {@code excluded}
 * @param causes kinds of last error; empty = any
 * @param ranges parts of the drive, half-open, ascending; empty = all
 * @param heads heads, from 0; empty = all; others need a head map of the drive
 */
public record Selection(Set<Stage> stages, Set<Cause> causes, List<LbaRange> ranges, Set<Integer> heads) {
}
