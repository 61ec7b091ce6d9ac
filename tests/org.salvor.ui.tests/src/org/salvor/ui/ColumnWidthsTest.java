package org.salvor.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.salvor.ui.ColumnWidths.Wish;

class ColumnWidthsTest {
    private static final Wish WORDS = new Wish(200, 80, true);
    private static final Wish NUMBER = new Wish(70, 70, false);

    @Test
    void roomToSpareGoesToTheWords() {
        assertThat(ColumnWidths.fit(500, List.of(WORDS, NUMBER, WORDS))).containsExactly(215, 70, 215);
    }

    @Test
    void whereThereIsTooLittleRoomNumbersStayWhole() {
        assertThat(ColumnWidths.fit(350, List.of(WORDS, NUMBER, WORDS))).containsExactly(140, 70, 140);
    }

    @Test
    void leastWidthsAreKeptEvenWhereTheyDoNotFit() {
        assertThat(ColumnWidths.fit(100, List.of(WORDS, NUMBER, WORDS))).containsExactly(80, 70, 80);
    }

    @Test
    void whoeverWantsMoreThanItNeedsGivesMore() {
        assertThat(ColumnWidths.fit(330, List.of(new Wish(300, 100, true), new Wish(150, 50, true)))).containsExactly(220, 110);
    }

    @Test
    void aTableIsFilledButNeverOverfilledWhileItFits() {
        Random random = new Random(7);
        for (int round = 0; round < 1000; round++) {
            List<Wish> wishes = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(9); i++) {
                int wanted = 20 + random.nextInt(300);
                wishes.add(new Wish(wanted, 10 + random.nextInt(wanted - 10), true));
            }
            int least = wishes.stream().mapToInt(Wish::leastPixels).sum();
            int available = least + random.nextInt(2000);
            int sum = Arrays.stream(ColumnWidths.fit(available, wishes)).sum();
            assertThat(sum).as("round %d", round).isBetween(available - wishes.size(), available);
        }
    }
}
