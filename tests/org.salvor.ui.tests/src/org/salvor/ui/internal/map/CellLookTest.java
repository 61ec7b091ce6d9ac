package org.salvor.ui.internal.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.salvor.sectormap.CellSummary;
import org.salvor.sectormap.Latency;
import org.salvor.sectormap.Stage;

class CellLookTest {

    private static CellLook look(Stage dominant, int dominantShare, Stage worst, int worstShare) {
        return CellLook.of(new CellSummary(dominant, dominantShare, worst, worstShare, 0).packed());
    }

    @Test
    void oneBadSectorAmongMillionsIsMarkedOnTheColourOfTheOthers() {
        CellLook look = look(Stage.READ, 254, Stage.BAD, 1);
        assertThat(look.ground()).isEqualTo(Stage.READ);
        assertThat(look.mark()).isEqualTo(Stage.BAD);
        assertThat(look.markPixels(9)).isGreaterThanOrEqualTo(3);
    }

    @Test
    void theMarkGrowsWithItsShare() {
        assertThat(look(Stage.READ, 150, Stage.BAD, 105).markPixels(20)).isGreaterThan(look(Stage.READ, 250, Stage.BAD, 5).markPixels(20));
    }

    @Test
    void aCellOfOneKindHasNoMark() {
        CellLook look = look(Stage.BAD, 255, Stage.BAD, 255);
        assertThat(look.ground()).isEqualTo(Stage.BAD);
        assertThat(look.mark()).isEqualTo(Stage.BAD);
    }

    @Test
    void whatIsOnlyUntriedIsNoMarkOnWhatWasRead() {
        assertThat(look(Stage.READ, 200, Stage.UNTRIED, 55).mark()).isEqualTo(Stage.READ);
    }

    @Test
    void allStagesLookDifferentOnLightAndOnDark() {
        for (boolean dark : new boolean[] { false, true }) {
            assertThat(Arrays.stream(Stage.values()).map(stage -> MapColours.rgb(stage, dark)).distinct().count())
                    .isEqualTo(Stage.values().length);
        }
    }

    @Test
    void aCellInWordsSaysWhereWhatAndHowSlow() {
        int packed = new CellSummary(Stage.READ, 254, Stage.BAD, 1, Latency.code(1_800_000)).packed();
        assertThat(CellText.of(3, 1000, 1_000_000, 512, packed))
                .isEqualTo("Sectors 3,000 to 3,999  (1,000, 512 kB)\n99 % read, under 1 % bad\nSlowest read near here 1.8 s");
    }

    @Test
    void aSingleSectorInWordsIsOneSector() {
        int packed = new CellSummary(Stage.BAD, 255, Stage.BAD, 255, 0).packed();
        assertThat(CellText.of(77, 1, 100, 512, packed)).isEqualTo("Sector 77\nbad");
        assertThat(CellText.of(77, 1, 100, 512, CellCache.UNKNOWN)).isEqualTo("Sector 77");
    }
}
