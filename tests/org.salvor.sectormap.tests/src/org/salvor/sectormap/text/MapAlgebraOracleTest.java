package org.salvor.sectormap.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.MapAlgebra;
import org.salvor.sectormap.MapView;
import org.salvor.sectormap.SectorMap;
import org.salvor.sectormap.Stage;
import org.salvor.sectormap.StateFilter;

class MapAlgebraOracleTest {
    private static final int PAIRS = 60;

    @Test
    void givesTheAnswersOfDdrescuelog(@TempDir Path folder) throws IOException, InterruptedException {
        Ddrescuelog oracle = new Ddrescuelog(folder);
        for (long seed = 1; seed <= PAIRS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            boolean sameExtent = seed % 2 == 0;
            String a = text(random, sameExtent);
            String b = text(random, sameExtent);
            Path fileA = oracle.file("a.map", a);
            Path fileB = oracle.file("b.map", b);
            MapTextOptions options = MapTextOptions.sectorsOf(512).onDriveOf(1200);
            DdrescueMap mapA = MapTexts.read(a, options);
            DdrescueMap mapB = MapTexts.read(b, options);
            LbaRange within = extent(mapA).intersect(extent(mapB));
            String where = "seed " + seed;
            compare(where + " and", mapA, MapAlgebra.and(mapA.map(), mapB.map(), within), oracle.run("-y", fileB, fileA));
            compare(where + " or", mapA, MapAlgebra.or(mapA.map(), mapB.map(), within), oracle.run("-z", fileB, fileA));
            compare(where + " xor", mapA, MapAlgebra.xor(mapA.map(), mapB.map(), within), oracle.run("-x", fileB, fileA));
            compare(where + " invert", mapA, MapAlgebra.invert(mapA.map(), extent(mapA)), oracle.run("-n", fileA));
            Path notB = oracle.file("not-b.map", oracle.run("-n", fileB).text());
            compare(where + " difference", mapA, MapAlgebra.difference(mapA.map(), mapB.map(), within), oracle.run("-y", notB, fileA));
        }
    }

    @Test
    void shiftsAsDdrescuelogDoes(@TempDir Path folder) throws IOException, InterruptedException {
        Ddrescuelog oracle = new Ddrescuelog(folder);
        for (long seed = 1; seed <= PAIRS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            String a = text(random, seed % 2 == 0);
            DdrescueMap map = MapTexts.read(a, MapTextOptions.sectorsOf(512));
            int by = random.nextInt(400) - 200;
            Ddrescuelog.Answer answer = oracle.run("--shift", "-i", Math.max(0, -by) * 512, "-o", Math.max(0, by) * 512,
                    oracle.file("a.map", a));
            long sectors = map.map().sectorCount() + by;
            DdrescueMap shifted = DdrescueMap.of(MapAlgebra.shift(map.map(), by, sectors).snapshot(), 512, sectors * 512);
            // Of a map that does not begin at 0 ddrescuelog makes one with a gap, which it would not read again itself.
            DdrescueMap expected = MapTexts.read(answer.text(), MapTextOptions.sectorsOf(512).loosely().onDriveOf(sectors));
            assertThat(MapAlgebra.differences(expected.map(), shifted.map(), shifted.map().wholeRange(), 3))
                    .as("seed " + seed + " by " + by)
                    .isEmpty();
        }
    }

    @Test
    void countsAndListsWhatDdrescuelogDoes(@TempDir Path folder) throws IOException, InterruptedException {
        Ddrescuelog oracle = new Ddrescuelog(folder);
        for (long seed = 1; seed <= 20; seed++) {
            String text = MapTexts.text(MapTexts.blocks(new SplittableRandom(seed), 0, 512L * 180, 512, 20));
            Path file = oracle.file("a.map", text);
            MapView map = MapTexts.read(text, MapTextOptions.sectorsOf(512)).map();
            String totals = oracle.run("-t", file).text();
            expectBytes(totals, "non-tried", 512 * map.totals().of(Stage.UNTRIED));
            expectBytes(totals, "rescued", 512 * map.totals().of(Stage.IMPORTED));
            expectBytes(totals, "non-trimmed", 512 * map.totals().of(Stage.NON_TRIMMED));
            expectBytes(totals, "non-scraped", 512 * map.totals().of(Stage.NON_SCRAPED));
            expectBytes(totals, "bad-sector", 512 * map.totals().of(Stage.BAD));
            LbaRange window = new LbaRange(20, 140);
            List<String> listed = oracle.run("-l", "*-", "-b", 512, "-i", 20 * 512, "-s", 120 * 512, file).text().lines().toList();
            List<String> selected = MapAlgebra.ranges(map, StateFilter.of(Stage.NON_TRIMMED, Stage.BAD), window).stream()
                    .flatMap(range -> java.util.stream.LongStream.range(range.firstLba(), range.endLba()).mapToObj(Long::toString))
                    .toList();
            assertThat(selected).as("seed " + seed).isEqualTo(listed);
        }
    }

    private static void expectBytes(String totals, String word, long bytes) {
        assertThat(totals).containsPattern(word + ": +" + bytes + " B,");
    }

    private static void compare(String where, DdrescueMap first, SectorMap result, Ddrescuelog.Answer answer) throws IOException {
        assertThat(answer.exit()).as(where + ": " + answer.text()).isZero();
        List<String> ours = new Ddrescuelog.Answer(0, MapTexts.plain(first.withMap(result.snapshot()))).blocks();
        assertThat(ours).as(where).isEqualTo(answer.blocks());
    }

    private static LbaRange extent(DdrescueMap map) {
        return new LbaRange(map.firstByte() / 512, map.endByte() / 512);
    }

    private static String text(SplittableRandom random, boolean sameExtent) {
        long begin = sameExtent ? 0 : random.nextInt(300) * 512L;
        long end = sameExtent ? 1000 * 512L : (500 + random.nextInt(700)) * 512L;
        return MapTexts.text(MapTexts.blocks(random, begin, end, 512, 60));
    }
}
