package org.salvor.imaging.plan;

import java.util.List;
import org.salvor.drive.ReadMethod;
import org.salvor.sectormap.Stage;

/**
 * One walk over the drive: everything an operator can set about it.
 *
 * @param name name within the plan
 * @param select which sectors
 * @param direction which way
 * @param blockSectors sectors a command asks for, ≥ 1; rounded up to whole physical sectors
 * @param method read method
 * @param transferMode transfer mode such as {@code UDMA 2}; empty = as it is
 * @param timeoutMillis deadline of a command, in milliseconds, ≥ 1
 * @param skip jump after an error
 * @param slow jump after slow reads
 * @param afterError what happens to the rest of an area after an error
 * @param failedBlock stage that a failed block of more than one physical sector gets
 * @param restOfArea stage that the rest of an area gets with {@link AfterError#NEXT_AREA}
 * @param rounds how often the whole pass is walked, ≥ 1; every round after the first takes what is still selected
 * @param confirm whether data is read to be compared with what the destination has, not to be stored: for {@code suspect} sectors
 * @param ladder recovery steps; empty = the plan's
 * @param prepare preparation commands before the pass and after every reset or power cycle
 * @param rest rest
 * @param stop end conditions
 * @param enabled whether it runs at all
 */
public record Pass(String name, Selection select, Direction direction, int blockSectors, ReadMethod method, String transferMode,
        long timeoutMillis,
        Skip skip, SlowSkip slow, AfterError afterError, Stage failedBlock, Stage restOfArea, int rounds, boolean confirm,
        List<Rung> ladder,
        List<Preparation> prepare, Rest rest, StopConditions stop, boolean enabled) {
}
