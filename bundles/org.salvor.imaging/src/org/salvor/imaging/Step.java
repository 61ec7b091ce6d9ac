package org.salvor.imaging;

import java.util.List;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.MapChange;

/**
 * Answer of the scheduler to one event.
 *
 * @param changes changes of the map, in order; those to {@code read}, {@code suspect} or {@code read-ignoring-ecc} go with the data just read
 * @param precious whether the data just read must be durable before the next command leaves for the source
 * @param demoted sectors read since the last passed check, now not believed any more
 * @param notes entries for the case journal
 * @param next what to do next
 */
record Step(List<MapChange> changes, boolean precious, List<LbaRange> demoted, List<Note> notes, Action next) {

    /** An entry for the case journal. */
    record Note(String kind, String sentence) {
    }
}
