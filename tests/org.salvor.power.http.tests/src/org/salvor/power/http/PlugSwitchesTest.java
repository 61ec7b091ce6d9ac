package org.salvor.power.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.salvor.power.Measured;
import org.salvor.power.PowerOutcome;
import org.salvor.power.PowerState;
import org.salvor.power.PowerSwitch;
import org.salvor.power.device.LabFile;
import org.salvor.power.spi.PowerOpenException;
import org.salvor.testkit.PowerSwitchContract;

class PlugSwitchesTest extends PowerSwitchContract {
    @TempDir
    Path folder;
    private Plug plug;

    @BeforeEach
    void connect() throws Exception {
        plug = new Plug();
    }

    @AfterEach
    void disconnect() throws Exception {
        plug.close();
    }

    private PowerSwitch open(String kind) throws PowerOpenException {
        return new PlugSwitches(new LabFile(folder.resolve("lab"))).open("plug:127.0.0.1:" + plug.port() + "/2?kind=" + kind);
    }

    private static void requireFailed(PowerOutcome outcome, String... words) {
        assertThat(outcome).isInstanceOfSatisfying(PowerOutcome.Failed.class,
                failed -> assertThat(failed.why()).contains(words).endsWith("."));
    }

    @Override
    protected PowerSwitch workingSwitch() throws Exception {
        return open("tasmota");
    }

    @Override
    protected Optional<PowerSwitch> deadSwitch() throws Exception {
        PowerSwitch gone = open("shelly");
        plug.close();
        return Optional.of(gone);
    }

    @Override
    protected boolean supplyIsOn(PowerSwitch powerSwitch) {
        return plug.isOn(2);
    }

    @ParameterizedTest
    @ValueSource(strings = { "tasmota", "shelly", "shelly1" })
    void everyKindSwitchesItsOutletAndNoOther(String kind) throws Exception {
        assertThat(open(kind).off()).isEqualTo(new PowerOutcome.Switched(PowerState.OFF));
        assertThat(plug.isOn(2)).isFalse();
        assertThat(plug.isOn(1)).isTrue();
        assertThat(open(kind).on()).isEqualTo(new PowerOutcome.Switched(PowerState.ON));
        assertThat(plug.isOn(2)).isTrue();
    }

    @Test
    void measuresWhereThePlugDoes() throws Exception {
        assertThat(open("tasmota").measured()).isEqualTo(Measured.of(231, 0.043));
        assertThat(open("shelly").measured().drawsNothing()).isTrue();
        assertThat(open("shelly1").measured()).isEqualTo(Measured.NONE);
    }

    @Test
    void aPlugOfAnotherKindAndOneThatLiesAreTold() throws Exception {
        plug.instead = "{\"ison\":true}";
        requireFailed(open("tasmota").off(), "as a tasmota does", "?kind=");
        plug.instead = "";
        plug.lies = true;
        requireFailed(open("shelly").off(), "says that it is on");
    }

    @Test
    void whatIsNoPlugIsToldInBoundedWords() throws Exception {
        for (String body : new String[] { "<html>\u001b[2J" + "x".repeat(200_000), "[".repeat(60_000), "{\"output\":[[[[", "null", "17",
                "{\"output\":{\"a\":1}}" }) {
            plug.instead = body;
            PowerOutcome outcome = open("shelly").off();
            requireFailed(outcome, "127.0.0.1");
            assertThat(((PowerOutcome.Failed) outcome).why()).hasSizeLessThan(400).doesNotContain("\u001b");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "tasmota", "shelly" })
    void namesAndPasswordsComeFromThePowerFile(String kind) throws Exception {
        plug.locked = true;
        requireFailed(open(kind).off(), "plug.127.0.0.1.user");
        Files.writeString(folder.resolve("lab"), "plug.127.0.0.1.user = lab\nplug.127.0.0.1.password = a&b\n");
        Files.setPosixFilePermissions(folder.resolve("lab"), PosixFilePermissions.fromString("rw-------"));
        assertThat(open(kind).off()).isEqualTo(new PowerOutcome.Switched(PowerState.OFF));
        assertThat(open(kind).intent(false)).doesNotContain("a&b").doesNotContain("password");
    }

    @ParameterizedTest
    @ValueSource(strings = { "plug:", "plug:host/1", "plug:host/0?kind=shelly", "plug:host/1?kind=warp", "plug:ho/st/x?kind=shelly",
            "plug:host@evil/1?kind=shelly" })
    void refusesOtherAddresses(String address) {
        assertThatThrownBy(() -> new PlugSwitches().open(address)).isInstanceOf(PowerOpenException.class).hasMessageEndingWith(".");
    }
}
