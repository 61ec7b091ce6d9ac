package org.salvor.power.hidrelay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.salvor.power.PowerOutcome;
import org.salvor.power.PowerState;
import org.salvor.power.PowerSwitch;
import org.salvor.power.device.DeviceSwitch;
import org.salvor.power.spi.PowerListing;
import org.salvor.power.spi.PowerOpenException;
import org.salvor.testkit.PowerSwitchContract;

/** A scripted board behind the place where the kernel is; the kernel itself is met with no board only. */
class HidRelaySwitchesTest extends PowerSwitchContract {
    private final Board board = new Board();

    /** A board with eight relays. */
    private static final class Board implements FeatureReports {
        private int closed = 0xFF;
        private boolean gone;
        private boolean lies;
        private byte[] instead;

        @Override
        public void send(byte[] report) {
            assertThat(report).hasSize(9).startsWith(0);
            int bit = 1 << report[2] - 1;
            if (!lies) {
                closed = report[1] == (byte) 0xFF ? closed | bit : report[1] == (byte) 0xFD ? closed & ~bit : closed;
            }
        }

        @Override
        public byte[] get(byte[] report) throws IOException {
            if (gone) {
                throw new IOException("there is no such device (ENODEV)");
            }
            return instead != null ? instead : new byte[] { 'H', 'U', 'R', 'T', 'M', 0, 0, (byte) closed };
        }

        @Override
        public void close() {
            // it stays plugged in
        }
    }

    private PowerSwitch relay(int relay, boolean inverted) {
        return new DeviceSwitch(new HidRelayChannel("/dev/hidraw9", relay, inverted, () -> board));
    }

    private static void requireFailed(PowerOutcome outcome, String... words) {
        assertThat(outcome).isInstanceOfSatisfying(PowerOutcome.Failed.class,
                failed -> assertThat(failed.why()).contains(words).endsWith("."));
    }

    @Override
    protected PowerSwitch workingSwitch() {
        return relay(3, false);
    }

    @Override
    protected Optional<PowerSwitch> deadSwitch() {
        board.gone = true;
        return Optional.of(relay(3, false));
    }

    @Override
    protected boolean supplyIsOn(PowerSwitch powerSwitch) {
        return (board.closed & 4) != 0;
    }

    @Test
    void switchesOneRelayOnly() {
        relay(3, false).off();
        relay(8, false).off();
        assertThat(board.closed).isEqualTo(0b0111_1011);
    }

    @Test
    void aSupplyThroughTheContactAtRestIsCutByClosing() {
        assertThat(relay(3, true).state()).isEqualTo(PowerState.OFF);
        assertThat(relay(3, true).on()).isEqualTo(new PowerOutcome.Switched(PowerState.ON));
        assertThat(board.closed & 4).isZero();
    }

    @Test
    void anotherDeviceIsToldNothingAndABoardThatSticksIsTold() {
        board.instead = new byte[] { 0, 1, 2, 3, 4, 5, 6, 7 };
        requireFailed(relay(3, false).off(), "does not answer as a USB relay board");
        board.instead = new byte[3];
        requireFailed(relay(3, false).off(), "does not answer as a USB relay board");
        assertThat(board.closed).isEqualTo(0xFF);
        board.instead = null;
        board.lies = true;
        requireFailed(relay(3, false).off(), "says that it is on");
    }

    @Test
    void readsAnyBytesWithoutFailing() {
        for (int length = 0; length < 10; length++) {
            byte[] bytes = new byte[length];
            Arrays.fill(bytes, (byte) 'x');
            assertThat(RelayReport.closed(bytes, 8).isPresent()).isEqualTo(length >= 8);
        }
    }

    @Test
    void theKernelsWordForADeviceThatIsNoHidDeviceIsTold() throws Exception {
        requireFailed(new HidRelaySwitches().open("hidrelay:/dev/null/1").off(), "/dev/null");
        requireFailed(new HidRelaySwitches().open("hidrelay:/dev/none/1").off(), "no such file");
    }

    @Test
    void listsBoardsByIdentityAndName(@TempDir Path folder) throws Exception {
        device(folder, "hidraw0", "0003:0000046D:0000C31C", "Logitech USBRelay2");
        device(folder, "hidraw1", "0003:000016C0:000005DF", "www.dcttech.com USBRelay2");
        device(folder, "hidraw2", "0003:000016C0:000005DF", "Some thermometer");
        assertThat(new HidRelaySwitches(folder).discover()).extracting(PowerListing::address).containsExactly("hidrelay:/dev/hidraw1/1",
                "hidrelay:/dev/hidraw1/2");
        assertThat(new HidRelaySwitches(folder.resolve("none")).discover()).isEmpty();
    }

    private static void device(Path folder, String name, String identity, String product) throws IOException {
        Path device = Files.createDirectories(folder.resolve(name).resolve("device"));
        Files.writeString(device.resolve("uevent"), "DRIVER=hid-generic\nHID_ID=" + identity + "\nHID_NAME=" + product + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = { "hidrelay:", "hidrelay:/dev/hidraw0", "hidrelay:/dev/hidraw0/0", "hidrelay:/dev/hidraw0/9", "hidrelay:hidraw0/1",
                    "hidrelay:/dev/hidraw0/1?rest=x" })
    void refusesOtherAddresses(String address) {
        assertThatThrownBy(() -> new HidRelaySwitches().open(address)).isInstanceOf(PowerOpenException.class).hasMessageEndingWith(".");
    }
}
