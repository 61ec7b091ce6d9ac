package org.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.salvor.sectormap.CellSummary;
import org.salvor.sectormap.Stage;
import org.salvor.station.MapPalette;

class PaletteTest {
    /** Least distance of two colours, in units of CIE L*a*b*; 2.3 is what an eye can just tell apart. */
    private static final double TOLD_APART = 10;

    /**
     * Simulation of dichromatic vision by Viénot, Brettel and Mollon (1999), "Digital video colourmaps for checking the legibility of displays by
     * dichromats": matrices on linear RGB.
     */
    private static final double[][] PROTAN = { { 0.11238, 0.88762, 0 }, { 0.11238, 0.88762, 0 }, { 0.00401, -0.00401, 1 } };
    private static final double[][] DEUTAN = { { 0.29275, 0.70725, 0 }, { 0.29275, 0.70725, 0 }, { -0.02234, 0.02234, 1 } };
    private static final double[][] NORMAL = { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } };

    @Test
    void everyStageHasANameALabelAColourAndALetterOfItsOwn() {
        List<MapPalette.Entry> entries = MapPalette.entries();
        assertThat(entries).extracting(MapPalette.Entry::stage).containsExactly(Stage.values());
        assertThat(entries).extracting(MapPalette.Entry::name).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z-]+"));
        assertThat(entries).extracting(MapPalette.Entry::label).doesNotHaveDuplicates();
        assertThat(entries).extracting(MapPalette.Entry::letter).doesNotHaveDuplicates();
        assertThat(entries).extracting(MapPalette.Entry::rgb).doesNotHaveDuplicates();
    }

    @Test
    void peopleWithRedOrGreenBlindnessTellTheColoursApart() {
        for (double[][] vision : List.of(NORMAL, PROTAN, DEUTAN)) {
            for (MapPalette.Entry one : MapPalette.entries()) {
                for (MapPalette.Entry other : MapPalette.entries()) {
                    if (one.stage().ordinal() < other.stage().ordinal()) {
                        assertThat(distance(lab(one.rgb(), vision), lab(other.rgb(), vision))).as("%s and %s", one.label(), other.label())
                                .isGreaterThan(TOLD_APART);
                    }
                }
            }
        }
    }

    @Test
    void textUponAColourCanBeRead() {
        for (MapPalette.Entry entry : MapPalette.entries()) {
            double light = lab(entry.rgb(), NORMAL)[0];
            double text = lab(entry.textRgb(), NORMAL)[0];
            assertThat(Math.abs(light - text)).as(entry.label()).isGreaterThan(40);
        }
    }

    @Test
    void oneBadSectorAmongMillionsIsSeenAndWorkToDoIsNot() {
        assertThat(MapPalette.shown(new CellSummary(Stage.READ, 254, Stage.BAD, 1, 0).packed())).isEqualTo(Stage.BAD);
        assertThat(MapPalette.shown(new CellSummary(Stage.READ, 200, Stage.UNTRIED, 55, 0).packed())).isEqualTo(Stage.READ);
        assertThat(MapPalette.shown(new CellSummary(Stage.UNTRIED, 200, Stage.UNTRIED, 200, 0).packed())).isEqualTo(Stage.UNTRIED);
        assertThat(MapPalette.shown(new CellSummary(Stage.UNTRIED, 250, Stage.SKIPPED, 5, 0).packed())).isEqualTo(Stage.SKIPPED);
    }

    private static double distance(double[] one, double[] other) {
        return Math.sqrt(Math.pow(one[0] - other[0], 2) + Math.pow(one[1] - other[1], 2) + Math.pow(one[2] - other[2], 2));
    }

    /** CIE L*a*b* (D65) of an sRGB colour as somebody sees it. */
    private static double[] lab(int rgb, double[][] vision) {
        double[] linear = { linear(rgb >> 16 & 0xFF), linear(rgb >> 8 & 0xFF), linear(rgb & 0xFF) };
        double[] seen = new double[3];
        for (int i = 0; i < 3; i++) {
            seen[i] = Math.clamp(vision[i][0] * linear[0] + vision[i][1] * linear[1] + vision[i][2] * linear[2], 0.0, 1.0);
        }
        double x = cubeRoot((0.4124 * seen[0] + 0.3576 * seen[1] + 0.1805 * seen[2]) / 0.95047);
        double y = cubeRoot(0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2]);
        double z = cubeRoot((0.0193 * seen[0] + 0.1192 * seen[1] + 0.9505 * seen[2]) / 1.08883);
        return new double[] { 116 * y - 16, 500 * (x - y), 200 * (y - z) };
    }

    private static double linear(int value) {
        double share = value / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    private static double cubeRoot(double value) {
        return value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16.0 / 116;
    }
}
