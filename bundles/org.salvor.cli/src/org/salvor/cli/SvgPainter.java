package org.salvor.cli;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Paints a drawing into an SVG file. Cells of one colour are one dashed path, so that the file stays small. */
final class SvgPainter {
    private SvgPainter() {
    }

    static void write(Drawing drawing, Path file) throws IOException {
        try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            out.write(String.format(Locale.ROOT,
                    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">\n",
                    drawing.width(), drawing.height(), drawing.width(), drawing.height()));
            out.write(box(new Drawing.Box(0, 0, drawing.width(), drawing.height(), drawing.background())));
            writeCells(drawing, out);
            for (Drawing.Shape shape : drawing.shapes()) {
                switch (shape) {
                case Drawing.Box box -> out.write(box(box));
                case Drawing.Text text -> out.write(text(text));
                case Drawing.Cells _ -> {
                    // all of them are written above
                }
                }
            }
            out.write("</svg>\n");
        }
    }

    private static void writeCells(Drawing drawing, Writer out) throws IOException {
        Map<Integer, StringBuilder> paths = new TreeMap<>();
        int size = 0;
        for (Drawing.Shape shape : drawing.shapes()) {
            if (shape instanceof Drawing.Cells cells) {
                size = cells.size();
                paths.computeIfAbsent(cells.rgb(), rgb -> new StringBuilder()).append('M').append(cells.x()).append(' ')
                        .append(String.format(Locale.ROOT, "%.1f", cells.y() + (size - 1) / 2.0)).append('h')
                        .append(cells.count() * size - 1);
            }
        }
        for (Map.Entry<Integer, StringBuilder> path : paths.entrySet()) {
            out.write(String.format(Locale.ROOT,
                    "<path fill=\"none\" stroke=\"%s\" stroke-width=\"%d\" stroke-dasharray=\"%d 1\" d=\"%s\"/>\n",
                    colour(path.getKey()), size - 1, size - 1, path.getValue()));
        }
    }

    private static String box(Drawing.Box box) {
        return String.format(Locale.ROOT, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>\n", box.x(), box.y(),
                box.width(),
                box.height(), colour(box.rgb()));
    }

    /** Text as wide as the dots of the other painter would make it, whatever font there is. */
    private static String text(Drawing.Text text) {
        return String.format(Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" font-family=\"monospace\" font-size=\"%d\" textLength=\"%d\" fill=\"%s\" xml:space=\"preserve\">%s</text>\n",
                text.left(), text.y() + 7 * text.dot(), 10 * text.dot(), text.width(), colour(text.rgb()), escaped(text.words()));
    }

    private static String colour(int rgb) {
        return String.format(Locale.ROOT, "#%06X", rgb);
    }

    private static String escaped(String words) {
        StringBuilder escaped = new StringBuilder();
        for (char letter : words.toCharArray()) {
            switch (letter) {
            case '&' -> escaped.append("&amp;");
            case '<' -> escaped.append("&lt;");
            case '>' -> escaped.append("&gt;");
            default -> escaped.append(letter < ' ' || Character.isSurrogate(letter) || letter >= '\uFFFE' ? '?' : letter);
            }
        }
        return escaped.toString();
    }
}
