package org.salvor.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

/** Which sector a drive in doubt is asked for. */
class KnownSectorsTest {
    private static final int SECTOR_BYTES = 512;

    private final KnownSectors known = new KnownSectors(SECTOR_BYTES);
    private final MemorySegment bytes = Arena.ofAuto().allocate(SECTOR_BYTES);

    private void read(long firstLba, long endLba) {
        for (long lba = firstLba; lba < endLba; lba++) {
            known.keep(lba, 1, bytes);
        }
    }

    @Test
    void whatWasReadSinceTheLastPassedCheckDoesNotVouchForItself() {
        read(0, 10);
        known.same(known.choose());
        read(10, 100);
        assertThat(known.choose().lba()).isLessThan(10);
        known.same(known.choose());
        assertThat(known.choose().lba()).isBetween(90L, 99L);
    }

    @Test
    void aFailedCheckIsRepeatedWithAnotherSectorThatIsOlderThanTheDoubt() {
        read(0, 10);
        known.same(known.choose());
        read(10, 20);
        KnownSectors.Known asked = known.choose();
        known.other(asked);
        assertThat(known.choose().lba()).isLessThan(10).isNotEqualTo(asked.lba());
    }

    @Test
    void withNothingOlderThanTheDoubtNothingIsKnown() {
        read(0, 10);
        known.other(known.choose());
        assertThat(known.choose()).isNull();
    }
}
