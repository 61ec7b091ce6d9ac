package org.salvor.cli;

import java.util.Arrays;
import org.salvor.sectormap.Stage;
import org.salvor.station.MapPalette;
import org.salvor.station.MapWindow;
import org.salvor.station.StationException;

/** A whole drive in one line: a character a cell, coloured by what is worst in it. Keeps what it was told, so that only changes need to be fetched. */
final class MapStrip {
    private static final int NOT_KNOWN = -1;

    private static final long EVERYTHING = -1;

    private int[] stages = new int[0];
    private int wanted;
    private long version = EVERYTHING;

    /** Brings it up to date with as many cells as wanted; a drive with fewer sectors has fewer. */
    void update(int cells, ProgressOutput.Cells map) throws StationException {
        update(map.window(cells, cells == wanted ? version : EVERYTHING));
        wanted = cells;
    }

    /** Takes changed cells in. */
    void update(MapWindow window) {
        if (window.cells() != stages.length) {
            stages = new int[window.cells()];
            Arrays.fill(stages, NOT_KNOWN);
        }
        for (int i = 0; i < window.changed().length; i++) {
            stages[window.changed()[i]] = MapPalette.shown(window.summaries()[i]).ordinal();
        }
        version = window.version();
    }

    /** The line; no wider than it has cells. */
    String line(Terminal.Colours colours) {
        StringBuilder line = new StringBuilder();
        int last = NOT_KNOWN;
        for (int stage : stages) {
            if (stage == NOT_KNOWN) {
                line.append(last == NOT_KNOWN ? "" : Ansi.plain(colours)).append(' ');
            } else {
                MapPalette.Entry shown = MapPalette.entries().get(stage);
                line.append(stage == last ? "" : Ansi.colour(colours, shown.textRgb(), shown.rgb())).append(character(shown, colours));
            }
            last = stage;
        }
        return line.append(last == NOT_KNOWN ? "" : Ansi.plain(colours)).toString();
    }

    /** The letters of the stages that occur, with their colours, as far as they fit in a line of that width. */
    String legend(Terminal.Colours colours, int width) {
        StringBuilder legend = new StringBuilder();
        int free = width;
        for (MapPalette.Entry entry : MapPalette.entries()) {
            String gap = legend.isEmpty() ? "" : "  ";
            int taken = gap.length() + 2 + entry.label().length();
            if (taken <= free && Arrays.stream(stages).anyMatch(stage -> stage == entry.stage().ordinal())) {
                free -= taken;
                legend.append(gap).append(Ansi.colour(colours, entry.textRgb(), entry.rgb())).append(entry.letter())
                        .append(Ansi.plain(colours))
                        .append(' ').append(entry.label());
            }
        }
        return legend.toString();
    }

    /** Where there are colours the two that fill most of a drive need no letter. */
    private static char character(MapPalette.Entry shown, Terminal.Colours colours) {
        boolean silent = colours != Terminal.Colours.NONE && (shown.stage() == Stage.READ || shown.stage() == Stage.UNTRIED);
        return silent ? ' ' : shown.letter();
    }
}
