package org.salvor.sectormap;

/**
 * How far the work on a sector has come. The order is part of the stored form: a stage's ordinal is written to map files, so constants are
 * only ever added at the end (at most 15, the number 15 being taken by the journal).
 */
public enum Stage {
    /** Nobody has asked the drive for it. */
    UNTRIED,
    /** Jumped over by a pass after an error or a slow read nearby. */
    SKIPPED,
    /** Lies in a block that failed as a whole; its edges were not searched yet. */
    NON_TRIMMED,
    /** Lies between the trimmed edges of a failed block; not tried sector by sector yet. */
    NON_SCRAPED,
    /** Failed when it was asked for alone. */
    BAD,
    /** Read well, and its bytes are durable on the destination (in a durable map) or on their way there (in a live map). */
    READ,
    /** Bytes were taken from the drive without its error correction agreeing. */
    READ_IGNORING_ECC,
    /** The drive said it read well and is not believed. */
    SUSPECT,
    /** Another map says it was read; not yet confirmed from the destination. */
    IMPORTED,
    /** Not wanted by the operator. */
    EXCLUDED;

    private static final Stage[] ALL = values();

    /** The stage with this ordinal. */
    static Stage of(int ordinal) {
        return ALL[ordinal];
    }

    /** Whether the stage counts as finished in a ddrescue map: {@link #READ} or {@link #IMPORTED}. */
    public boolean isFinished() {
        return this == READ || this == IMPORTED;
    }

    /**
     * How much the stage deserves to be seen in a cell that holds several, larger being worse: bad first, then what is doubtful, then what
     * is left to do, then what is done, excluded last.
     */
    public int severity() {
        return switch (this) {
        case BAD -> 9;
        case SUSPECT -> 8;
        case NON_SCRAPED -> 7;
        case NON_TRIMMED -> 6;
        case READ_IGNORING_ECC -> 5;
        case SKIPPED -> 4;
        case UNTRIED -> 3;
        case IMPORTED -> 2;
        case READ -> 1;
        case EXCLUDED -> 0;
        };
    }
}
