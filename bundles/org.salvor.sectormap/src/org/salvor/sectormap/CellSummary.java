package org.salvor.sectormap;

/**
 * What a picture shows of the sectors of one cell.
 *
 * @param dominant the stage of most sectors; of equals the one with the higher {@link Stage#severity}
 * @param dominantShare 255ths of the cell in that stage, 1..255; 255 only when the whole cell is
 * @param worst the stage of the highest severity that occurs at all
 * @param worstShare 255ths of the cell in that stage, 1..255; never rounded down to none, and 255 only when the whole cell is
 * @param latencyCode slowest read noted in or near the cell on the scale of {@link Latency}; 0 for none
 */
public record CellSummary(Stage dominant, int dominantShare, Stage worst, int worstShare, int latencyCode) {
    /** The summary as an int: dominant stage (4 bits), worst stage (4), their shares (8 each), latency (8), from the top bit down. */
    public int packed() {
        return pack(dominant.ordinal(), dominantShare, worst.ordinal(), worstShare, latencyCode);
    }

    /** The summary in a packed number. */
    public static CellSummary unpack(int packed) {
        return new CellSummary(Stage.of(packed >>> 28), packed >>> 16 & 0xFF, Stage.of(packed >>> 24 & 15), packed >>> 8 & 0xFF,
                packed & 0xFF);
    }

    static int pack(int dominant, int dominantShare, int worst, int worstShare, int latencyCode) {
        return dominant << 28 | worst << 24 | dominantShare << 16 | worstShare << 8 | latencyCode;
    }
}
