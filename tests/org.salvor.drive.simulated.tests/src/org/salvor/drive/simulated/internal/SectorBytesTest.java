package org.salvor.drive.simulated.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

class SectorBytesTest {

    @Test
    void everySectorNamesItself() {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 2000; round++) {
            long lba = random.nextLong(1L << random.nextInt(1, 48));
            long seed = random.nextLong(1_000_000_000_000_000_000L);
            byte[] sector = sector(new SectorBytes(seed, 512), lba);
            assertThat(new String(sector, 0, 64, StandardCharsets.US_ASCII))
                    .isEqualTo("Sector: %016d, seed %020d (simulated)\n".formatted(lba, seed));
        }
    }

    @Test
    void fillsManyLikeOneByOne() {
        SectorBytes bytes = new SectorBytes(5, 520);
        byte[] many = new byte[16 + 100 * 520];
        bytes.fill(99_999_950, 100, MemorySegment.ofArray(many), 16);
        for (int index = 0; index < 100; index++) {
            assertThat(Arrays.copyOfRange(many, 16 + index * 520, 16 + (index + 1) * 520)).isEqualTo(sector(bytes, 99_999_950 + index));
        }
        assertThat(Arrays.copyOf(many, 16)).containsOnly(0);
    }

    @Test
    void noTwoSectorsShareEvenEightBytesOfTheirRandomPart() {
        Set<Long> words = new HashSet<>();
        int sectors = 2000;
        for (int seed = 0; seed < 2; seed++) {
            SectorBytes bytes = new SectorBytes(seed, 512);
            for (int lba = 0; lba < sectors; lba++) {
                MemorySegment sector = MemorySegment.ofArray(sector(bytes, lba));
                for (int offset = 64; offset < 512; offset += 8) {
                    words.add(sector.get(ValueLayout.JAVA_LONG_UNALIGNED, offset));
                }
            }
        }
        assertThat(words).hasSize(2 * sectors * 56);
    }

    @Test
    void theRestDoesNotCompress() throws Exception {
        SectorBytes bytes = new SectorBytes(5, 4096);
        byte[] sector = Arrays.copyOfRange(sector(bytes, 3), 64, 4096);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
            deflater.write(sector);
        }
        assertThat(packed.size()).isGreaterThanOrEqualTo(sector.length);
    }

    private static byte[] sector(SectorBytes bytes, long lba) {
        byte[] sector = new byte[bytes.sectorBytes()];
        bytes.fill(lba, 1, MemorySegment.ofArray(sector), 0);
        return sector;
    }
}
