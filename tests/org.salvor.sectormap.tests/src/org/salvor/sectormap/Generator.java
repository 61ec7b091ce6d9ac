package org.salvor.sectormap;

import java.util.SplittableRandom;

/** Seeded ranges and states for property tests. */
final class Generator {
    private final SplittableRandom random;

    Generator(long seed) {
        random = new SplittableRandom(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    long below(long bound) {
        return random.nextLong(bound);
    }

    boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    SectorState state() {
        Stage stage = Stage.values()[below(Stage.values().length)];
        return switch (below(4)) {
        case 0, 1 -> SectorState.of(stage);
        case 2 -> new SectorState(stage, Cause.values()[below(Cause.values().length)], below(16), 0, 0);
        default -> new SectorState(stage, Cause.values()[below(Cause.values().length)], below(3), below(3), oneIn(2) ? 0 : 0x5140);
        };
    }

    /** A range of a few sectors mostly, of any length sometimes, often at the edge of a page or of the map. */
    LbaRange range(long sectorCount) {
        long length = switch (below(5)) {
        case 0 -> below(sectorCount);
        case 1 -> below(Math.min(sectorCount, 5000));
        default -> below(Math.min(sectorCount, 40L));
        };
        long first = switch (below(8)) {
        case 0 -> 0;
        case 1 -> sectorCount - length;
        case 2 -> Math.max(0, below((int) (sectorCount >>> Node.PAGE_SHIFT) + 1) * (1L << Node.PAGE_SHIFT) - below(3));
        default -> below(sectorCount);
        };
        first = Math.min(first, sectorCount - 1);
        return new LbaRange(first, Math.min(sectorCount, first + length));
    }
}
