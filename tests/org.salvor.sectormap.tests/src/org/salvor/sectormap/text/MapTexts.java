package org.salvor.sectormap.text;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Map texts made up from a seed, and short ways to read and write them. */
final class MapTexts {
    static final String LETTERS = "?*/-+";

    /** A block of a text. */
    record Block(long begin, long end, char letter) {
        String line() {
            return "0x%08X  0x%08X  %c\n".formatted(begin, end - begin, letter);
        }
    }

    private MapTexts() {
    }

    static DdrescueMap read(String text, MapTextOptions options) throws IOException {
        return DdrescueMap.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)), options);
    }

    static String plain(DdrescueMap map) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        map.writePlain(out);
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    static String full(DdrescueMap map) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        map.write(out);
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    /** Blocks that tile begin..end, neighbours of unequal status, edges at multiples of {@code unit}. */
    static List<Block> blocks(SplittableRandom random, long begin, long end, int unit, int longest) {
        List<Block> blocks = new ArrayList<>();
        long at = begin;
        char last = 0;
        while (at < end) {
            long next = Math.min(end, at + unit * (1L + random.nextInt(longest)));
            char letter = LETTERS.charAt(random.nextInt(5));
            if (letter != last) {
                blocks.add(new Block(at, next, letter));
                last = letter;
                at = next;
            }
        }
        return blocks;
    }

    static String text(List<Block> blocks) {
        StringBuilder text = new StringBuilder("# Mapfile. Created by a test\n# current_pos  current_status  current_pass\n"
                + "0x00000200     *               3\n#      pos        size  status\n");
        blocks.forEach(block -> text.append(block.line()));
        return text.toString();
    }
}
