package org.salvor.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.salvor.sectormap.Stage;
import org.salvor.station.MapPalette;
import org.salvor.station.StationException;

/** A whole drive as a grid of cells, row by row from its first sector on, with its positions at the side and a legend below. */
final class MapDrawing {
    /** Smallest width and height. */
    static final int LEAST = 240;
    /** Largest width and height. */
    static final int MOST = 8192;

    private static final int BACKGROUND = 0xFFFFFF;
    private static final int INK = 0x202020;
    private static final int FRAME = 0x606060;
    private static final int MARGIN = 16;
    private static final int SMALLEST_CELL = 8;
    private static final int LARGEST_CELL = 64;
    private static final int LARGEST_GRID = 1 << 16;
    /** Pixels between two positions at the side. */
    private static final int LABEL_DISTANCE = 64;

    private final Subject map;
    private final int width;
    private final int height;
    private final int dot;
    private final List<Drawing.Shape> shapes = new ArrayList<>();

    /** What is drawn. */
    interface Subject {
        /** Words above it. */
        String title();

        long sectorCount();

        int sectorBytes();

        /** Sectors in that stage. */
        long sectors(Stage stage);

        /** The whole drive in that many cells at most: for each its summary, as the sector map's {@code CellSummary} packs it. */
        int[] cells(int count) throws StationException;
    }

    /**
     * A drawing of that size.
     *
     * @param width {@link #LEAST} to {@link #MOST} pixels
     * @param height {@link #LEAST} to {@link #MOST} pixels
     */
    MapDrawing(Subject map, int width, int height) {
        this.map = map;
        this.width = width;
        this.height = height;
        dot = width < 720 ? 1 : 2;
    }

    Drawing draw() throws StationException {
        int line = PixelFont.HEIGHT * dot;
        String size = Quantities.bytes((double) map.sectorCount() * map.sectorBytes()) + ", "
                + Quantities.count(map.sectorCount(), "sector") + " of "
                + map.sectorBytes() + " bytes";
        text(MARGIN, MARGIN, dot, false, fitted(map.title(), width - 2 * MARGIN));
        text(MARGIN, MARGIN + line + 4, dot, false, fitted(size, width - 2 * MARGIN));
        int top = MARGIN + 2 * (line + 4) + 8;
        int legendTop = legend(height - MARGIN, line);
        int left = MARGIN + PixelFont.width("999.9 GB ");
        grid(left, top, width - MARGIN - left, legendTop - 8 - top);
        return new Drawing(width, height, BACKGROUND, List.copyOf(shapes));
    }

    /** Draws the legend so that it ends at the bottom and answers where it starts. */
    private int legend(int bottom, int line) {
        List<MapPalette.Entry> entries = MapPalette.entries().stream().filter(entry -> map.sectors(entry.stage()) > 0).toList();
        int widest = entries.stream().mapToInt(entry -> PixelFont.width(words(entry)) * dot + line + 3 * MARGIN / 2).max().orElse(1);
        int perRow = Math.max(1, (width - 2 * MARGIN) / widest);
        int rows = (entries.size() + perRow - 1) / perRow;
        int top = bottom - rows * (line + 6);
        for (int i = 0; i < entries.size(); i++) {
            int x = MARGIN + i % perRow * widest;
            int y = top + i / perRow * (line + 6);
            shapes.add(new Drawing.Box(x, y, line, line, FRAME));
            shapes.add(new Drawing.Box(x + 1, y + 1, line - 2, line - 2, entries.get(i).rgb()));
            text(x + line + 6, y, dot, false, words(entries.get(i)));
        }
        return top;
    }

    private void grid(int left, int top, int gridWidth, int gridHeight) throws StationException {
        int cell = SMALLEST_CELL;
        while ((long) (gridWidth / cell) * (gridHeight / cell) > LARGEST_GRID) {
            cell++;
        }
        while (cell < LARGEST_CELL && (long) (gridWidth / (cell + 1)) * (gridHeight / (cell + 1)) >= map.sectorCount()) {
            cell++;
        }
        int columns = Math.max(1, gridWidth / cell);
        int rows = Math.max(1, gridHeight / cell);
        int[] summaries = map.cells((int) Math.min((long) columns * rows, map.sectorCount()));
        Stage[] stages = Arrays.stream(summaries).mapToObj(MapPalette::shown).toArray(Stage[]::new);
        int labelEvery = Math.max(1, LABEL_DISTANCE / cell);
        for (int row = 0; row * columns < stages.length; row++) {
            row(stages, row * columns, Math.min(stages.length, (row + 1) * columns), left, top + row * cell, cell);
            if (row % labelEvery == 0) {
                String position = Quantities.bytes((double) row * columns / stages.length * map.sectorCount() * map.sectorBytes());
                text(left - PixelFont.ADVANCE, top + row * cell, 1, true, position);
            }
        }
    }

    /** A row of cells, those of one colour that are neighbours as one shape. */
    private void row(Stage[] stages, int first, int end, int left, int y, int cell) {
        int start = first;
        for (int i = first + 1; i <= end; i++) {
            if (i == end || stages[i] != stages[start]) {
                shapes.add(new Drawing.Cells(left + (start - first) * cell, y, cell, i - start, MapPalette.of(stages[start]).rgb()));
                start = i;
            }
        }
    }

    private String words(MapPalette.Entry entry) {
        long sectors = map.sectors(entry.stage());
        return entry.label() + " " + Quantities.count(sectors) + " (" + Quantities.percent(sectors, map.sectorCount()) + ")";
    }

    private String fitted(String words, int room) {
        int letters = room / (PixelFont.ADVANCE * dot);
        return words.length() <= letters ? words : words.substring(0, Math.max(0, letters - 3)) + "...";
    }

    private void text(int x, int y, int dotSize, boolean toTheLeft, String words) {
        shapes.add(new Drawing.Text(x, y, dotSize, toTheLeft, INK, words));
    }
}
