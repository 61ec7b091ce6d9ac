package org.salvor.sectormap.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.MapAlgebra;
import org.salvor.sectormap.MapView;
import org.salvor.sectormap.SectorMap;
import org.salvor.sectormap.SectorState;
import org.salvor.sectormap.Stage;
import org.salvor.sectormap.text.MapTexts.Block;
import org.salvor.testkit.Counts;

class DdrescueMapTest {
    private static final MapTextOptions SECTORS = MapTextOptions.sectorsOf(512);

    @Test
    void writesWhatItReadByteForByte() throws IOException {
        for (long seed : Counts.seeds("maps written and read", 200, 10_000).toArray()) {
            SplittableRandom random = new SplittableRandom(seed);
            long begin = random.nextInt(3) == 0 ? 512L * random.nextInt(40) : 0;
            String text = MapTexts.text(MapTexts.blocks(random, begin, begin + 512L * (1 + random.nextInt(2000)), 512, 40));
            assertThat(MapTexts.plain(MapTexts.read(text, SECTORS))).as("seed " + seed).isEqualTo(text);
        }
    }

    @Test
    void writesWhatDdrescuelogWroteByteForByte(@TempDir Path folder) throws IOException, InterruptedException {
        Ddrescuelog oracle = new Ddrescuelog(folder);
        for (long seed = 1; seed <= 10; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            String made = MapTexts.text(MapTexts.blocks(random, 0, 512L * 900, 512, 30));
            String text = oracle.run("-C", oracle.file("a.map", made)).text();
            DdrescueMap map = MapTexts.read(text, SECTORS);
            assertThat(map.map().sectorCount()).as("a last block that is not tried reaches to 2^63 - 1")
                    .isEqualTo(text.endsWith("?\n") ? 1L << 54 : 900);
            assertThat(MapTexts.plain(map)).as("seed " + seed).isEqualTo(text);
        }
    }

    @Test
    void readsTheSameHoweverTheTextIsWrittenAndArrives() throws IOException {
        for (long seed = 1; seed <= 60; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            long length = 1 + random.nextLong(1L << 30 + random.nextInt(20));
            List<Block> blocks = MapTexts.blocks(random, 0, length, 1 + (int) (length >>> 28), 1 << 22);
            String text = MapTexts.text(blocks);
            MapView map = MapTexts.read(text, SECTORS).map();
            for (String other : List.of(text.replace("0x0", "0X0"), text.replace("  ", "\t "), text.replace("\n", "\r\n"),
                    text.replace("0x0000", "0x0000000000000000"), text.replace("  ", " "), text.replaceAll("(?m)[?*/+-]$", "$0 # so"))) {
                MapView read = MapTexts.read(other, SECTORS).map();
                assertThat(MapAlgebra.differences(map, read, map.wholeRange(), 3)).as("seed " + seed).isEmpty();
            }
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            MapView trickled = DdrescueMap.read(new ByteArrayInputStream(bytes) {
                @Override
                public synchronized int read(byte[] target, int offset, int length) {
                    return super.read(target, offset, Math.min(length, 1 + random.nextInt(200)));
                }
            }, SECTORS).map();
            assertThat(MapAlgebra.differences(map, trickled, map.wholeRange(), 3)).as("seed " + seed).isEmpty();
        }
    }

    @Test
    void givesASplitSectorTheLessProcessedStatus() throws IOException {
        for (int sectorBytes : new int[] { 512, 520, 4096 }) {
            for (long seed = 1; seed <= 100; seed++) {
                SplittableRandom random = new SplittableRandom(seed);
                int begin = random.nextInt(3) * random.nextInt(3000);
                List<Block> blocks = MapTexts.blocks(random, begin, begin + 1 + random.nextInt(60_000), 1, 3000);
                String where = "seed " + seed + ", sectors of " + sectorBytes;
                DdrescueMap map = MapTexts.read(MapTexts.text(blocks), MapTextOptions.sectorsOf(sectorBytes));
                assertThat(letters(map.map())).as(where).isEqualTo(naive(blocks, sectorBytes, map.map().sectorCount(), true));
                long drive = map.map().sectorCount() + 3;
                DdrescueMap onDrive = MapTexts.read(MapTexts.text(blocks), MapTextOptions.sectorsOf(sectorBytes).onDriveOf(drive));
                assertThat(letters(onDrive.map())).as(where + ", larger drive").isEqualTo(naive(blocks, sectorBytes, drive, false));
            }
        }
    }

