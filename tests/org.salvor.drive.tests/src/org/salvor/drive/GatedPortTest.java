package org.salvor.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.salvor.ata.AtaCommand;
import org.salvor.ata.DriveCommands;
import org.salvor.ata.Effect;
import org.salvor.ata.Protocol;
import org.salvor.ata.Registers;
import org.salvor.ata.SctKey;
import org.salvor.ata.TaskFile;

class GatedPortTest {
    private final List<TaskFile> sent = new ArrayList<>();
    private final AtaPort wire = (taskFile, protocol, data, timeoutMillis) -> {
        sent.add(taskFile);
        return new CommandOutcome.Ended(new Registers(0x50, 0, 0, 0, 0), timeoutMillis);
    };
    private final MemorySegment block = MemorySegment.ofArray(new byte[512]);

    @Test
    void handsOnWhatTheGateLetsOut() {
        AtaCommand identify = DriveCommands.identify();
        CommandOutcome outcome = new GatedPort(wire, CommandGate.readOnly()).execute(identify.taskFile(), identify.protocol(), block, 25);
        assertThat(outcome).isEqualTo(new CommandOutcome.Ended(new Registers(0x50, 0, 0, 0, 0), 25));
        assertThat(sent).containsExactly(identify.taskFile());
    }

    @Test
    void sendsNothingThatTheGateRefuses() {
        CommandOutcome outcome = new GatedPort(wire, CommandGate.readOnly()).execute(TaskFile.of48(0x35, 0, 1, 0), Protocol.DMA_OUT, block,
                25);
        assertThat(outcome).isInstanceOf(CommandOutcome.Refused.class);
        assertThat(sent).isEmpty();
    }

    @Test
    void showsTheGateTheDataThatGoesOut() {
        AtaCommand key = DriveCommands.sctKey(true);
        GatedPort port = new GatedPort(wire, CommandGate.readOnly());
        MemorySegment timer = MemorySegment.ofArray(SctKey.setTimer(SctKey.Timer.READ, 10).raw());
        MemorySegment writeSame = MemorySegment.ofArray(SctKey.of(2, 1).raw());
        assertThat(port.execute(key.taskFile(), key.protocol(), timer, 25)).isInstanceOf(CommandOutcome.Ended.class);
        assertThat(port.execute(key.taskFile(), key.protocol(), writeSame, 25)).isInstanceOf(CommandOutcome.Refused.class);
        assertThat(sent).hasSize(1);
    }

    @Test
    void followsTheGateThatTheOperatorOpened() {
        GatedPort port = new GatedPort(wire, CommandGate.readOnly().opened(Effect.WRITES));
        assertThat(port.execute(TaskFile.of48(0x35, 0, 1, 0), Protocol.DMA_OUT, block, 25)).isInstanceOf(CommandOutcome.Ended.class);
    }

    @Test
    void judgesWhatIsSentByAnotherWayWithoutSendingIt() {
        GatedPort port = new GatedPort(wire, CommandGate.readOnly());
        assertThat(port.refusal(TaskFile.of48(0x25, 0, 1, 0), Protocol.DMA_IN)).isEmpty();
        assertThat(port.refusal(TaskFile.of48(0x35, 0, 1, 0), Protocol.DMA_OUT)).isPresent();
        assertThat(sent).isEmpty();
    }

    @Test
    void aDeadlineOfNothingIsAMistake() {
        GatedPort port = new GatedPort(wire, CommandGate.readOnly());
        assertThatThrownBy(() -> port.execute(TaskFile.of(0xEC), Protocol.PIO_IN, block, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(sent).isEmpty();
    }
}
