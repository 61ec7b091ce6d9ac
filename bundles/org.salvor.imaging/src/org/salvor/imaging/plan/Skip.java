package org.salvor.imaging.plan;

/**
 * Jump after an error.
 *
 * @param firstSectors first jump, in sectors; 0 = no jumps
 * @param growth factor for each further error without a good block between, ≥ 1
 * @param limitSectors longest jump, in sectors
 */
public record Skip(long firstSectors, double growth, long limitSectors) {

    /** No jumps. */
    public static final Skip NONE = new Skip(0, 1, 0);
}