    @Test
    void readsLooseMapsInAnyOrderWithGapsAndOverlapsThatAgree() throws IOException {
        for (int sectorBytes : new int[] { 512, 520 }) {
            for (long seed = 1; seed <= 100; seed++) {
                SplittableRandom random = new SplittableRandom(seed);
                List<Block> blocks = new ArrayList<>(MapTexts.blocks(random, 0, 60_000, 1, 4000));
                blocks.removeIf(block -> random.nextInt(3) == 0);
                List<Block> doubles = blocks.stream().filter(block -> random.nextInt(3) == 0)
                        .map(block -> new Block(block.begin() + (block.end() - block.begin()) / 3, block.end(), block.letter())).toList();
                blocks.addAll(doubles);
                if (blocks.isEmpty()) {
                    continue;
                }
                Collections.shuffle(blocks, new Random(seed));
                DdrescueMap map = MapTexts.read(MapTexts.text(blocks), MapTextOptions.sectorsOf(sectorBytes).loosely());
                assertThat(letters(map.map())).as("seed " + seed + ", sectors of " + sectorBytes)
                        .isEqualTo(naive(blocks, sectorBytes, map.map().sectorCount(), true));
            }
        }
    }

    @Test
    void takesEverySectorThatTheDomainTouches() throws IOException {
        String text = "0 ?\n0 512 ?\n512 1000 +\n1512 2000 -\n3512 72 +\n3584 512 *\n";
        assertThat(domain(text, SECTORS)).containsExactly(new LbaRange(1, 3), new LbaRange(6, 7));
        assertThat(domain("0 ?\n2048 512 +\n512 512 +\n100 10 +\n", SECTORS.loosely().onDriveOf(9)))
                .containsExactly(new LbaRange(0, 2), new LbaRange(4, 5));
    }

    @Test
    void writesHeadingsInAnyScript() throws IOException {
        DdrescueMap map = DdrescueMap.of(MapTexts.read("0 ?\n0 512 +\n", SECTORS).map(), 512, 512)
                .withHeading(List.of("\u010A\u4E0A", "a\nb"));
        String text = MapTexts.plain(map);
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        assertThat(new String(bytes, StandardCharsets.UTF_8).lines()).startsWith("# \u010A\u4E0A", "# a b",
                "0x00000000     +               1");
        assertThat(MapTexts.plain(MapTexts.read(text, SECTORS))).as("read and written again").isEqualTo(text);
    }

    @Test
    void readsMapsFromBeforeVersion122() throws IOException {
        String text = """
                # Rescue Logfile. Created by GNU ddrescue version 1.19
                # Command line: ddrescue -d /dev/sdb image log
                # current_pos  current_status
                0x00001400     /
                #      pos        size  status
                0x00000000  0x00001000  +
                0x00001000  0x00000400  -
                0x00001400  0x00000C00  /
                """;
        DdrescueMap map = MapTexts.read(text, SECTORS);
        assertThat(map.position()).isEqualTo(new DdrescuePosition(0x1400, '/', 0));
        assertThat(letters(map.map())).isEqualTo("++++++++--//////");
        assertThat(MapTexts.plain(map)).isEqualTo(text);
    }

    @Test
    void readsNumbersAsCWritesThemAndCommentsAnywhere() throws IOException {
        String text = "\n  # first\n0X200 ? 2 # here\r\n\n0 02000 + # and\n  0x400\t512  -\r\n# there\n1536 0 *\n1536 512 /";
        DdrescueMap map = MapTexts.read(text, SECTORS);
        assertThat(letters(map.map())).isEqualTo("++-/");
        assertThat(map.position()).isEqualTo(new DdrescuePosition(512, '?', 2));
    }

