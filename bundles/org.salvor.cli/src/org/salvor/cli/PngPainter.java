package org.salvor.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Paints a drawing into a PNG file. Needs no display and no font. */
final class PngPainter {
    private final PixelFont font = new PixelFont();
    private final BufferedImage image;

    private PngPainter(Drawing drawing) {
        image = new BufferedImage(drawing.width(), drawing.height(), BufferedImage.TYPE_INT_RGB);
    }

    static void write(Drawing drawing, Path file) throws IOException {
        PngPainter painter = new PngPainter(drawing);
        painter.box(0, 0, drawing.width(), drawing.height(), drawing.background());
        drawing.shapes().forEach(painter::paint);
        ImageIO.setUseCache(false);
        if (!ImageIO.write(painter.image, "png", file.toFile())) {
            throw new IOException("this Java writes no PNG");
        }
    }

    private void paint(Drawing.Shape shape) {
        switch (shape) {
        case Drawing.Box box -> box(box.x(), box.y(), box.width(), box.height(), box.rgb());
        case Drawing.Cells cells -> {
            for (int i = 0; i < cells.count(); i++) {
                box(cells.x() + i * cells.size(), cells.y(), cells.size() - 1, cells.size() - 1, cells.rgb());
            }
        }
        case Drawing.Text text -> {
            for (int i = 0; i < text.words().length(); i++) {
                letter(text, text.words().charAt(i), text.left() + i * PixelFont.ADVANCE * text.dot());
            }
        }
        }
    }

    private void letter(Drawing.Text text, char letter, int x) {
        for (int row = 0; row < PixelFont.HEIGHT; row++) {
            for (int column = 0; column < PixelFont.ADVANCE; column++) {
                if (font.dot(letter, column, row)) {
                    box(x + column * text.dot(), text.y() + row * text.dot(), text.dot(), text.dot(), text.rgb());
                }
            }
        }
    }

    /** A box, cut at the edges of the picture. */
    private void box(int x, int y, int width, int height, int rgb) {
        for (int row = Math.max(0, y); row < Math.min(image.getHeight(), y + height); row++) {
            for (int column = Math.max(0, x); column < Math.min(image.getWidth(), x + width); column++) {
                image.setRGB(column, row, rgb);
            }
        }
    }
}
