package org.salvor.imaging.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.salvor.ata.CommandCatalogue;
import org.salvor.ata.Effect;
import org.salvor.ata.Protocol;
import org.salvor.ata.TaskFile;

class PreparationTextTest {

    private static void means(String text, TaskFile taskFile, Effect effect) {
        Preparation preparation = PreparationText.parse(text);
        assertThat(preparation.taskFile()).as(text).isEqualTo(taskFile);
        MemorySegment data = preparation.payload().length == 0 ? MemorySegment.NULL : MemorySegment.ofArray(preparation.payload());
        assertThat(CommandCatalogue.effectOf(taskFile, preparation.protocol(), data)).as(text).isEqualTo(effect);
        assertThat(PreparationText.parse(preparation.text())).isEqualTo(preparation);
    }

    private static void refuses(String text, String because) {
        assertThatThrownBy(() -> PreparationText.parse(text)).as(text).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(because);
    }

    @Test
    void settingsBecomeTheStandardsCommands() {
        Effect passing = Effect.CHANGES_VOLATILE;
        means("look-ahead off", TaskFile.of28(0xEF, 0x55, 0, 0), passing);
        means("look-ahead on", TaskFile.of28(0xEF, 0xAA, 0, 0), passing);
        means("write-cache off", TaskFile.of28(0xEF, 0x82, 0, 0), passing);
        means("write-cache on", TaskFile.of28(0xEF, 0x02, 0, 0), passing);
        means("auto-reallocation off", TaskFile.of28(0xEF, 0x84, 0, 0), passing);
        means("retries off", TaskFile.of28(0xEF, 0x33, 0, 0), passing);
        means("apm 254", TaskFile.of28(0xEF, 0x05, 254, 0), passing);
        means("apm off", TaskFile.of28(0xEF, 0x85, 0, 0), passing);
        means("aam 128", TaskFile.of28(0xEF, 0x42, 128, 0), passing);
        means("aam off", TaskFile.of28(0xEF, 0xC2, 0, 0), passing);
        means("transfer-mode UDMA 2", TaskFile.of28(0xEF, 0x03, 0x42, 0), passing);
        means("transfer-mode pio4", TaskFile.of28(0xEF, 0x03, 0x0C, 0), passing);
    }

    @Test
    void smartIsASettingThatTheDriveKeeps() {
        means("smart off", TaskFile.of28(0xB0, 0xD9, 0, 0xC24F00), Effect.CHANGES_STORED);
        means("smart on", TaskFile.of28(0xB0, 0xD8, 0, 0xC24F00), Effect.CHANGES_STORED);
    }

    @Test
    void errorRecoveryTimeGoesOutAsAKeySector() {
        means("sct-erc read 100 ms", TaskFile.of28(0xB0, 0xD6, 1, 0xC24FE0), Effect.CHANGES_VOLATILE);
        Preparation preparation = PreparationText.parse("sct-erc write 7 s");
        assertThat(preparation.protocol()).isEqualTo(Protocol.PIO_OUT);
        assertThat(preparation.payload()).hasSize(512).startsWith(3, 0, 1, 0, 2, 0, 70, 0, 0);
        assertThat(PreparationText.parse("sct-erc read off").payload()).startsWith(3, 0, 1, 0, 1, 0, 0, 0, 0);
        refuses("sct-erc read 150 ms", "multiple of 100 ms");
        refuses("sct-erc read 2 h", "6553.5 s");
        refuses("sct-erc 100 ms", "should read sct-erc read");
    }

    @Test
    void powerCommandsStandAlone() {
        assertThat(PreparationText.parse("idle-unload").taskFile()).isEqualTo(TaskFile.of28(0xE1, 0x44, 0, 0x554E4C));
        assertThat(PreparationText.parse("standby").taskFile()).isEqualTo(TaskFile.of(0xE0));
        refuses("standby now", "nothing follows standby");
    }

    @Test
    void rawCommandsAreTakenRegisterByRegister() {
        Preparation preparation = PreparationText.parse("raw 48  command=0x2F count=1 lba=0x10 protocol=pio-in");
        assertThat(preparation.taskFile()).isEqualTo(TaskFile.of48(0x2F, 0, 1, 0x10));
        assertThat(preparation.protocol()).isEqualTo(Protocol.PIO_IN);
        assertThat(PreparationText.parse("raw 28 command=176 feature=0xD6 protocol=pio-out data=0102").payload()).hasSize(512).startsWith(1,
                2, 0);
        refuses("raw 28 command=0x100", "8 bits");
        refuses("raw 28 command=0x20 feature=0x100", "wider than its register");
        refuses("raw 28 command=0x20 lba=0x10000000", "28-bit");
        refuses("raw 28 command=E0", "hex is written as 0x1F");
        refuses("raw 30 command=1", "raw 28 (or 48)");
        refuses("raw 28 comand=1", "Did you mean \"command\"?");
        refuses("raw 28 command=1 command=2", "there twice");
        refuses("raw 28 feature=1", "no command=");
        refuses("raw 28 command=1 protocol=pio-out", "needs data=");
        refuses("raw 28 command=1 data=00", "pio-out and dma-out only");
        refuses("raw 28 command=1 protocol=pio-out data=0", "pairs of hex digits");
        refuses("raw 28 command=1 protocol=telepathy", "Known are non-data");
    }

    @Test
    void whatIsNoCommandIsRefused() {
        refuses("look-ahead", "look-ahead off or look-ahead on");
        refuses("look-ahead maybe", "look-ahead off or look-ahead on");
        refuses("apm 255", "from 1 to 254");
        refuses("aam 5", "from 128 to 254");
        refuses("transfer-mode fast", "UDMA 0 to 6");
        refuses("wirte-cache off", "Did you mean \"write-cache\"?");
        refuses("", "is not a preparation command");
    }
}
