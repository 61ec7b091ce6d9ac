package org.salvor.power.snmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
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
import org.salvor.power.device.LabFile;
import org.salvor.power.spi.PowerOpenException;
import org.salvor.testkit.PowerSwitchContract;
import org.salvor.testkit.rig.FreePort;
import org.salvor.testkit.rig.Peer;

/** Against an snmpd that hands the objects of two outlets to a script, which keeps them in files. */
class SnmpSwitchesTest extends PowerSwitchContract {
    private static final String APC = ".1.3.6.1.4.1.318.1.3.4.5";

    @TempDir
    Path folder;
    private Peer snmpd;
    private int port;

    @BeforeEach
    void start() throws Exception {
        serve(APC);
    }

    private void serve(String maker) throws Exception {
        end();
        port = FreePort.udp();
        Files.writeString(folder.resolve("1"), "1\n");
        Files.writeString(folder.resolve("2"), "1\n");
        Path pass = Files.writeString(folder.resolve("pass"), """
                #!/bin/sh
                # -g OBJECT, -n OBJECT or -s OBJECT TYPE VALUE, as snmpd asks
                file=${0%/*}/${2##*.}
                [ -e "$file" ] || exit 0
                case $1 in
                -g) echo "$2"; echo integer; cat "$file" ;;
                -s) [ -e "${0%/*}/lies" ] || echo "$4" > "$file" ;;
                esac
                """);
        Files.setPosixFilePermissions(pass, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path configuration = Files.writeString(folder.resolve("snmpd.conf"), """
                agentaddress udp:127.0.0.1:%d
                rwcommunity s3cret
                rocommunity look
                sysObjectID %s
                pass .1.3.6.1.4.1.318.1.1.4.4.2.1.3 %s
                pass .1.3.6.1.4.1.318.1.1.12.3.3.1.1.4 %s
                pass .1.3.6.1.4.1.318.1.1.12.3.5.1.1.4 %s
                """.formatted(port, maker, pass, pass, pass));
        lab("s3cret");
        snmpd = Peer.start(List.of("snmpd", "snmpget", "snmpset"), """
                export SNMP_PERSISTENT_DIR="$2"
                snmpd -f -Lo -C -c "$1" & p=$!
                i=0; until snmpget -m '' -v1 -c s3cret udp:127.0.0.1:$3 .1.3.6.1.2.1.1.2.0; do
                    i=$((i+1)); [ $i -lt 30 ] || { kill $p; exit 1; }; sleep 0.1; done
                echo ready snmpd; rest; kill $p; wait $p
                """, configuration.toString(), folder.toString(), Integer.toString(port));
    }

    private void lab(String community) throws Exception {
        Files.writeString(folder.resolve("lab"), "snmp.127.0.0.1.community = " + community + "\n");
        Files.setPosixFilePermissions(folder.resolve("lab"), PosixFilePermissions.fromString("rw-------"));
    }

    @AfterEach
    void end() {
        if (snmpd != null) {
            snmpd.close();
            snmpd = null;
        }
    }

    private PowerSwitch open(String rest) throws PowerOpenException {
        return new SnmpSwitches(new LabFile(folder.resolve("lab"))).open("snmp:127.0.0.1:" + port + rest);
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
        end();
        return Optional.of(open("/2"));
    }

    @Override
    protected boolean supplyIsOn(PowerSwitch powerSwitch) throws Exception {
        return Files.readString(folder.resolve("2")).strip().equals("1");
    }

    @Test
    void theOlderObjectsSwitchTooAndOneOutletOnly() throws Exception {
        assertThat(open("/2?objects=spdu").off()).isEqualTo(new PowerOutcome.Switched(PowerState.OFF));
        assertThat(supplyIsOn(null)).isFalse();
        assertThat(open("/1").state()).isEqualTo(PowerState.ON);
    }

    @Test
    void aStripOfAnotherMakerIsToldAndNotSwitched() throws Exception {
        serve(".1.3.6.1.4.1.8072.3.2.10");
        requireFailed(open("/2").off(), "no APC power strip", "8072");
        assertThat(supplyIsOn(null)).isTrue();
    }

    @Test
    void aWrongOutletACommunityThatOnlyReadsAndAStripThatLiesAreTold() throws Exception {
        requireFailed(open("/7").off(), "no outlet 7");
        lab("look");
        requireFailed(open("/2").off(), "power strip at 127.0.0.1");
        lab("s3cret");
        Files.createFile(folder.resolve("lies"));
        requireFailed(open("/2").off(), "says that it is on");
        assertThat(supplyIsOn(null)).isTrue();
    }

    @Test
    void anAnswerThatIsNoStateIsUnknown() throws Exception {
        Files.writeString(folder.resolve("2"), "17\n");
        assertThat(open("/2").state()).isEqualTo(PowerState.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = { "snmp:", "snmp:host", "snmp:host/0", "snmp:host/1?objects=all", "snmp:-x/1" })
    void refusesOtherAddresses(String address) {
        assertThatThrownBy(() -> new SnmpSwitches().open(address)).isInstanceOf(PowerOpenException.class).hasMessageEndingWith(".");
    }
}
