package org.salvor.power.ipmi;

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
import org.salvor.power.PowerSwitch;
import org.salvor.power.device.LabFile;
import org.salvor.power.spi.PowerOpenException;
import org.salvor.testkit.PowerSwitchContract;
import org.salvor.testkit.rig.FreePort;
import org.salvor.testkit.rig.Peer;

/** Against OpenIPMI's simulator, whose chassis is a file. */
class IpmiSwitchesTest extends PowerSwitchContract {
    @TempDir
    Path folder;
    private Peer simulator;
    private int port;

    @BeforeEach
    void start() throws Exception {
        port = FreePort.udp();
        Files.writeString(folder.resolve("state"), "1\n");
        Path chassis = Files.writeString(folder.resolve("chassis"), """
                #!/bin/sh
                # CONTROLLER get power, or CONTROLLER set power 0|1, as the simulator asks
                case "$2 $3" in
                "get power") echo "power:$(cat "${0%/*}/state")" ;;
                "set power") [ -e "${0%/*}/lies" ] || echo "$4" > "${0%/*}/state" ;;
                *) exit 1 ;;
                esac
                """);
        Files.setPosixFilePermissions(chassis, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path lan = Files.writeString(folder.resolve("lan.conf"), """
                name "sim"
                set_working_mc 0x20
                  startlan 1
                    addr 127.0.0.1 %d
                    priv_limit admin
                    allowed_auths_admin none md2 md5 straight
                    guid a123456789abcdefa123456789abcdef
                  endlan
                  chassis_control "%s 0x20"
                  user 1 true "" "test" user 10 none md2 md5 straight
                  user 2 true "lab" "s3cret" admin 10 none md2 md5 straight
                """.formatted(port, chassis));
        Path controller = Files.writeString(folder.resolve("sim.emu"),
                "mc_setbmc 0x20\nmc_add 0x20 0 no-device-sdrs 0x23 9 8 0x9f 0x1291 0xf02 persist_sdr\nmc_enable 0x20\n");
        lab("s3cret");
        simulator = Peer.start(List.of("ipmi_sim", "ipmitool"), """
                ipmi_sim -c "$1" -f "$2" -s "$3/kept" -n < /dev/null & p=$!
                i=0; until ipmitool -I lanplus -C 3 -H 127.0.0.1 -p $4 -U lab -P s3cret -N 1 -R 1 chassis power status; do
                    i=$((i+1)); [ $i -lt 15 ] || { kill $p; exit 1; }; sleep 0.1; done
                echo ready ipmi; rest; kill $p; wait $p
                """, lan.toString(), controller.toString(), folder.toString(), Integer.toString(port));
    }

    private void lab(String password) throws Exception {
        Files.writeString(folder.resolve("lab"), "ipmi.127.0.0.1.user = lab\nipmi.127.0.0.1.password = " + password + "\n");
        Files.setPosixFilePermissions(folder.resolve("lab"), PosixFilePermissions.fromString("rw-------"));
    }

    @AfterEach
    void end() {
        if (simulator != null) {
            simulator.close();
            simulator = null;
        }
    }

    private PowerSwitch open() throws PowerOpenException {
        return new IpmiSwitches(new LabFile(folder.resolve("lab"))).open("ipmi:127.0.0.1:" + port + "?cipher=3");
    }

    private static void requireFailed(PowerOutcome outcome, String... words) {
        assertThat(outcome).isInstanceOfSatisfying(PowerOutcome.Failed.class,
                failed -> assertThat(failed.why()).contains(words).endsWith("."));
    }

    @Override
    protected PowerSwitch workingSwitch() throws Exception {
        return open();
    }

    @Override
    protected Optional<PowerSwitch> deadSwitch() throws Exception {
        end();
        return Optional.of(open());
    }

    @Override
    protected boolean supplyIsOn(PowerSwitch powerSwitch) throws Exception {
        return Files.readString(folder.resolve("state")).strip().equals("1");
    }

    @Test
    void aWrongPasswordIsToldAndNeverShown() throws Exception {
        lab("hush");
        PowerOutcome outcome = open().off();
        requireFailed(outcome, "name and password in ");
        assertThat(outcome.toString()).doesNotContain("hush");
        Files.delete(folder.resolve("lab"));
        requireFailed(open().off(), "ipmi.127.0.0.1.user");
        assertThat(supplyIsOn(null)).isTrue();
    }

    @Test
    void aChassisThatOnlySaysItSwitchedIsNotBelieved() throws Exception {
        Files.createFile(folder.resolve("lies"));
        requireFailed(open().off(), "says that it is on");
    }

    @Test
    void aComputerStaysOffForTenSeconds() throws Exception {
        assertThat(open().minimumOffTime()).hasSeconds(10);
    }

    @ParameterizedTest
    @ValueSource(strings = { "ipmi:", "ipmi:host/1", "ipmi:host?cipher=x", "ipmi:-f" })
    void refusesOtherAddresses(String address) {
        assertThatThrownBy(() -> new IpmiSwitches().open(address)).isInstanceOf(PowerOpenException.class).hasMessageEndingWith(".");
    }
}
