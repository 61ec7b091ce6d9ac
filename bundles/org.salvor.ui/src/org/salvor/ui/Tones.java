package org.salvor.ui;

import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.RGB;

/** Colours that the views share. A colour holds nothing of the system's, so it needs no owner. Any thread. */
public final class Tones {
    /** All is well, or is being read. */
    public static final int GOOD = 0x009E73;
    /** Works, but not at reading. */
    public static final int BUSY = 0x0072B2;
    /** Should be looked at. */
    public static final int CAUTION = 0xE69F00;
    /** Is wrong. */
    public static final int BAD = 0xD55E00;
    /** Does nothing. */
    public static final int IDLE = 0x8A8F96;

    private Tones() {
    }

    /** The colour 0xRRGGBB. */
    public static Color of(int rgb) {
        return new Color(rgb >> 16 & 0xFF, rgb >> 8 & 0xFF, rgb & 0xFF);
    }

    /** Whether light text reads well upon this. */
    public static boolean isDark(RGB rgb) {
        return rgb.red * 299 + rgb.green * 587 + rgb.blue * 114 < 128 * 1000;
    }

    /** A colour between two, {@code share} (0-1) of the way from the first to the second. */
    public static Color between(Color from, Color to, double share) {
        return new Color(mix(from.getRed(), to.getRed(), share), mix(from.getGreen(), to.getGreen(), share),
                mix(from.getBlue(), to.getBlue(), share));
    }

    private static int mix(int from, int to, double share) {
        return Math.clamp(Math.round(from + (to - from) * share), 0, 255);
    }
}
