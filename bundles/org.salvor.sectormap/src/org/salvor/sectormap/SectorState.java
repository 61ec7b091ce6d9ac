package org.salvor.sectormap;

import java.util.Objects;

/**
 * All that the map knows of one sector. Sectors side by side whose states are equal form one run.
 *
 * @param stage how far the work has come
 * @param cause last kind of error
 * @param tries failed or successful attempts that named this sector, 0..15; 15 stands for 15 or more
 * @param lastPass number of the pass that touched it last, 0..255; 0 for none
 * @param registers first status and error registers seen with an error, 16 bits: status &lt;&lt; 8 | error; 0 for none
 */
public record SectorState(Stage stage, Cause cause, int tries, int lastPass, int registers) {
    /** Largest value of {@link #tries}. */
    public static final int MOST_TRIES = 15;

    /** Number of bits a packed state takes. */
    public static final int PACKED_BITS = 36;

    /** A sector nobody has touched. */
    public static final SectorState UNTRIED = of(Stage.UNTRIED);

    private static final int PASS_SHIFT = 12;
    private static final int REGISTERS_SHIFT = 20;

    /** @throws IllegalArgumentException when a number lies outside its range */
    public SectorState {
        Objects.requireNonNull(stage, "stage");
        Objects.requireNonNull(cause, "cause");
        if (tries < 0 || tries > MOST_TRIES || lastPass < 0 || lastPass > 255 || registers < 0 || registers > 0xFFFF) {
            throw new IllegalArgumentException(
                    "a state with " + tries + " tries, last pass " + lastPass + ", registers " + registers
                            + " is outside 0..15, 0..255, 0..65535");
        }
    }

    /** A state without cause, tries, pass or registers. */
    public static SectorState of(Stage stage) {
        return new SectorState(stage, Cause.NONE, 0, 0, 0);
    }

    /** The same with another stage. */
    public SectorState withStage(Stage newStage) {
        return new SectorState(newStage, cause, tries, lastPass, registers);
    }

    /** The same with another cause. */
    public SectorState withCause(Cause newCause) {
        return new SectorState(stage, newCause, tries, lastPass, registers);
    }

    /** The same after one more attempt; stays at {@link #MOST_TRIES} once there. */
    public SectorState withOneMoreTry() {
        return new SectorState(stage, cause, Math.min(MOST_TRIES, tries + 1), lastPass, registers);
    }

    /** The same, touched by this pass (0..255). */
    public SectorState withLastPass(int pass) {
        return new SectorState(stage, cause, tries, pass, registers);
    }

    /** The same with these registers, unless registers were kept before: the first ones stay. */
    public SectorState withFirstRegisters(int newRegisters) {
        return registers != 0 ? this : new SectorState(stage, cause, tries, lastPass, newRegisters);
    }

    /**
     * The state in {@link #PACKED_BITS} bits: tries in bits 0-3, cause 4-7, stage 8-11, last pass 12-19, registers 20-35. Equal states have
     * equal numbers.
     */
    public long packed() {
        return (long) registers << REGISTERS_SHIFT | (long) lastPass << PASS_SHIFT | stage.ordinal() << 8 | cause.ordinal() << 4 | tries;
    }

    /**
     * The state in a packed number.
     *
     * @throws IllegalArgumentException when the number is not one that {@link #packed} gives
     */
    public static SectorState unpack(long packed) {
        if (!isPacked(packed)) {
            throw new IllegalArgumentException("no packed sector state: " + Long.toHexString(packed));
        }
        return new SectorState(Stage.of((int) (packed >>> 8) & 15), Cause.of((int) (packed >>> 4) & 15), (int) packed & 15,
                (int) (packed >>> PASS_SHIFT) & 0xFF, (int) (packed >>> REGISTERS_SHIFT) & 0xFFFF);
    }

    /** Whether {@link #unpack} accepts the number. */
    public static boolean isPacked(long packed) {
        return packed >>> PACKED_BITS == 0 && (packed >>> 8 & 15) <= Stage.EXCLUDED.ordinal()
                && (packed >>> 4 & 15) <= Cause.GONE.ordinal();
    }
}
