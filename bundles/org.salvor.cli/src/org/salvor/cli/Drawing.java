package org.salvor.cli;

import java.util.List;

/**
 * A picture as shapes, for any painter. Distances are in pixels from the left upper corner, colours 0xRRGGBB.
 *
 * @param width width
 * @param height height
 * @param background colour behind everything
 * @param shapes what is painted, in this order
 */
record Drawing(int width, int height, int background, List<Shape> shapes) {

    /** Something to paint. */
    sealed interface Shape {
    }

    /** A filled box. */
    record Box(int x, int y, int width, int height, int rgb) implements Shape {
    }

    /**
     * Equal square cells side by side, with a gap of one pixel between them.
     *
     * @param size size of a cell with its gap
     */
    record Cells(int x, int y, int size, int count, int rgb) implements Shape {
    }

    /**
     * A line of text.
     *
     * @param y its upper edge
     * @param dot size of a dot of its letters
     * @param toTheLeft whether {@code x} is its right end
     */
    record Text(int x, int y, int dot, boolean toTheLeft, int rgb, String words) implements Shape {
        int width() {
            return PixelFont.width(words) * dot;
        }

        int left() {
            return toTheLeft ? x - width() : x;
        }
    }
}
