package org.salvor.sectormap;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/**
 * Maps made of maps. "Finished" means {@link Stage#READ} or {@link Stage#IMPORTED}, and a result is never read, only imported: what is
 * computed proves nothing about a destination. The logical operations give what {@code ddrescuelog} gives: the sectors that stay
 * unfinished keep the first map's state, and what was finished and is no more becomes bad.
 *
 * <p>Both maps need the same number of sectors ({@link IllegalArgumentException} otherwise). Sectors outside the range {@code within} keep
 * the first map's state; {@code ddrescuelog} works within the blocks of both of its files.
 */
public final class MapAlgebra {
    private static final long FINISHED = SectorState.of(Stage.IMPORTED).packed();
    private static final long UNFINISHED = SectorState.of(Stage.BAD).packed();
    private static final long OUTSIDE = SectorState.of(Stage.EXCLUDED).packed();

    private MapAlgebra() {
    }

    /** Finished where both are. */
    public static SectorMap and(ReadableMap first, ReadableMap second, LbaRange within) {
        return combine(first, second, within, (a, b) -> isFinished(a) && !isFinished(b) ? UNFINISHED : a);
    }

    /** Finished where either is. */
    public static SectorMap or(ReadableMap first, ReadableMap second, LbaRange within) {
        return combine(first, second, within, (a, b) -> !isFinished(a) && isFinished(b) ? FINISHED : a);
    }

    /** Finished where exactly one is. */
    public static SectorMap xor(ReadableMap first, ReadableMap second, LbaRange within) {
        return combine(first, second, within, (a, b) -> !isFinished(b) ? a : isFinished(a) ? UNFINISHED : FINISHED);
    }

    /** Finished where the first is and the second is not. */
    public static SectorMap difference(ReadableMap first, ReadableMap second, LbaRange within) {
        return combine(first, second, within, (a, b) -> isFinished(a) && isFinished(b) ? UNFINISHED : a);
    }

    /** Finished where the map is not, and bad where it is. */
    public static SectorMap invert(ReadableMap map, LbaRange within) {
        return transform(map, within, state -> isFinished(state) ? UNFINISHED : FINISHED);
    }

    /** The sectors of the range that the filter wants, as they are; all others excluded. */
    public static SectorMap select(ReadableMap map, StateFilter filter, LbaRange within) {
        SectorMap result = new SectorMap(map.sectorCount(), SectorState.unpack(OUTSIDE));
        RunCursor runs = map.runs(within);
        while (runs.next(filter)) {
            result.set(runs.firstLba(), runs.endLba(), unproven(runs.packedState()));
        }
        return result;
    }

    /** A domain map: imported where the filter wants the sectors of the range, untried elsewhere. */
    public static SectorMap domain(ReadableMap map, StateFilter filter, LbaRange within) {
        SectorMap result = new SectorMap(map.sectorCount());
        RunCursor runs = map.runs(within);
        while (runs.next(filter)) {
            result.set(runs.firstLba(), runs.endLba(), FINISHED);
        }
        return result;
    }

    /** The ranges of the sectors that the filter wants, in order, as long as they can be. */
    public static List<LbaRange> ranges(ReadableMap map, StateFilter filter, LbaRange within) {
        List<LbaRange> ranges = new ArrayList<>();
        long first = -1;
        long end = -1;
        RunCursor runs = map.runs(within);
        while (runs.next(filter)) {
            if (runs.firstLba() != end) {
                if (first >= 0) {
                    ranges.add(new LbaRange(first, end));
                }
                first = runs.firstLba();
            }
            end = runs.endLba();
        }
        if (first >= 0) {
            ranges.add(new LbaRange(first, end));
        }
        return ranges;
    }

    /**
     * The states moved up by a number of sectors, or down by a negative one. What leaves the map is lost, what comes in is untried.
     *
     * @param sectorCount sectors of the result, 1 or more
     */
    public static SectorMap shift(ReadableMap map, long bySectors, long sectorCount) {
        SectorMap result = new SectorMap(sectorCount);
        RunCursor runs = map.runs();
        while (runs.next()) {
            long first = Math.max(0, runs.firstLba() + bySectors);
            long end = Math.min(sectorCount, runs.endLba() + bySectors);
            if (first < end) {
                result.set(first, end, unproven(runs.packedState()));
            }
        }
        return result;
    }

    /** The runs in which the two maps differ in any part of the state, in order, at most {@code most} of them. */
    public static List<MapDifference> differences(ReadableMap first, ReadableMap second, LbaRange within, int most) {
        List<MapDifference> found = new ArrayList<>();
        zip(first, second, within, (from, to, a, b) -> {
            if (a != b) {
                found.add(new MapDifference(new LbaRange(from, to), SectorState.unpack(a), SectorState.unpack(b)));
            }
            return found.size() < most;
        });
        return found;
    }

    private static boolean isFinished(long state) {
        return Stage.of((int) (state >>> 8) & 15).isFinished();
    }

    private static long unproven(long state) {
        SectorState known = SectorState.unpack(state);
        return known.stage() == Stage.READ ? known.withStage(Stage.IMPORTED).packed() : state;
    }

    private static SectorMap combine(ReadableMap first, ReadableMap second, LbaRange within, LongBinaryOperator operation) {
        SectorMap result = transform(first, new LbaRange(0, 0), state -> state);
        zip(first, second, within, (from, to, a, b) -> {
            result.set(from, to, unproven(operation.applyAsLong(a, b)));
            return true;
        });
        return result;
    }

    private static SectorMap transform(ReadableMap map, LbaRange within, LongUnaryOperator operation) {
        SectorMap result = new SectorMap(map.sectorCount());
        RunCursor all = map.runs();
        while (all.next()) {
            result.set(all.firstLba(), all.endLba(), unproven(all.packedState()));
        }
        RunCursor runs = map.runs(within);
        while (runs.next()) {
            result.set(runs.firstLba(), runs.endLba(), unproven(operation.applyAsLong(runs.packedState())));
        }
        return result;
    }

    /** Takes sectors that have one state in each of two maps; gives false to stop. */
    private interface PairVisitor {
        boolean visit(long first, long end, long firstState, long secondState);
    }

    private static void zip(ReadableMap first, ReadableMap second, LbaRange within, PairVisitor visitor) {
        if (first.sectorCount() != second.sectorCount()) {
            throw new IllegalArgumentException(
                    "maps of " + first.sectorCount() + " and of " + second.sectorCount() + " sectors; both must be of one drive");
        }
        RunCursor a = first.runs(within);
        RunCursor b = second.runs(within);
        boolean more = a.next() && b.next();
        while (more) {
            long from = Math.max(a.firstLba(), b.firstLba());
            long to = Math.min(a.endLba(), b.endLba());
            more = visitor.visit(from, to, a.packedState(), b.packedState());
            boolean aEnds = a.endLba() == to;
            boolean bEnds = b.endLba() == to;
            more &= (!aEnds || a.next()) & (!bEnds || b.next());
        }
    }
}
