package org.salvor.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.salvor.ata.Registers;

class ValuesTest {

    @Test
    void aVirtualClockMovesOnlyWhenItIsMoved() {
        Instant origin = Instant.parse("2026-01-01T00:00:00Z");
        VirtualClock clock = new VirtualClock(origin);
        assertThat(clock.nanos()).isZero();
        assertThat(clock.wallTime()).isEqualTo(origin);
        clock.sleep(1_500_000_000);
        clock.advance(500_000_000);
        assertThat(clock.nanos()).isEqualTo(2_000_000_000);
        assertThat(clock.wallTime()).isEqualTo(origin.plusSeconds(2));
    }

    @Test
    void aVirtualClockNeverGoesBack() {
        VirtualClock clock = new VirtualClock(Instant.EPOCH);
        clock.sleep(5);
        clock.sleep(-10);
        clock.advance(0);
        assertThat(clock.nanos()).isEqualTo(5);
    }

    @Test
    void evidenceSpeaksOfWhatThereIs() {
        assertThat(Evidence.of(1, new Registers(0x51, 0x40, 0, 123_456, 0x40)).words()).isEqualTo("status 51 error 40 LBA 123456");
        assertThat(new Evidence(1, 1, Registers.NONE, new byte[] { 0x72, 0x03, (byte) 0x11 }, 0).words()).isEqualTo("sense 72 03 11");
        assertThat(Evidence.ofErrno(1, 5).words()).isEqualTo("errno 5");
        assertThat(new Evidence(1, 1, Registers.NONE, new byte[0], 0, "bad checksum").words()).isEqualTo("link: bad checksum");
        assertThat(new Evidence(1, 1, new Registers(0x51, 0x84, 0, 1, 0), new byte[0], 0, "bad checksum").words())
                .isEqualTo("status 51 error 84 LBA 1 link: bad checksum");
        assertThat(Evidence.ofErrno(1, 0).words()).isEmpty();
        assertThat(Evidence.ofErrno(7, 0).slowestNanos()).isEqualTo(7);
    }

    @Test
    void anImpossibleReadIsRefused() {
        assertThatThrownBy(() -> ReadRequest.of(-1, 1, ReadMethod.AUTO, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ReadRequest.of(0, 0, ReadMethod.AUTO, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ReadRequest.of(0, 1, ReadMethod.AUTO, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ReadRequest(0, 1, 0, ReadMethod.AUTO, 1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(ReadRequest.of(5, 3, ReadMethod.PIO, 1).endLba()).isEqualTo(8);
    }

    @Test
    void onlyARealReadIsGood() {
        Evidence none = Evidence.ofErrno(0, 0);
        assertThat(new ReadOutcome.Read(1, none).good()).isTrue();
        assertThat(new ReadOutcome.Aborted(1, none).good()).isFalse();
        assertThat(new ReadOutcome.MediaError(MediaFault.UNCORRECTABLE, 0, 0, none).good()).isFalse();
    }
}
