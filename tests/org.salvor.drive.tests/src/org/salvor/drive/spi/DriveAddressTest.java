package org.salvor.drive.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.salvor.testkit.Counts;

class DriveAddressTest {

    @Test
    void addressesOfEveryTransportAreTakenApart() {
        assertThat(DriveAddress.parse("block:/dev/sdb")).isEqualTo(new DriveAddress("block", "/dev/sdb", Map.of()));
        assertThat(DriveAddress.parse("ide:1f0,3f6/0")).isEqualTo(new DriveAddress("ide", "1f0,3f6/0", Map.of()));
        assertThat(DriveAddress.parse("ahci:0000:00:1f.2/0")).isEqualTo(new DriveAddress("ahci", "0000:00:1f.2/0", Map.of()));
        assertThat(DriveAddress.parse("sim:weak-head?seed=7&size=64G"))
                .isEqualTo(new DriveAddress("sim", "weak-head", Map.of("seed", "7", "size", "64G")));
    }

    @Test
    void aPlainPathIsAFileAndBelowDevADevice() {
        assertThat(DriveAddress.parse("disk.img")).isEqualTo(new DriveAddress("file", "disk.img", Map.of()));
        assertThat(DriveAddress.parse("/dev/sdb").scheme()).isEqualTo("block");
        assertThat(DriveAddress.parse("/tmp/what?.img").path()).isEqualTo("/tmp/what?.img");
        assertThat(DriveAddress.parse("C:\\disk.img").scheme()).isEqualTo("file");
        assertThat(DriveAddress.parse("./sim:x").scheme()).isEqualTo("file");
    }

    @Test
    void optionsKeepTheirOrderAndTheirEqualsSigns() {
        DriveAddress address = DriveAddress.parse("sim:x?b=1&a=2=3");
        assertThat(address.options()).containsExactly(Map.entry("b", "1"), Map.entry("a", "2=3"));
        assertThat(address).hasToString("sim:x?b=1&a=2=3");
    }

    @Test
    void badAddressesAreRefusedWithASentence() {
        refused("", "empty");
        refused("   ", "empty");
        refused("sim:", "names no drive after \"sim:\"");
        refused("sim:?seed=7", "names no drive");
        refused("sim:x?seed", "\"seed\" where name=value belongs");
        refused("sim:x?=7", "\"=7\" where");
        refused("sim:x?seed=", "\"seed=\" where");
        refused("sim:x?", "\"\" where");
        refused("sim:x?a=1&&b=2", "\"\" where");
        refused("sim:x?a=1&", "\"\" where");
        refused("sim:x?seed=1&seed=2", "\"seed\" twice");
    }

    @Test
    void anAddressThatNoTransportCanHaveIsNotMade() {
        assertThatThrownBy(() -> new DriveAddress("", "x", Map.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DriveAddress("SIM", "x", Map.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DriveAddress("sim", "", Map.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsPrintedIsReadBackAsTheSame() {
        SplittableRandom random = new SplittableRandom(4711);
        String letters = "simfile:/?&=.,-\u00e4 07";
        int taken = 0;
        int rounds = Counts.of("texts", 50_000, 5_000_000);
        for (int round = 0; round < rounds; round++) {
            StringBuilder text = new StringBuilder();
            for (int index = random.nextInt(14); index > 0; index--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            DriveAddress address;
            try {
                address = DriveAddress.parse(text.toString());
            } catch (IllegalArgumentException refused) {
                assertThat(refused).hasMessageEndingWith(".");
                continue;
            }
            taken++;
            assertThat(DriveAddress.parse(address.toString())).as("%s", text).isEqualTo(address);
        }
        assertThat(taken).isGreaterThan(rounds / 5);
    }

    private static void refused(String text, String words) {
        assertThatThrownBy(() -> DriveAddress.parse(text)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(words)
                .hasMessageEndingWith(".");
    }
}
