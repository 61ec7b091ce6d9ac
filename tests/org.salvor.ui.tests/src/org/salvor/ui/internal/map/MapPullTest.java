package org.salvor.ui.internal.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.SectorMap;
import org.salvor.sectormap.SectorState;
import org.salvor.sectormap.Stage;
import org.salvor.station.MapWindow;
import org.salvor.station.StationException;

/** Pulls from a real sector map, as a station does. */
class MapPullTest {
    private static final String JOB = "/jobs/one";

    private final SectorMap map = new SectorMap(1_000_003);
    private final MapPull pull = new MapPull();
    private final CellCache cache = new CellCache();
    private final List<Long> changed = new ArrayList<>();
    private int questions;

    private MapWindow window(String jobId, long firstLba, long endLba, int cells, long sinceVersion) {
        assertThat(jobId).isEqualTo(JOB);
        assertThat(cells).isBetween(1, CellRegion.MOST_CELLS_ASKED);
        questions++;
        org.salvor.sectormap.MapWindow window = map.snapshot().window(new LbaRange(firstLba, endLba), cells, sinceVersion);
        assertThat(window.cellCount()).isEqualTo(cells);
        return new MapWindow(firstLba, endLba, cells, window.version(), window.changedCells(), window.summaries());
    }

    private void want(CellRegion region) {
        pull.want(new MapPull.Wanted(JOB, map.sectorCount(), region, 0));
    }

    private boolean pullAndApply() throws StationException {
        MapUpdate update = pull.pull(this::window);
        return update != null && cache.apply(update, changed::add);
    }

    private int truth(long sectorsPerCell, long cell) {
        long first = cell * sectorsPerCell;
        return map.snapshot().window(new LbaRange(first, Math.min(map.sectorCount(), first + sectorsPerCell)), 1, -1).summaries()[0];
    }

    @Test
    void nothingIsPulledBeforeSomethingIsWanted() throws StationException {
        assertThat(pull.pull(this::window)).isNull();
        assertThat(questions).isZero();
    }

    @Test
    void everyCellIsWhatTheMapHoldsInIt() throws StationException {
        SplittableRandom random = new SplittableRandom(3);
        Stage[] stages = Stage.values();
        for (int round = 0; round < 60; round++) {
            long first = random.nextLong(map.sectorCount());
            map.set(new LbaRange(first, Math.min(map.sectorCount(), first + 1 + random.nextInt(4000))),
                    SectorState.of(stages[random.nextInt(stages.length)]));
            MapViewport view = MapViewport.whole(map.sectorCount(), 300, 200);
            for (int turn = random.nextInt(12); turn > 0; turn--) {
                view = view.zoomedIn(random.nextInt(300), random.nextInt(200));
            }
            want(view.region());
            pullAndApply();
            for (long cell = view.firstCell(); cell < view.firstCell() + view.region().cells(); cell++) {
                assertThat(cache.summary(view.sectorsPerCell(), cell)).isEqualTo(truth(view.sectorsPerCell(), cell));
            }
        }
    }

    @Test
    void afterTheFirstTimeOnlyCellsThatChangedCome() throws StationException {
        want(new CellRegion(1000, 0, 1001));
        assertThat(pullAndApply()).isTrue();
        assertThat(pull.pull(this::window)).isNull();
        map.set(new LbaRange(5500, 5600), SectorState.of(Stage.BAD));
        map.set(new LbaRange(1_000_002, 1_000_003), SectorState.of(Stage.READ));
        assertThat(pullAndApply()).isFalse();
        assertThat(changed).contains(5L, 1000L).hasSizeLessThan(40);
        assertThat(cache.summary(1000, 5)).isEqualTo(truth(1000, 5));
        assertThat(cache.summary(1000, 1000)).isEqualTo(truth(1000, 1000));
    }

    @Test
    void aRegionOfMoreCellsThanAStationAnswersIsAskedForInPieces() throws StationException {
        want(new CellRegion(1, 0, 200_000));
        map.set(new LbaRange(199_999, 200_000), SectorState.of(Stage.READ));
        pullAndApply();
        assertThat(questions).isEqualTo(4);
        assertThat(cache.summary(1, 199_999)).isEqualTo(truth(1, 199_999));
    }

    @Test
    void aPictureThatWasBegunAnewGetsEveryCellAgain() throws StationException {
        want(new CellRegion(1000, 0, 1001));
        pullAndApply();
        cache.clear();
        pull.want(new MapPull.Wanted(JOB, map.sectorCount(), new CellRegion(1000, 0, 1001), 1));
        assertThat(pullAndApply()).isTrue();
        assertThat(cache.summary(1000, 7)).isEqualTo(truth(1000, 7));
    }

    @Test
    void afterARefusalEverythingIsAskedForAgain() throws StationException {
        want(new CellRegion(1000, 0, 1001));
        pullAndApply();
        want(new CellRegion(1000, 10, 100));
        assertThatExceptionOfType(StationException.class).isThrownBy(() -> pull.pull((job, first, end, cells, since) -> {
            throw new StationException(StationException.Kind.INPUT, "There is no such job.");
        }));
        assertThat(pullAndApply()).isTrue();
        assertThat(cache.summary(1000, 10)).isEqualTo(truth(1000, 10));
    }

    @Test
    void untilTheCellsOfANewScaleComeTheFormerOnesStandIn() throws StationException {
        map.set(new LbaRange(0, 500_000), SectorState.of(Stage.READ));
        want(new CellRegion(1000, 0, 1001));
        pullAndApply();
        assertThat(cache.summary(500, 3)).isEqualTo(truth(1000, 1));
        want(new CellRegion(500, 0, 10));
        pullAndApply();
        assertThat(cache.summary(500, 3)).isEqualTo(truth(500, 3));
        assertThat(cache.summary(500, 1500)).isEqualTo(truth(1000, 750));
    }
}
