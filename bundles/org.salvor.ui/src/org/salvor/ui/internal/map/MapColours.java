package org.salvor.ui.internal.map;

import java.util.Arrays;
import org.eclipse.swt.graphics.Color;
import org.salvor.sectormap.Stage;
import org.salvor.station.MapPalette;
import org.salvor.ui.Tones;

/**
 * The colours of a map's picture on a light or a dark ground. Coloured stages look the same on both; black, white and grey change places, so that what is
 * untried keeps to the background and what is suspect stands out.
 */
final class MapColours {
    private static final int DARK_UNTRIED = 0x50555C;
    private static final int DARK_EXCLUDED = 0x2E3236;
    private static final int DARK_SUSPECT = 0xFFFFFF;

    private final Color ground;
    private final Color text;
    private final Color[] stages;

    MapColours(Color ground, Color text) {
        this.ground = ground;
        this.text = text;
        boolean dark = Tones.isDark(ground.getRGB());
        stages = Arrays.stream(Stage.values()).map(stage -> Tones.of(rgb(stage, dark))).toArray(Color[]::new);
    }

    static int rgb(Stage stage, boolean dark) {
        if (dark && stage == Stage.UNTRIED) {
            return DARK_UNTRIED;
        }
        if (dark && stage == Stage.EXCLUDED) {
            return DARK_EXCLUDED;
        }
        return dark && stage == Stage.SUSPECT ? DARK_SUSPECT : MapPalette.of(stage).rgb();
    }

    Color of(Stage stage) {
        return stages[stage.ordinal()];
    }

    Color ground() {
        return ground;
    }

    Color text() {
        return text;
    }

    /** Whether these are the colours for a widget that has these. */
    boolean fits(Color otherGround, Color otherText) {
        return ground.equals(otherGround) && text.equals(otherText);
    }
}
