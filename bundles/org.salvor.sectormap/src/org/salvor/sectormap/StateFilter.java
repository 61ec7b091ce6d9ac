package org.salvor.sectormap;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;

/**
 * Which sectors are wanted: by stage, and if asked for by cause, tries and last pass. Immutable; any thread may use it.
 */
public final class StateFilter {
    private static final int ALL_CAUSES = (1 << MapTotals.CAUSES) - 1;

    private final int stageBits;
    private final int causeBits;
    private final int fewestTries;
    private final int mostTries;
    private final int exceptPass;

    private StateFilter(int stageBits, int causeBits, int fewestTries, int mostTries, int exceptPass) {
        this.stageBits = stageBits;
        this.causeBits = causeBits;
        this.fewestTries = fewestTries;
        this.mostTries = mostTries;
        this.exceptPass = exceptPass;
    }

    /** Sectors in any of these stages. */
    public static StateFilter of(Stage... stages) {
        return of(List.of(stages));
    }

    /** Sectors in any of these stages. */
    public static StateFilter of(Collection<Stage> stages) {
        int bits = 0;
        for (Stage stage : stages) {
            bits |= 1 << stage.ordinal();
        }
        return new StateFilter(bits, ALL_CAUSES, 0, SectorState.MOST_TRIES, -1);
    }

    /** Every sector. */
    public static StateFilter all() {
        return of(EnumSet.allOf(Stage.class));
    }

    /** Of these sectors, those whose last error is one of these. */
    public StateFilter withCauses(Collection<Cause> causes) {
        int bits = 0;
        for (Cause cause : causes) {
            bits |= 1 << cause.ordinal();
        }
        return new StateFilter(stageBits, causeBits & bits, fewestTries, mostTries, exceptPass);
    }

    /** Of these sectors, those tried at least {@code fewest} and at most {@code most} times (0..15 each, both included). */
    public StateFilter withTries(int fewest, int most) {
        return new StateFilter(stageBits, causeBits, fewest, most, exceptPass);
    }

    /** Of these sectors, those that the given pass (0..255) did not touch last. */
    public StateFilter notTouchedByPass(int pass) {
        return new StateFilter(stageBits, causeBits, fewestTries, mostTries, pass);
    }

    /** Whether sectors in this state are wanted. */
    public boolean matches(SectorState state) {
        return matches(state.packed());
    }

    /** Whether sectors in this packed state ({@link SectorState#packed}) are wanted. */
    public boolean matches(long packed) {
        int tries = (int) packed & 15;
        return (stageBits >>> (packed >>> 8 & 15) & 1) != 0 && (causeBits >>> (packed >>> 4 & 15) & 1) != 0 && tries >= fewestTries
                && tries <= mostTries && (packed >>> 12 & 0xFF) != exceptPass;
    }

    /** Whether a node with this mask can hold a wanted sector. */
    boolean mayMatch(int mask) {
        return (mask & stageBits) != 0 && (mask >>> MapTotals.STAGES & causeBits) != 0;
    }
}
