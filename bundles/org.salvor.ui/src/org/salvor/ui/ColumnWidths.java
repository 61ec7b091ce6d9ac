package org.salvor.ui;

import java.util.List;

/** How the width of a table is shared out among its columns. Pure. */
final class ColumnWidths {

    /**
     * What one column would like.
     *
     * @param wantedPixels width at which nothing in it is cut
     * @param leastPixels width that it gets in any case, at most the one above
     * @param takesMore whether it may become wider than it wants when there is room to spare
     */
    record Wish(int wantedPixels, int leastPixels, boolean takesMore) {
    }

    private ColumnWidths() {
    }

    /** Widths that fill what is there. Where that is too little, columns give up the same share of what they can spare; least widths are kept. */
    static int[] fit(int availablePixels, List<Wish> wishes) {
        int wanted = wishes.stream().mapToInt(Wish::wantedPixels).sum();
        return wanted <= availablePixels ? widened(availablePixels - wanted, wishes) : narrowed(wanted - availablePixels, wishes);
    }

    private static int[] widened(int spare, List<Wish> wishes) {
        int takers = (int) wishes.stream().filter(Wish::takesMore).count();
        int[] widths = wishes.stream().mapToInt(Wish::wantedPixels).toArray();
        for (int i = 0; takers > 0 && i < widths.length; i++) {
            if (wishes.get(i).takesMore()) {
                int share = spare / takers--;
                widths[i] += share;
                spare -= share;
            }
        }
        return widths;
    }

    private static int[] narrowed(int missing, List<Wish> wishes) {
        int sparable = wishes.stream().mapToInt(wish -> wish.wantedPixels() - wish.leastPixels()).sum();
        int[] widths = new int[wishes.size()];
        for (int i = 0; i < widths.length; i++) {
            Wish wish = wishes.get(i);
            int own = wish.wantedPixels() - wish.leastPixels();
            int given = sparable == 0 ? 0 : (int) Math.min(own, Math.ceilDiv((long) own * missing, sparable));
            widths[i] = wish.wantedPixels() - given;
        }
        return widths;
    }
}
