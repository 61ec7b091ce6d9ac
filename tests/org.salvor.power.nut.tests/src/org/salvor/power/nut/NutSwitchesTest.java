package org.salvor.power.nut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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
import org.salvor.testkit.rig.FreePort;
import org.salvor.testkit.rig.Peer;

/** Against an upsd with its own dummy driver behind it; its own client tells the truth. */
class NutSwitchesTest extends PowerSwitchContract {
    @TempDir
    Path folder;
    private Peer nut;
    private int port;

    @BeforeEach
    void start() throws Exception {
        port = FreePort.tcp();
        Files.createDirectory(folder.resolve("state"));
        Files.writeString(folder.resolve("ups.conf"), "[pdu]\ndriver = dummy-ups\nport = pdu.dev\ndesc = pdu\n");
        Files.writeString(folder.resolve("pdu.dev"),
                "ups.status: OL\noutlet.1.status: on\noutlet.1.current: 0.52\noutlet.2.status: on\nTIMER 600\n");
        Files.writeString(folder.resolve("upsd.conf"), "LISTEN 127.0.0.1 " + port + "\n");
        Files.writeString(folder.resolve("upsd.users"),
                "[lab]\npassword = s3cret word\nactions = SET\ninstcmds = ALL\n".replace("s3cret word", "\"s3cret word\""));
        lab("s3cret word");
        String user = System.getProperty("user.name");
        nut = Peer.start(List.of("upsc", "upsd"), """
                export NUT_CONFPATH="$1" NUT_STATEPATH="$1/state" NUT_ALTPIDPATH="$1/state"
                lib=/lib/nut; [ -x $lib/upsd ] || lib=/usr/lib/nut; [ -x $lib/upsd ] || lib=/usr/sbin
                drivers=/lib/nut; [ -x $drivers/dummy-ups ] || drivers=/usr/lib/nut
                $drivers/dummy-ups -a pdu -D -u "$3" & d=$!
                $lib/upsd -D -u "$3" & u=$!
                i=0; until [ "$(upsc pdu@127.0.0.1:$2 outlet.1.status 2>/dev/null)" = on ]; do
                    i=$((i+1)); [ $i -lt 150 ] || { kill $d $u; exit 1; }; sleep 0.1; done
                echo ready nut; rest; kill $u $d; wait $u $d
                """, folder.toString(), Integer.toString(port), user);
    }

    private void lab(String password) throws Exception {
        Files.writeString(folder.resolve("lab"), "nut.127.0.0.1.user = lab\nnut.127.0.0.1.password = " + password + "\n");
        Files.setPosixFilePermissions(folder.resolve("lab"), PosixFilePermissions.fromString("rw-------"));
    }

    @AfterEach
    void end() {
        if (nut != null) {
            nut.close();
        }
    }

    private PowerSwitch open(String ups, int outlet) throws PowerOpenException {
        return new NutSwitches(new LabFile(folder.resolve("lab"))).open("nut:" + ups + "@127.0.0.1:" + port + "/" + outlet);
    }

    private static void requireFailed(PowerOutcome outcome, String... words) {
        assertThat(outcome).isInstanceOfSatisfying(PowerOutcome.Failed.class,
                failed -> assertThat(failed.why()).contains(words).endsWith("."));
    }

    @Override
    protected PowerSwitch workingSwitch() throws Exception {
        return open("pdu", 1);
    }

    @Override
    protected Optional<PowerSwitch> deadSwitch() throws Exception {
        nut.close();
        nut = null;
        return Optional.of(open("pdu", 1));
    }

    @Override
    protected boolean supplyIsOn(PowerSwitch powerSwitch) throws Exception {
        Process client = new ProcessBuilder("upsc", "pdu@127.0.0.1:" + port, "outlet.1.status").redirectErrorStream(true).start();
        String said = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(client.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(said.lines().toList().getLast()).isIn("on", "off");
        return said.endsWith("on");
    }

    @Test
    void measuresAmperesAndSwitchesOneOutletOnly() throws Exception {
        assertThat(open("pdu", 1).measured()).isEqualTo(Measured.ofAmperes(0.52));
        assertThat(open("pdu", 2).measured()).isEqualTo(Measured.NONE);
        open("pdu", 1).off();
        assertThat(open("pdu", 2).state()).isEqualTo(PowerState.ON);
    }

    @Test
    void wrongNamesAndPasswordsAreToldAndNeverShown() throws Exception {
        lab("hush");
        PowerOutcome outcome = open("pdu", 1).off();
        requireFailed(outcome, "password is wrong");
        assertThat(outcome.toString()).doesNotContain("hush");
        requireFailed(open("none", 1).off(), "refused");
        lab("s3cret word");
        requireFailed(open("none", 1).off(), "knows no none");
        requireFailed(open("pdu", 9).off(), "no outlet 9");
        Files.delete(folder.resolve("lab"));
        requireFailed(open("pdu", 1).off(), "nut.127.0.0.1.user");
        assertThat(supplyIsOn(null)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "nut:", "nut:pdu@host", "nut:pdu/1", "nut:pdu@host/0", "nut:p du@host/1", "nut:a@b@c/1" })
    void refusesOtherAddresses(String address) {
        assertThatThrownBy(() -> new NutSwitches().open(address)).isInstanceOf(PowerOpenException.class).hasMessageEndingWith(".");
    }
}
