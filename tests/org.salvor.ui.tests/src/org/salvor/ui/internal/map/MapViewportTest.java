package org.salvor.ui.internal.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MapViewportTest {
    private static final long THIRTY_TERABYTES = 58_593_750_000L;

    @ParameterizedTest
    @ValueSource(longs = { 1, 2, 63, 64, 4999, 5000, 5001, 1_000_003, 125_045_424, THIRTY_TERABYTES })
    void aWholeDriveFitsWhateverItsSize(long sectorCount) {
        MapViewport view = MapViewport.whole(sectorCount, 1003, 507);
        assertThat(view.isWhole()).isTrue();
        assertThat(view.firstLba()).isZero();
        assertThat(view.endLba()).isEqualTo(sectorCount);
        assertThat((long) view.columns() * view.rows()).isGreaterThanOrEqualTo(view.cellCount());
        assertThat(view.columns() * view.cellPixels()).isLessThanOrEqualTo(1003);
    }

    @Test
    void aSmallDriveGetsLargeCells() {
        assertThat(MapViewport.whole(64, 1000, 500).cellPixels()).isEqualTo(56);
        assertThat(MapViewport.whole(64, 1000, 500).sectorsPerCell()).isEqualTo(1);
    }

    @Test
    void theWheelLeadsFromAWholeDriveToSingleSectorsAndBack() {
        MapViewport whole = MapViewport.whole(THIRTY_TERABYTES, 900, 400);
        MapViewport view = whole;
        int turns = 0;
        while (view.sectorsPerCell() > 1) {
            MapViewport closer = view.zoomedIn(450, 200);
            assertThat(closer.endLba() - closer.firstLba()).isLessThan(view.endLba() - view.firstLba());
            view = closer;
            turns++;
        }
        assertThat(turns).isLessThan(30);
        for (int i = 0; i < 10; i++) {
            view = view.zoomedIn(450, 200);
        }
        assertThat(view.cellPixels()).isEqualTo(56);
        for (int i = 0; i < 50; i++) {
            view = view.zoomedOut(450, 200);
        }
        assertThat(view).isEqualTo(whole);
    }

    @Test
    void whatIsUnderTheCursorStaysThereWhileZooming() {
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 200; round++) {
            MapViewport view = MapViewport.whole(THIRTY_TERABYTES, 900, 400).centredOn(0);
            int x = random.nextInt(900);
            int y = random.nextInt(400);
            while (view.sectorsPerCell() > 1) {
                long cell = view.cellAt(x, y);
                long first = cell * view.sectorsPerCell();
                long end = first + view.sectorsPerCell();
                view = view.zoomedIn(x, y);
                long under = view.cellAt(x, y) * view.sectorsPerCell();
                assertThat(under).as("sector at %d,%d", x, y).isBetween(first - view.sectorsPerCell(), end);
            }
        }
    }

    @Test
    void nothingLeadsOutsideTheDrive() {
        SplittableRandom random = new SplittableRandom(11);
        MapViewport view = MapViewport.whole(1_000_003, 640, 300);
        for (int step = 0; step < 5000; step++) {
            int x = random.nextInt(-5, 700);
            int y = random.nextInt(-5, 330);
            view = switch (random.nextInt(6)) {
            case 0 -> view.zoomedIn(x, y);
            case 1 -> view.zoomedOut(x, y);
            case 2 -> view.panned(random.nextInt(-100_000, 100_000));
            case 3 -> view.resized(random.nextInt(1, 1200), random.nextInt(1, 700));
            case 4 -> view.centredOn(random.nextLong(1_000_003));
            default -> view.panned(random.nextInt(-3, 4));
            };
            CellRegion region = view.region();
            assertThat(region.cells()).isPositive();
            assertThat(region.firstCell()).isNotNegative();
            assertThat(region.firstCell() + region.cells()).isLessThanOrEqualTo(view.cellCount());
            assertThat(view.endLba()).isLessThanOrEqualTo(1_000_003);
            assertThat(view.cellAt(x, y)).isBetween(-1L, view.cellCount() - 1);
        }
    }

    @Test
    void aPartOfADriveKeepsItsScaleWhenTheWindowGrows() {
        MapViewport part = MapViewport.whole(1_000_000, 600, 300).zoomedIn(100, 50).zoomedIn(100, 50);
        MapViewport larger = part.resized(900, 500);
        assertThat(larger.sectorsPerCell()).isEqualTo(part.sectorsPerCell());
        assertThat(larger.firstCell()).isEqualTo(part.firstCell());
        assertThat(MapViewport.whole(1_000_000, 600, 300).resized(900, 500)).isEqualTo(MapViewport.whole(1_000_000, 900, 500));
    }

    @Test
    void outsideTheCellsThereIsNoCell() {
        MapViewport view = MapViewport.whole(64, 1000, 500);
        assertThat(view.cellAt(999, 499)).isEqualTo(-1);
        assertThat(view.cellAt(-1, 5)).isEqualTo(-1);
        assertThat(view.cellAt(5, 5)).isZero();
    }
}
