package org.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.sectormap.Stage;
import org.salvor.station.MapPalette;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class MapPictureTest {
    /** Left upper corner of the first cell in a picture of 600 x 400, inside it. */
    private static final int LEFT = 72;
    private static final int TOP = 50;
    private static final int CELL = 8;

    @TempDir
    Path folder;

    private String map;

    @BeforeEach
    void makeMap() throws Exception {
        // 63 cells in a row of 511 pixels, 39 rows: bad is the last sector only, the first half is finished.
        map = Files.writeString(folder.resolve("drive.map"), "0 ? 1\n0 5120000 +\n5120000 5119488 ?\n10239488 512 -\n").toString();
    }

    @Test
    void paintsEachCellInTheColourOfTheWorstInIt() throws Exception {
        BufferedImage picture = png("--width", "600", "--height", "400");
        assertThat(picture.getWidth()).isEqualTo(600);
        assertThat(picture.getHeight()).isEqualTo(400);
        assertThat(rgb(picture, LEFT, TOP)).isEqualTo(colour(Stage.IMPORTED));
        Set<Integer> lastCells = new HashSet<>();
        int lastRow = lastRow(picture);
        for (int x = LEFT; x < 584; x++) {
            lastCells.add(rgb(picture, x, lastRow));
        }
        assertThat(lastCells).contains(colour(Stage.UNTRIED), colour(Stage.BAD)).doesNotContain(colour(Stage.IMPORTED));
        assertThat(cells(picture, Stage.BAD)).isEqualTo(1);
        assertThat(cells(picture, Stage.IMPORTED)).isBetween(cells(picture, Stage.UNTRIED) - 1, cells(picture, Stage.UNTRIED) + 1);
    }

    @Test
    void drawsADriveOfFewSectorsWithOneCellASector() throws Exception {
        Files.writeString(Path.of(map), "0 ? 1\n0 5120 +\n5120 512 -\n");
        BufferedImage picture = png("--width", "600", "--height", "400");
        Set<Integer> colours = new HashSet<>();
        for (int x = LEFT; x < 590; x++) {
            colours.add(rgb(picture, x, TOP));
        }
        assertThat(colours).contains(colour(Stage.IMPORTED));
    }

    @Test
    void namesOnlyTheStagesThatOccur() throws Exception {
        String svg = svg();
        assertThat(svg).contains(">drive.map<").contains(">imported 10,000 (50.00 %)<").contains(">not tried 9,999 (50.00 %)<")
                .contains(">bad 1 (0.01 %)<").doesNotContain("skipped").contains("20,000 sectors of 512 bytes");
    }

    @Test
    void paintsTheSameCellsInBothForms() throws Exception {
        NodeList paths = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(svgFile().toFile()).getElementsByTagName("path");
        assertThat(paths.getLength()).isEqualTo(3);
        BufferedImage picture = png("--width", "600", "--height", "400");
        for (int i = 0; i < paths.getLength(); i++) {
            Element path = (Element) paths.item(i);
            int rgb = Integer.parseInt(path.getAttribute("stroke").substring(1), 16);
            int cells = 0;
            for (String stretch : path.getAttribute("d").substring(1).split("M")) {
                String[] words = stretch.split("[ h]");
                int x = Integer.parseInt(words[0]);
                int y = (int) Double.parseDouble(words[1]);
                int length = Integer.parseInt(words[2]);
                cells += (length + 1) / CELL;
                for (int at = x; at < x + length; at += CELL) {
                    assertThat(rgb(picture, at, y)).isEqualTo(rgb);
                }
            }
            assertThat(cells).isEqualTo(cells(picture, rgb));
        }
    }

    @Test
    void writesNamesThatAreNoXmlAsText() throws Exception {
        Path odd = folder.resolve("a<&>\"b.map");
        Files.move(Path.of(map), odd);
        map = odd.toString();
        assertThat(svg()).contains("a&lt;&amp;&gt;");
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(folder.resolve("out.svg").toFile());
    }

    @Test
    void hasALetterForEveryWordItWrites() {
        PixelFont font = new PixelFont();
        String words = "0123456789 ,.%()-+/: ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz " + MapPalette.entries();
        for (char letter : words.replaceAll("[\\[\\]{}=]", "").toCharArray()) {
            assertThat(font.knows(letter)).as("letter %s", letter).isTrue();
        }
        assertThat(font.knows('é')).isFalse();
        assertThat(font.dot('é', 0, 0)).isTrue();
    }

    private BufferedImage png(String... options) throws Exception {
        Path file = folder.resolve("out.png");
        List<String> words = new ArrayList<>(List.of("map", "picture", map, file.toString()));
        words.addAll(List.of(options));
        Typed typed = Typed.type(words.toArray(String[]::new));
        assertThat(typed).isEqualTo(new Typed(0, "", ""));
        return ImageIO.read(file.toFile());
    }

    private Path svgFile() {
        Path file = folder.resolve("out.svg");
        assertThat(Typed.type("map", "picture", map, file.toString(), "--width", "600", "--height", "400")).isEqualTo(new Typed(0, "", ""));
        return file;
    }

    private String svg() throws Exception {
        return Files.readString(svgFile());
    }

    /** Cells of that colour in the grid, counted at their left upper corners. */
    private static int cells(BufferedImage picture, Stage stage) {
        return cells(picture, colour(stage));
    }

    private static int cells(BufferedImage picture, int rgb) {
        int cells = 0;
        for (int y = TOP; y <= lastRow(picture); y += CELL) {
            for (int x = LEFT; x < 584; x += CELL) {
                cells += rgb(picture, x, y) == rgb ? 1 : 0;
            }
        }
        return cells;
    }

    /** Height of the lowest row of the grid: the last one above the legend whose first cell has a colour of a stage. */
    private static int lastRow(BufferedImage picture) {
        int row = TOP;
        while (row < picture.getHeight() && isStage(rgb(picture, LEFT, row))) {
            row += CELL;
        }
        return row - CELL;
    }

    private static boolean isStage(int rgb) {
        return MapPalette.entries().stream().anyMatch(entry -> entry.rgb() == rgb);
    }

    private static int rgb(BufferedImage picture, int x, int y) {
        return picture.getRGB(x, y) & 0xFFFFFF;
    }

    private static int colour(Stage stage) {
        return MapPalette.of(stage).rgb();
    }
}
