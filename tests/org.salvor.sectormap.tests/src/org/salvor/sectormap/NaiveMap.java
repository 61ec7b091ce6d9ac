package org.salvor.sectormap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The map as plainly as it can be said: one state a sector. */
final class NaiveMap {
    final long[] states;

    NaiveMap(int sectorCount) {
        states = new long[sectorCount];
        Arrays.fill(states, SectorState.UNTRIED.packed());
    }

    void set(LbaRange range, SectorState state) {
        Arrays.fill(states, (int) range.firstLba(), (int) range.endLba(), state.packed());
    }

    List<SectorRun> runs(LbaRange range) {
        List<SectorRun> runs = new ArrayList<>();
        int first = (int) range.firstLba();
        while (first < range.endLba()) {
            int end = first + 1;
            while (end < range.endLba() && states[end] == states[first]) {
                end++;
            }
            runs.add(new SectorRun(new LbaRange(first, end), SectorState.unpack(states[first])));
            first = end;
        }
        return runs;
    }

    /** Sectors a stage, then sectors a cause. */
    long[][] counts() {
        long[][] counts = { new long[Stage.values().length], new long[Cause.values().length] };
        for (SectorRun run : runs(new LbaRange(0, states.length))) {
            counts[0][run.state().stage().ordinal()] += run.sectorCount();
            counts[1][run.state().cause().ordinal()] += run.sectorCount();
        }
        return counts;
    }
}
