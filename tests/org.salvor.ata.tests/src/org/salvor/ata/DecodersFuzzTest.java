package org.salvor.ata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.salvor.testkit.Counts;

/** Throws damaged bytes at every decoder. Jazzer, which sees where they lead, does it longer: {@code releng/lab fuzz}. */
class DecodersFuzzTest {
    private static final DecoderTargets TARGETS = new DecoderTargets();
    private static final int[] TELLING = { 0, 1, 0x7F, 0x80, 0xFE, 0xFF };

    static List<String> decoders() {
        return TARGETS.names();
    }

    @Test
    void everyDecoderOfTheVocabularyIsThrownAt() {
        assertThat(TARGETS.names()).hasSizeGreaterThanOrEqualTo(20);
        for (String name : TARGETS.names()) {
            assertThat(TARGETS.seeds(name)).as(name).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void noBytesMakeADecoderThrowAnythingButItsOwnError(String name) {
        List<byte[]> seeds = TARGETS.seeds(name);
        seeds.forEach(seed -> TARGETS.run(name, seed));
        long seed = 20_261_123;
        SplittableRandom random = new SplittableRandom(seed);
        int rounds = Counts.of("damaged inputs for " + name, 3_000, 2_000_000);
        for (int round = 0; round < rounds; round++) {
            byte[] raw = damaged(seeds.get(random.nextInt(seeds.size())).clone(), random);
            try {
                TARGETS.run(name, raw);
            } catch (RuntimeException | Error e) {
                throw new AssertionError("round " + round + " of seed " + seed + ": " + HexFormat.of().formatHex(raw), e);
            }
        }
    }

    private static byte[] damaged(byte[] start, SplittableRandom random) {
        byte[] raw = random.nextInt(4) == 0 ? Arrays.copyOf(start, random.nextInt(1100)) : start;
        for (int changes = random.nextInt(8); changes > 0 && raw.length > 0; changes--) {
            int at = random.nextInt(random.nextBoolean() ? raw.length : Math.min(raw.length, 32));
            raw[at] = (byte) (random.nextBoolean() ? TELLING[random.nextInt(TELLING.length)] : random.nextInt());
        }
        return raw;
    }
}
