package org.salvor.station;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.salvor.sectormap.CellSummary;
import org.salvor.sectormap.Stage;

/**
 * How every client shows the stages of a sector map: one name, one colour and one letter for each. The colours are those of Okabe and Ito, "Color Universal
 * Design" (2008), with two greys, so that people with any kind of colour vision tell them apart. Immutable; any thread.
 */
public final class MapPalette {
    private static final int WHITE = 0xFFFFFF;
    private static final int BLACK = 0x000000;

    private static final List<Entry> ENTRIES = Arrays.stream(Stage.values()).map(MapPalette::entry).toList();

    private MapPalette() {
    }

    /**
     * How one stage is shown.
     *
     * @param stage the stage
     * @param name its name in files, options and JSON: lower case with dashes
     * @param label its name for a person
     * @param rgb its colour, 0xRRGGBB
     * @param textRgb colour of text upon it, 0xRRGGBB
     * @param letter its letter where there are no colours; each stage has another
     */
    public record Entry(Stage stage, String name, String label, int rgb, int textRgb, char letter) {
    }

    /** All stages in their order. */
    public static List<Entry> entries() {
        return ENTRIES;
    }

    /** How this stage is shown. */
    public static Entry of(Stage stage) {
        return ENTRIES.get(stage.ordinal());
    }

    /**
     * The stage whose colour a cell takes that holds several: the worst in it, so that one bad sector among millions is seen; where nothing is worse than
     * not tried yet, the stage of most of its sectors.
     *
     * @param summary cell of a {@link MapWindow}
     */
    public static Stage shown(int summary) {
        CellSummary cell = CellSummary.unpack(summary);
        return cell.worst().severity() > Stage.UNTRIED.severity() ? cell.worst() : cell.dominant();
    }

    private static Entry entry(Stage stage) {
        return switch (stage) {
        case UNTRIED -> entry(stage, "not tried", 0xD9D9D9, BLACK, '.');
        case SKIPPED -> entry(stage, "skipped", 0xF0E442, BLACK, 's');
        case NON_TRIMMED -> entry(stage, "not trimmed", 0xE69F00, BLACK, 't');
        case NON_SCRAPED -> entry(stage, "not scraped", 0xCC79A7, BLACK, 'c');
        case BAD -> entry(stage, "bad", 0xD55E00, WHITE, 'B');
        case READ -> entry(stage, "read", 0x009E73, WHITE, '+');
        case READ_IGNORING_ECC -> entry(stage, "read ignoring ECC", 0x0072B2, WHITE, 'e');
        case SUSPECT -> entry(stage, "suspect", BLACK, WHITE, '?');
        case IMPORTED -> entry(stage, "imported", 0x56B4E9, BLACK, 'i');
        case EXCLUDED -> entry(stage, "excluded", 0x808080, WHITE, 'x');
        };
    }

    private static Entry entry(Stage stage, String label, int rgb, int textRgb, char letter) {
        return new Entry(stage, stage.name().toLowerCase(Locale.ROOT).replace('_', '-'), label, rgb, textRgb, letter);
    }
}
