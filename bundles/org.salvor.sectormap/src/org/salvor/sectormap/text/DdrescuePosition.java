package org.salvor.sectormap.text;

/**
 * The line of a ddrescue map that says where the program was.
 *
 * @param position in bytes from 0: start of the block in a forward pass, its end in a backward one
 * @param status one of {@code ? * / - F G +}: copying, trimming, scraping, retrying, filling, generating, finished
 * @param pass number of the pass, from 1; 0 for none, as before version 1.22
 */
public record DdrescuePosition(long position, char status, int pass) {
    /** Nothing done yet. */
    public static final DdrescuePosition START = new DdrescuePosition(0, '?', 1);

    private static final String STATUSES = "?*/-FG+";

    public DdrescuePosition {
        if (position < 0 || !isStatus(status) || pass < 0) {
            throw new IllegalArgumentException("position " + position + ", status " + status + ", pass " + pass);
        }
    }

    static boolean isStatus(int letter) {
        return letter >= 0 && STATUSES.indexOf(letter) >= 0;
    }
}