    @Test
    void takesWhatTheTextDoesNotMentionForUntried() throws IOException {
        DdrescueMap map = MapTexts.read("0 ?\n1024 512 +\n", SECTORS.onDriveOf(5));
        assertThat(letters(map.map())).isEqualTo("??+??");
        assertThat(MapTexts.plain(map)).endsWith("status\n0x00000400  0x00000200  +\n");
    }

    @Test
    void passesOverWhatIsNotTriedBeyondTheDrive() throws IOException {
        DdrescueMap map = MapTexts.read("0 ?\n0 1024 +\n1024 0x7FFFFFFFFFFFFBFF ?\n", SECTORS.onDriveOf(4));
        assertThat(letters(map.map())).isEqualTo("++??");
        assertThat(map.endByte()).isEqualTo(2048);
    }

    @Test
    void readsMapsLargerThanAnyDrive() throws IOException {
        long large = 1L << 47;
        String text = "0 ?\n0 1024 +\n1024 " + (large - 1024) + " -\n" + large + " 512 *\n" + (large + 512) + " "
                + (Long.MAX_VALUE - large - 512) + " ?\n";
        MapView map = MapTexts.read(text, SECTORS).map();
        assertThat(map.sectorCount()).isEqualTo(1L << 54);
        assertThat(map.totals().of(Stage.IMPORTED)).isEqualTo(2);
        assertThat(map.totals().of(Stage.BAD)).isEqualTo(large / 512 - 2);
        assertThat(map.stateAt(large / 512).stage()).isEqualTo(Stage.NON_TRIMMED);
        SectorMap finer = SectorMap.copyOf(map);
        finer.set(LbaRange.ofCount(1L << 50, 1L << 20), SectorState.of(Stage.SKIPPED));
        String full = MapTexts.full(DdrescueMap.of(finer.snapshot(), 512, Long.MAX_VALUE));
        MapView read = MapTexts.read(full, SECTORS).map();
        assertThat(MapAlgebra.differences(finer, read, read.wholeRange(), 3)).isEmpty();
        assertThat(MapTexts.read(full, SECTORS.loosely()).map().totals()).isEqualTo(finer.totals());
    }

    @Test
    void neverReadsASectorAsRead() throws IOException {
        MapView map = MapTexts.read("0 +\n0 5120 +\n", SECTORS).map();
        assertThat(map.totals().of(Stage.READ)).isZero();
        assertThat(map.totals().of(Stage.IMPORTED)).isEqualTo(10);
    }

    private static List<LbaRange> domain(String text, MapTextOptions options) throws IOException {
        return DdrescueMap.readDomain(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)), options);
    }

    static String letters(MapView map) {
        StringBuilder letters = new StringBuilder();
        for (long lba = 0; lba < map.sectorCount(); lba++) {
            letters.append(BlockStatus.of(map.stateAt(lba).stage()).letter());
        }
        return letters.toString();
    }

    /** Byte by byte: the least processed status of each sector, what no block mentions being non-tried. */
    private static String naive(List<Block> blocks, int sectorBytes, long sectorCount, boolean endIsDriveEnd) {
        int end = (int) blocks.stream().mapToLong(Block::end).max().orElse(0);
        int length = endIsDriveEnd ? end : (int) sectorCount * sectorBytes;
        char[] bytes = new char[length];
        Arrays.fill(bytes, '?');
        blocks.forEach(block -> Arrays.fill(bytes, (int) block.begin(), (int) block.end(), block.letter()));
        StringBuilder letters = new StringBuilder();
        for (int sector = 0; sector < sectorCount; sector++) {
            int least = 4;
            for (int at = sector * sectorBytes; at < Math.min(length, (sector + 1) * sectorBytes); at++) {
                least = Math.min(least, MapTexts.LETTERS.indexOf(bytes[at]));
            }
            letters.append(MapTexts.LETTERS.charAt(least));
        }
        return letters.toString();
    }
}
