package org.salvor.cli;

/** The few control sequences that a terminal needs (ECMA-48). */
final class Ansi {
    static final String CLEAR_TO_END_OF_LINE = "\u001b[K";
    private static final String PLAIN = "\u001b[0m";

    private Ansi() {
    }

    static String up(int lines) {
        return lines == 0 ? "" : "\u001b[" + lines + "A";
    }

    /** Text and background colour, 0xRRGGBB each. */
    static String colour(Terminal.Colours colours, int text, int background) {
        return switch (colours) {
        case NONE -> "";
        case INDEXED -> "\u001b[38;5;" + index(text) + ";48;5;" + index(background) + "m";
        case ALL -> "\u001b[38;2;" + parts(text) + ";48;2;" + parts(background) + "m";
        };
    }

    static String plain(Terminal.Colours colours) {
        return colours == Terminal.Colours.NONE ? "" : PLAIN;
    }

    /** Nearest colour of the 6 x 6 x 6 cube, or of the 24 greys, that terminals with 256 colours have. */
    static int index(int rgb) {
        int red = rgb >> 16 & 0xFF;
        int green = rgb >> 8 & 0xFF;
        int blue = rgb & 0xFF;
        if (red == green && green == blue && red > 4 && red < 247) {
            return 232 + Math.clamp(Math.round((red - 8) / 10f), 0, 23);
        }
        return 16 + 36 * step(red) + 6 * step(green) + step(blue);
    }

    /** The cube's steps are 0, 95, 135, 175, 215, 255. */
    private static int step(int value) {
        return value < 48 ? 0 : value < 115 ? 1 : (value - 35) / 40;
    }

    private static String parts(int rgb) {
        return (rgb >> 16 & 0xFF) + ";" + (rgb >> 8 & 0xFF) + ";" + (rgb & 0xFF);
    }
}
