package org.salvor.sectormap.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.sectormap.Cause;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.MapAlgebra;
import org.salvor.sectormap.MapView;
import org.salvor.sectormap.RunCursor;
import org.salvor.sectormap.SectorMap;
import org.salvor.sectormap.SectorState;
import org.salvor.sectormap.Stage;

class FinerStatesTest {
    private static final int SECTORS = 5000;
    private static final MapTextOptions OPTIONS = MapTextOptions.sectorsOf(512);

    @Test
    void comeBackButForClaimsAboutTheDestination() throws IOException {
        for (long seed = 1; seed <= 60; seed++) {
            MapView map = random(seed);
            DdrescueMap read = MapTexts.read(MapTexts.full(DdrescueMap.of(map, 512, SECTORS * 512L - 100)), OPTIONS);
            assertThat(read.notes()).isEmpty();
            assertThat(read.endByte()).isEqualTo(SECTORS * 512L - 100);
            assertThat(MapAlgebra.differences(lesser(map), read.map(), map.wholeRange(), 10)).as("seed " + seed).isEmpty();
            String again = MapTexts.full(read);
            assertThat(MapTexts.full(MapTexts.read(again, OPTIONS))).as("seed " + seed).isEqualTo(again);
        }
    }

    @Test
    void arePassedOverByDdrescuelog(@TempDir Path folder) throws IOException, InterruptedException {
        Ddrescuelog oracle = new Ddrescuelog(folder);
        DdrescueMap map = DdrescueMap.of(random(3), 512, SECTORS * 512L);
        assertThat(MapTexts.full(map)).contains("\n#+ salvor 1 ");
        Path full = oracle.file("full.map", MapTexts.full(map));
        Path plain = oracle.file("plain.map", MapTexts.plain(map));
        assertThat(oracle.run("-p", plain, full).exit()).isZero();
        assertThat(oracle.run("-n", oracle.file("n.map", oracle.run("-n", full).text())).blocks())
                .isEqualTo(oracle.run("-n", oracle.file("n.map", oracle.run("-n", plain).text())).blocks());
    }

    @Test
    void yieldToPlainLinesThatSomebodyChanged() throws IOException {
        SectorMap map = new SectorMap(100);
        map.set(new LbaRange(10, 20), new SectorState(Stage.BAD, Cause.UNCORRECTABLE, 3, 2, 0x5140));
        String text = MapTexts.full(DdrescueMap.of(map.snapshot(), 512, 51_200));
        assertThat(text).contains("#+ 10 10 BAD UNCORRECTABLE 3 2 5140\n");
        String edited = text.replace("0x00001400  0x00001400  -", "0x00001400  0x00001400  +");
        DdrescueMap read = MapTexts.read(edited, OPTIONS);
        assertThat(read.map().stateAt(10)).isEqualTo(SectorState.of(Stage.IMPORTED));
        assertThat(read.notes()).singleElement().asString().contains("plain lines were changed");
        DdrescueMap longer = MapTexts.read(text + "0x0000C800  0x00000200  +\n", OPTIONS);
        assertThat(longer.map().stateAt(10)).isEqualTo(SectorState.of(Stage.BAD));
        assertThat(longer.map().stateAt(100)).isEqualTo(SectorState.of(Stage.IMPORTED));
        assertThat(longer.notes()).hasSize(1);
        String otherSpaces = text.replace("0x00001400  0x00001400  -", " 0x1400 5120\t- # mine");
        assertThat(MapTexts.read(otherSpaces, OPTIONS).map().stateAt(10).registers()).as("only blanks were changed").isEqualTo(0x5140);
    }

    @Test
    void doNotCountWhenTheyWereChangedThemselves() throws IOException {
        String text = MapTexts.full(DdrescueMap.of(random(9), 512, SECTORS * 512L));
        MapView plain = MapTexts.read(MapTexts.plain(DdrescueMap.of(random(9), 512, SECTORS * 512L)), OPTIONS).map();
        int begin = text.indexOf("#+ ");
        for (String changed : List.of(text.substring(0, text.length() - 20), text.replace(" BAD ", " SUSPECT "),
                text.substring(0, text.lastIndexOf("#+ ")), text.replaceFirst("#\\+ \\d+ \\d+ [A-Z].*\n", ""),
                text.replaceFirst("salvor 1 ", "salvor 2 "), text.substring(0, begin) + "#+ what is this\n")) {
            DdrescueMap read = MapTexts.read(changed, OPTIONS);
            assertThat(read.notes()).singleElement().asString().startsWith("The finer states in the comments do not count: ");
            assertThat(MapAlgebra.differences(plain, read.map(), plain.wholeRange(), 3)).isEmpty();
        }
    }

    @Test
    void comeBackOnADriveThatIsKnown() throws IOException {
        SectorMap map = new SectorMap(100);
        map.set(new LbaRange(10, 20), new SectorState(Stage.BAD, Cause.UNCORRECTABLE, 3, 2, 0x5140));
        MapView view = map.snapshot();
        String toTheEnd = MapTexts.full(DdrescueMap.of(MapAlgebra.shift(view, 0, 1L << 40).snapshot(), 512,
                512L << 40));
        for (long sectors : new long[] { 50, 100, 1000 }) {
            DdrescueMap read = MapTexts.read(toTheEnd, OPTIONS.onDriveOf(sectors));
            assertThat(read.notes()).as(sectors + " sectors").isEmpty();
            assertThat(read.map().stateAt(19).registers()).isEqualTo(0x5140);
            assertThat(read.map().sectorCount()).isEqualTo(sectors);
        }
        String partOfADrive = MapTexts.full(DdrescueMap.of(view, 512, 51_200));
        assertThat(MapTexts.read(partOfADrive, OPTIONS.onDriveOf(1000)).map().stateAt(19).registers()).isEqualTo(0x5140);
        assertThat(MapTexts.read(partOfADrive, OPTIONS.onDriveOf(1000).loosely()).map().stateAt(19).registers()).isEqualTo(0x5140);
    }

    @Test
    void doNotCountForAnotherSectorSize() throws IOException {
        String text = MapTexts.full(DdrescueMap.of(random(2), 512, SECTORS * 512L));
        assertThat(MapTexts.read(text, MapTextOptions.sectorsOf(4096)).notes()).singleElement().asString().contains("another sector size");
    }

    private static MapView random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SectorMap map = new SectorMap(SECTORS);
        for (int i = 0; i < 200; i++) {
            long first = random.nextInt(SECTORS);
            Stage stage = Stage.values()[random.nextInt(10)];
            map.set(new LbaRange(first, Math.min(SECTORS, first + 1 + random.nextInt(40))), random.nextBoolean() ? SectorState.of(stage)
                    : new SectorState(stage, Cause.values()[random.nextInt(10)], random.nextInt(16), random.nextInt(256),
                            random.nextInt(65536)));
        }
        return map.snapshot();
    }

    private static MapView lesser(MapView map) {
        SectorMap result = SectorMap.copyOf(map);
        RunCursor runs = map.runs();
        while (runs.next()) {
            LbaRange range = new LbaRange(runs.firstLba(), runs.endLba());
            if (runs.stage() == Stage.READ) {
                result.setStage(range, Stage.IMPORTED);
            } else if (runs.stage() == Stage.READ_IGNORING_ECC) {
                result.setStage(range, Stage.BAD);
            }
        }
        return result.snapshot();
    }
}
