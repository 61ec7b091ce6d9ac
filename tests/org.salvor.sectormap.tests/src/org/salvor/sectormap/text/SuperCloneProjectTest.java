package org.salvor.sectormap.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.salvor.sectormap.Cause;
import org.salvor.sectormap.SectorState;
import org.salvor.sectormap.Stage;

class SuperCloneProjectTest {
    private static final String PROJECT = """
            # OpenSuperClone progress
            # startconfig
            # config version 1
            # sector size 512
            # endconfig
            # position \tstatus
            0x0001f0 \t0x30

            # position \tsize     \tstatus \tinfo \terr/status/time
            0x000000 \t0x000100 \t0x7f \t0x0 \t0x0
            0x000100 \t0x000010 \t0x10 \t0x80 \t0x5140
            0x000110 \t0x000010 \t0x20 \t0x0 \t0x5110
            0x000120 \t0x000010 \t0x30 \t0x0 \t0x031100
            0x000130 \t0x000001 \t0x40 \t0x0 \t0x031401
            0x000131 \t0x000001 \t0x40 \t0x10000 \t0xffffffffffffffff
            0x000132 \t0x000001 \t0x40 \t0x0 \t0x5101
            0x000133 \t0x000001 \t0x40 \t0x0 \t0x7104
            0x000134 \t0x000001 \t0x40 \t0x0 \t0x5184
            0x000135 \t0x000001 \t0x40 \t0x0 \t0x0b4703
            0x000136 \t0x0000ca \t0x0 \t0x8001 \t0x0
            """;

    @Test
    void readsStatesCausesAndRegisters() throws IOException {
        SuperCloneProject project = read(PROJECT, 0);
        assertThat(project.positionLba()).isEqualTo(0x1f0);
        assertThat(project.phase()).isEqualTo(0x30);
        assertThat(project.map().sectorCount()).isEqualTo(0x200);
        assertThat(project.map().stateAt(0xff)).isEqualTo(SectorState.of(Stage.IMPORTED));
        assertThat(project.map().stateAt(0x100)).isEqualTo(new SectorState(Stage.NON_TRIMMED, Cause.UNCORRECTABLE, 1, 0, 0x5140));
        assertThat(project.map().stateAt(0x110)).isEqualTo(new SectorState(Stage.NON_TRIMMED, Cause.ID_NOT_FOUND, 1, 0, 0x5110));
        assertThat(project.map().stateAt(0x12f)).isEqualTo(new SectorState(Stage.NON_SCRAPED, Cause.UNCORRECTABLE, 1, 0, 0));
        assertThat(project.map().stateAt(0x130)).isEqualTo(new SectorState(Stage.BAD, Cause.ID_NOT_FOUND, 1, 0, 0));
        assertThat(project.map().stateAt(0x131)).isEqualTo(SectorState.of(Stage.BAD));
        assertThat(project.map().stateAt(0x132).cause()).isEqualTo(Cause.ADDRESS_MARK);
        assertThat(project.map().stateAt(0x133).cause()).isEqualTo(Cause.DRIVE_FAULT);
        assertThat(project.map().stateAt(0x134).cause()).isEqualTo(Cause.INTERFACE_CRC);
        assertThat(project.map().stateAt(0x135).cause()).isEqualTo(Cause.INTERFACE_CRC);
        assertThat(project.map().stateAt(0x136)).isEqualTo(SectorState.UNTRIED);
        assertThat(project.map().totals().of(Stage.READ)).isZero();
    }

    @Test
    void leavesUntriedWhatTheProjectDoesNotReach() throws IOException {
        SuperCloneProject project = read(PROJECT, 0x300);
        assertThat(project.map().sectorCount()).isEqualTo(0x300);
        assertThat(project.map().totals().of(Stage.UNTRIED)).isEqualTo(0xca + 0x100);
    }

    @Test
    void namesTheLineThatIsWrongAndWhatToDo() {
        expect("0 0\n0 10 7f 0 0\n20 10 7f 0 0\n", 0, "Line 3 of the map begins a block at sector 20h where the block before ends at 10h");
        expect("0 0\n0 10 55 0 0\n", 0, "unknown status 55h");
        expect("0 0\n0 10 7f\n", 0, "where a number (info) is expected");
        expect("0 0\n0 -10 7f 0 0\n", 0, "negative size");
        expect("0 0\n0 8000000000000000 7f 0 0\n", 0, "2^63 or more");
        expect("0 0\n0 10000000000000000 7f 0 0\n", 0, "more than 16 digits");
        expect("0 0\n0 10 7f 0 0 what\n", 0, "has 'what' after the block");
        expect("0 0\n0 11 7f 0 0\n", 16, "beyond the end of the drive, which has 16");
        expect("hello\n", 0, "has 'hello' where a number");
        expect("", 0, "where a number (position) is expected");
        expect("0 0\n", 0, "there was no block");
    }

    private static void expect(String text, long sectorCount, String message) {
        assertThatThrownBy(() -> read(text, sectorCount)).as(text).isInstanceOf(MapFormatException.class).hasMessageContaining(message);
    }

    private static SuperCloneProject read(String text, long sectorCount) throws IOException {
        return SuperCloneProject.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)), sectorCount);
    }
}
