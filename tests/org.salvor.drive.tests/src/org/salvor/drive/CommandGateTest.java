package org.salvor.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.salvor.ata.Effect;
import org.salvor.ata.Protocol;
import org.salvor.ata.SctKey;
import org.salvor.ata.TaskFile;

class CommandGateTest {
    private static final MemorySegment NONE = MemorySegment.NULL;
    private static final MemorySegment BLOCK = MemorySegment.ofArray(new byte[512]);
    private static final TaskFile WRITE = TaskFile.of48(0x35, 0, 1, 0);
    private static final TaskFile VENDOR = TaskFile.of28(0x80, 0x45, 0, 0x574400);

    @Test
    void refusesAWriteWithASentenceThatNamesIt() {
        assertThat(CommandGate.readOnly().refusal(WRITE, Protocol.DMA_OUT, BLOCK))
                .hasValue("Command 35h, WRITE DMA EXT (feature 00h), is not let out: it writes to the drive.");
    }

    @Test
    void tellsEachReasonApart() {
        CommandGate gate = CommandGate.readOnly();
        assertThat(gate.refusal(TaskFile.of28(0xB1, 0xC3, 1, 0), Protocol.PIO_OUT, BLOCK).orElseThrow()).contains("the drive keeps");
        assertThat(gate.refusal(TaskFile.of28(0xF4, 0, 1, 0), Protocol.PIO_OUT, BLOCK).orElseThrow()).contains("destroys");
        assertThat(gate.refusal(VENDOR, Protocol.NON_DATA, NONE).orElseThrow()).contains("unknown");
    }

    @Test
    void anOpenedEffectPassesAndNoOther() {
        CommandGate stored = CommandGate.readOnly().opened(Effect.CHANGES_STORED);
        assertThat(stored.refusal(TaskFile.of48(0x37, 0, 1, 1000), Protocol.NON_DATA, NONE)).isEmpty();
        assertThat(stored.refusal(WRITE, Protocol.DMA_OUT, BLOCK)).isPresent();
        assertThat(stored.allowed()).containsExactly(Effect.READS, Effect.CHANGES_VOLATILE, Effect.CHANGES_STORED);
        assertThat(CommandGate.readOnly().refusal(TaskFile.of48(0x37, 0, 1, 1000), Protocol.NON_DATA, NONE)).isPresent();
    }

    @Test
    void unknownEffectsAreNeverOpenedAltogether() {
        assertThatThrownBy(() -> CommandGate.readOnly().opened(Effect.UNKNOWN)).isInstanceOf(IllegalArgumentException.class);
        CommandGate widest = CommandGate.readOnly().opened(Effect.CHANGES_STORED).opened(Effect.WRITES).opened(Effect.DESTROYS);
        assertThat(widest.refusal(VENDOR, Protocol.NON_DATA, NONE)).isPresent();
    }

    @Test
    void anOpenedFramePassesOnlyBitForBit() {
        CommandGate gate = CommandGate.readOnly().withFrame(VENDOR, Protocol.NON_DATA, NONE);
        assertThat(gate.refusal(VENDOR, Protocol.NON_DATA, NONE)).isEmpty();
        assertThat(gate.refusal(VENDOR, Protocol.PIO_IN, NONE)).isPresent();
        assertThat(gate.refusal(TaskFile.of28(0x80, 0x44, 0, 0x574400), Protocol.NON_DATA, NONE)).isPresent();
        assertThat(gate.refusal(TaskFile.of28(0x80, 0x45, 1, 0x574400), Protocol.NON_DATA, NONE)).isPresent();
        assertThat(gate.refusal(TaskFile.of48(0x80, 0x45, 0, 0x574400), Protocol.NON_DATA, NONE)).isPresent();
    }

    @Test
    void anOpenedFrameWithDataPassesOnlyWithThatData() {
        TaskFile key = TaskFile.of28(0xB0, 0xD6, 1, 0xC24FBE);
        MemorySegment readModule = MemorySegment.ofArray(SctKey.of(8, 1, 2).raw());
        CommandGate gate = CommandGate.readOnly().withFrame(key, Protocol.PIO_OUT, readModule);
        readModule.set(java.lang.foreign.ValueLayout.JAVA_BYTE, 0, (byte) 9);
        assertThat(gate.refusal(key, Protocol.PIO_OUT, readModule)).as("the caller's array was changed afterwards").isPresent();
        assertThat(gate.refusal(key, Protocol.PIO_OUT, MemorySegment.ofArray(SctKey.of(8, 1, 2).raw()))).isEmpty();
        assertThat(gate.refusal(key, Protocol.PIO_OUT, MemorySegment.ofArray(SctKey.of(8, 1, 3).raw()))).isPresent();
        assertThat(gate.refusal(key, Protocol.PIO_OUT, NONE)).isPresent();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment longer = arena.allocate(1024);
            assertThat(gate.refusal(key, Protocol.PIO_OUT, longer)).isPresent();
        }
    }

    @Test
    void dataThatIsGoneIsRefusedAndNoError() {
        TaskFile key = TaskFile.of48(0x3F, 0, 1, 0xE0);
        CommandGate gate = CommandGate.readOnly().withFrame(key, Protocol.PIO_OUT, BLOCK);
        MemorySegment closed;
        try (Arena arena = Arena.ofConfined()) {
            closed = arena.allocate(512);
        }
        assertThat(gate.refusal(key, Protocol.PIO_OUT, closed)).isPresent();
    }
}
