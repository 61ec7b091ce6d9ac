package org.salvor.drive.simulated.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * The code is a Reed-Solomon code: its words vanish at ten consecutive powers of 2, so that no ten changed bytes of an interleave go
 * unnoticed.
 */
class SectorCodeTest {

    @Test
    void everySyndromeOfACodeWordIsZero() {
        for (int sectorBytes : new int[] { 512, 520, 4096 }) {
            SectorCode code = new SectorCode(sectorBytes);
            byte[] sector = random(sectorBytes, 1);
            assertThat(syndromes(sector, code.checkBytes(sector))).containsOnly(0);
        }
    }

    @Test
    void oneToTenChangedBytesOfAnInterleaveShow() {
        SectorCode code = new SectorCode(512);
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 300; round++) {
            byte[] sector = random(512, round);
            byte[] check = code.checkBytes(sector);
            int changed = 1 + random.nextInt(10);
            for (int place = 0; place < changed; place++) {
                sector[4 * (12 * place + random.nextInt(12))] ^= (byte) (1 + random.nextInt(255));
            }
            assertThat(Arrays.stream(syndromes(sector, check)).anyMatch(syndrome -> syndrome != 0)).as("%d changed", changed).isTrue();
        }
    }

    @Test
    void hasTenCheckBytesForEvery128() {
        assertThat(new SectorCode(512).eccBytes()).isEqualTo(40);
        assertThat(new SectorCode(520).eccBytes()).isEqualTo(50);
        assertThat(new SectorCode(4096).eccBytes()).isEqualTo(320);
    }

    /** Values of every interleave's polynomial at 2^0 to 2^9, with a multiplication of its own. */
    private static int[] syndromes(byte[] sector, byte[] check) {
        int interleaves = check.length / SectorCode.CHECK_BYTES;
        int[] values = new int[interleaves * SectorCode.CHECK_BYTES];
        for (int interleave = 0; interleave < interleaves; interleave++) {
            int root = 1;
            for (int power = 0; power < SectorCode.CHECK_BYTES; power++) {
                int value = 0;
                for (int index = interleave; index < sector.length; index += interleaves) {
                    value = times(value, root) ^ sector[index] & 0xFF;
                }
                for (int place = 0; place < SectorCode.CHECK_BYTES; place++) {
                    value = times(value, root) ^ check[interleave * SectorCode.CHECK_BYTES + place] & 0xFF;
                }
                values[interleave * SectorCode.CHECK_BYTES + power] = value;
                root = times(root, 2);
            }
        }
        return values;
    }

    private static int times(int a, int b) {
        int product = 0;
        for (int bit = 0; bit < 8; bit++) {
            product ^= (b >> bit & 1) * (a << bit);
        }
        for (int bit = 14; bit >= 8; bit--) {
            product ^= (product >> bit & 1) * (0x11D << bit - 8);
        }
        return product;
    }

    private static byte[] random(int length, long seed) {
        byte[] bytes = new byte[length];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }
}
