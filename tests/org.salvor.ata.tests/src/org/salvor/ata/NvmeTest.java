package org.salvor.ata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class NvmeTest {

    private static void text(byte[] raw, int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, raw, offset, bytes.length);
    }

    /** Laid out by hand as figure 275 of NVMe Base 2.0 says. */
    @Test
    void aControllerIsReadWhereTheStandardHasItsFields() throws Exception {
        byte[] raw = new byte[4096];
        raw[0] = 0x36;
        raw[1] = 0x1B;
        text(raw, 4, "SN-7                ");
        text(raw, 24, "QEMU NVMe Ctrl                          ");
        text(raw, 64, "8.0.0   ");
        raw[77] = 7;
        raw[81] = 0x04;
        raw[82] = 0x01;
        raw[516] = 0x00;
        raw[517] = 0x01;
        raw[520] = (byte) 0x80;
        NvmeController controller = NvmeController.decode(raw);
        assertThat(controller).isEqualTo(
                new NvmeController(0x1B36, "SN-7", "QEMU NVMe Ctrl", "8.0.0", OptionalLong.of(128), 0x0001_0400, 256, true));
        assertThat(controller.encode()).isEqualTo(raw);
    }

    @Test
    void aNamespaceIsReadInTheFormatThatIsInUse() throws Exception {
        byte[] raw = new byte[4096];
        raw[2] = 0x10;
        raw[26] = 0x11;
        raw[128 + 2] = 9;
        raw[132] = 8;
        raw[132 + 2] = 12;
        assertThat(NvmeNamespace.decode(raw)).isEqualTo(new NvmeNamespace(0x10_0000, 4096, 8, true));
        raw[26] = 0x20;
        raw[128 + 4 * 16 + 2] = 9;
        assertThat(NvmeNamespace.decode(raw)).as("the upper bits of the format stand in 6:5")
                .isEqualTo(new NvmeNamespace(0x10_0000, 512, 0, false));
        NvmeNamespace plain = new NvmeNamespace(77, 512, 0, false);
        assertThat(NvmeNamespace.decode(plain.encode())).isEqualTo(plain);
    }

    @Test
    void impossibleNamespacesAreRefused() {
        byte[] raw = new NvmeNamespace(77, 512, 0, false).encode();
        raw[130] = 8;
        assertThatThrownBy(() -> NvmeNamespace.decode(raw)).isInstanceOf(AtaFormatException.class).hasMessageContaining("2^8");
        raw[130] = 9;
        raw[7] = (byte) 0x80;
        assertThatThrownBy(() -> NvmeNamespace.decode(raw)).isInstanceOf(AtaFormatException.class);
        raw[7] = 0x40;
        assertThatThrownBy(() -> NvmeNamespace.decode(raw)).as("its bytes fit no number").isInstanceOf(AtaFormatException.class);
    }

    @Test
    void whatADeadLinkReadsAsIsRefused() {
        byte[] ones = new byte[4096];
        Arrays.fill(ones, (byte) -1);
        for (byte[] raw : new byte[][] { ones, new byte[4096], new byte[0], new byte[4095] }) {
            assertThatThrownBy(() -> NvmeController.decode(raw)).isInstanceOf(AtaFormatException.class);
            assertThatThrownBy(() -> NvmeNamespace.decode(raw)).isInstanceOf(AtaFormatException.class);
        }
        assertThatThrownBy(() -> NvmeHealth.decode(new byte[512])).isInstanceOf(AtaFormatException.class);
    }

    @Test
    void theHealthLogIsReadWhereTheStandardHasItsFields() throws Exception {
        byte[] raw = new byte[512];
        raw[0] = 0x04;
        raw[1] = 0x3B;
        raw[2] = 0x01;
        raw[3] = 100;
        raw[4] = 10;
        raw[5] = (byte) 255;
        raw[32] = 1;
        raw[47] = (byte) 0x80;
        raw[112] = 12;
        raw[128] = 34;
        raw[144] = 5;
        raw[160] = 6;
        raw[176] = 7;
        NvmeHealth health = NvmeHealth.decode(raw);
        assertThat(health.celsius()).isEqualTo(42);
        assertThat(health.unitsRead()).isEqualTo(BigInteger.ONE.shiftLeft(127).add(BigInteger.ONE));
        assertThat(health.usedPercent()).isEqualTo(255);
        assertThat(health.powerCycles()).isEqualTo(12);
        assertThat(health.powerOnHours()).isEqualTo(34);
        assertThat(health.unsafeShutdowns()).isEqualTo(5);
        assertThat(health.mediaErrors()).isEqualTo(6);
        assertThat(health.errorLogEntries()).isEqualTo(7);
        assertThat(health.encode()).isEqualTo(raw);
    }

    /** As the Linux kernel answers a read of a bad sector through its pass-through: 0x281, and with "do not retry" 0x4281. */
    @Test
    void theStatusOfABadSectorIsUncorrectable() throws Exception {
        assertThat(NvmeStatus.decode(0x281).meaning()).isEqualTo(SenseMeaning.UNCORRECTABLE);
        assertThat(NvmeStatus.decode(0x4281)).isEqualTo(new NvmeStatus(2, 0x81, 0, false, true));
        assertThat(NvmeStatus.decode(0x371).meaning()).as("the host took it back").isEqualTo(SenseMeaning.TRANSFER);
    }

    @Test
    void aReadIsEncodedAsTheStandardSays() {
        NvmeCommand read = NvmeCommand.read(3, 0x1_2345_6789L, 8, 512);
        assertThat(read)
                .isEqualTo(new NvmeCommand(NvmeCommand.Queue.IO, 2, 3, new NvmeCommand.Words(0, 0, 0x2345_6789, 1, 7, 0, 0, 0), 4096));
        assertThat(read.sendsData()).isFalse();
        assertThat(NvmeCommand.verify(3, 5, 1).dataBytes()).isZero();
        assertThatThrownBy(() -> NvmeCommand.read(1, 0, 65_537, 512)).isInstanceOf(IllegalArgumentException.class);
        assertThat(NvmeCatalogue.nameOf(NvmeCommand.healthLog())).isEqualTo("NVMe GET LOG PAGE");
        assertThat(NvmeCatalogue.effectOf(read)).isEqualTo(Effect.READS);
    }
}
