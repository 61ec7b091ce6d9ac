package org.salvor.power.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.salvor.power.PowerOutcome;
import org.salvor.power.PowerState;
import org.salvor.power.PowerSwitch;
import org.salvor.power.spi.PowerOpenException;
import org.salvor.testkit.PowerSwitchContract;

class RelaySwitchesTest extends PowerSwitchContract {
    @TempDir
    Path folder;
    private RelayBoard board;

    @BeforeEach
    void connect() throws Exception {
        board = new RelayBoard(folder);
    }

    @AfterEach
    void disconnect() throws Exception {
        board.close();
    }

    private PowerSwitch open(String rest) throws PowerOpenException {
        return new RelaySwitches().open("relay:" + board.near + rest);
    }

    private static void requireFailed(PowerOutcome outcome, String... words) {
        assertThat(outcome).isInstanceOfSatisfying(PowerOutcome.Failed.class,
                failed -> assertThat(failed.why()).contains(words).endsWith("."));
    }

    @Override
    protected PowerSwitch workingSwitch() throws Exception {
        return open("/2");
    }

    @Override
    protected Optional<PowerSwitch> deadSwitch() throws Exception {
        board.manner = RelayBoard.Manner.SILENT;
        return Optional.of(open("/2"));
    }

    @Override
    protected boolean supplyIsOn(PowerSwitch powerSwitch) {
        return board.closed(2);
    }

    @Test
    void switchesOneRelayAndLeavesTheOther() throws Exception {
        open("/2").off();
        assertThat(board.closed(1)).isTrue();
    }

    @Test
    void aSupplyThroughTheContactAtRestIsCutByClosing() throws Exception {
        PowerSwitch power = open("/1?rest=closed");
        assertThat(power.on()).isEqualTo(new PowerOutcome.Switched(PowerState.ON));
        assertThat(board.closed(1)).isFalse();
        assertThat(power.intent(false)).contains("A0 01 03 A4");
    }

    @Test
    void findsTheAnswerBehindARepeatedOrderAndInPieces() throws Exception {
        board.manner = RelayBoard.Manner.REPEATS;
        assertThat(open("/1").off()).isEqualTo(new PowerOutcome.Switched(PowerState.OFF));
    }

    @Test
    void aBoardThatNeverAnswersIsTakenAtItsWordOnlyWhenTheOperatorSaysSo() throws Exception {
        board.manner = RelayBoard.Manner.SILENT;
        requireFailed(open("/1").off(), "No answer", "?answers=no");
        PowerSwitch blind = open("/1?answers=no");
        assertThat(blind.on()).isEqualTo(new PowerOutcome.Switched(PowerState.ON));
        assertThat(blind.state()).isEqualTo(PowerState.UNKNOWN);
        assertThat(blind.intent(false)).contains("A0 01 00 A1");
    }

    @Test
    void anotherDeviceAndARelayThatSticksAreTold() throws Exception {
        board.manner = RelayBoard.Manner.BABBLES;
        requireFailed(open("/1").off(), "no relay board", board.near.toString());
        board.manner = RelayBoard.Manner.LIES;
        requireFailed(open("/2").off(), "says that it is on");
    }

    @Test
    void aLineThatIsNotThereIsToldInWords() throws Exception {
        requireFailed(new RelaySwitches().open("relay:" + folder + "/none/1").off(), "none", "no such file");
        requireFailed(new RelaySwitches().open("relay:/dev/null/1").off(), "/dev/null");
    }

    @ParameterizedTest
    @ValueSource(strings = { "relay:", "relay:/dev/ttyUSB0", "relay:/dev/ttyUSB0/0", "relay:/dev/ttyUSB0/33", "relay:ttyUSB0/1",
            "relay:/dev/ttyUSB0/1?baud=fast", "relay:/dev/ttyUSB0/1?rest=maybe", "relay:/dev/tty USB0/1", "relay:/dev/x/1?warp=1" })
    void refusesOtherAddresses(String address) {
        assertThatThrownBy(() -> new RelaySwitches().open(address)).isInstanceOf(PowerOpenException.class)
                .hasMessageContaining("write relay:");
    }
}
