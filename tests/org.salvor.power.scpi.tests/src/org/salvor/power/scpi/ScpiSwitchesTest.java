package org.salvor.power.scpi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.List;
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
import org.salvor.power.spi.PowerOpenException;
import org.salvor.testkit.PowerSwitchContract;
import org.salvor.testkit.rig.Peer;

class ScpiSwitchesTest extends PowerSwitchContract {
    private Instrument instrument;

    @BeforeEach
    void connect() throws Exception {
        instrument = new Instrument();
    }

    @AfterEach
    void disconnect() throws Exception {
        instrument.close();
    }

    private PowerSwitch open(String rest) throws PowerOpenException {
        return new ScpiSwitches().open("scpi:127.0.0.1:" + instrument.port() + rest);
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
        PowerSwitch gone = open("/2");
        instrument.close();
        return Optional.of(gone);
    }

    @Override
    protected boolean supplyIsOn(PowerSwitch powerSwitch) {
        return instrument.isOn(2);
    }

    @ParameterizedTest
    @ValueSource(strings = { "select", "list", "ch" })
    void everyDialectSwitchesItsOutputAndNoOther(String dialect) throws Exception {
        PowerSwitch power = open("/2?dialect=" + dialect);
        assertThat(power.off()).isEqualTo(new PowerOutcome.Switched(PowerState.OFF));
        assertThat(instrument.isOn(2)).isFalse();
        assertThat(instrument.isOn(1)).isTrue();
        assertThat(power.measured().volts()).hasValue(0);
    }

    @Test
    void measuresVoltsAndAmperes() throws Exception {
        assertThat(open("").measured()).isEqualTo(Measured.of(12.003, 0.43));
        instrument.amperes = "9.91E+37"; // SCPI-99 volume 1, 7.2.1.5: not a number
        assertThat(open("").measured().amperes()).isEmpty();
    }

    @Test
    void anotherModelIsToldAndNotSwitched() throws Exception {
        instrument.identity = "OTHER,LOAD-9,1,1";
        requireFailed(open("/1?model=DP832").off(), "LOAD-9", "not a DP832");
        assertThat(instrument.isOn(1)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "SSH-2.0-OpenSSH_9", "", "a,b", "\u0007\u001b[2Jx" })
    void whatIsNoInstrumentIsToldWithoutItsControlCharacters(String identity) throws Exception {
        instrument.identity = identity.isEmpty() ? " " : identity;
        PowerOutcome outcome = open("/1").off();
        requireFailed(outcome, "no instrument");
        assertThat(((PowerOutcome.Failed) outcome).why().chars()).allMatch(c -> c >= ' ' && c <= '~');
        assertThat(instrument.isOn(1)).isTrue();
    }

    @Test
    void aLineWithoutEndIsCutOff() throws Exception {
        instrument.identity = "x".repeat(100_000);
        requireFailed(open("/1").off(), "a line without end");
    }

    @Test
    void aRefusalAndALieAreTold() throws Exception {
        instrument.refuses = true;
        requireFailed(open("/1").off(), "refused", "-221");
        instrument.refuses = false;
        instrument.lies = true;
        requireFailed(open("/1").off(), "says that it is on");
    }

    @Test
    void aPeerThatSaysNothingEndsTheWait() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            requireFailed(new ScpiSwitches().open("scpi:127.0.0.1:" + mute.getLocalPort()).off(), "No answer from 127.0.0.1");
        }
    }

    @Test
    void twoSpellingsAreOneAddress() throws Exception {
        assertThat(new ScpiSwitches().open("scpi:PSU.lab:5025/1?dialect=ch").address()).isEqualTo("scpi:psu.lab/1");
        assertThat(new ScpiSwitches().open("scpi:psu.lab/1").intent(false)).contains("INST:NSEL 1; OUTP OFF");
    }

    @ParameterizedTest
    @ValueSource(
            strings = { "scpi:", "scpi:host:0", "scpi:host:99999", "scpi:host/0", "scpi:host/x", "scpi:ho st", "scpi:host?dialect=latin",
                    "scpi:host?baud=1", "scpi:-x" })
    void refusesOtherAddresses(String address) {
        assertThatThrownBy(() -> new ScpiSwitches().open(address)).isInstanceOf(PowerOpenException.class).hasMessageEndingWith(".");
    }

    @Test
    void switchesOverASerialLine(@TempDir Path folder) throws Exception {
        Path near = folder.resolve("near");
        Path far = folder.resolve("far");
        try (Peer pair = Peer.start(List.of("socat"), """
                socat pty,raw,echo=0,link="$1" pty,raw,echo=0,link="$2" & p=$!
                while [ ! -e "$1" ] || [ ! -e "$2" ]; do kill -0 $p || exit 1; sleep 0.05; done
                echo ready pair; rest; kill $p; wait $p
                """, near.toString(), far.toString()); RandomAccessFile end = new RandomAccessFile(far.toFile(), "rw")) {
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    instrument.serve(Channels.newInputStream(end.getChannel()), Channels.newOutputStream(end.getChannel()));
                } catch (Exception gone) {
                    // the pair was ended
                }
            });
            PowerSwitch power = new ScpiSwitches().open("scpi:" + near + "/1");
            assertThat(power.off()).isEqualTo(new PowerOutcome.Switched(PowerState.OFF));
            assertThat(instrument.isOn(1)).isFalse();
            assertThat(power.address()).isEqualTo("scpi:" + near + "/1");
            requireFailed(new ScpiSwitches().open("scpi:" + folder + "/none").off(), "no such file");
        }
    }
}
