package org.salvor.power.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.salvor.power.PowerOutcome;
import org.salvor.power.PowerSwitch;
import org.salvor.power.spi.PowerListing;
import org.salvor.power.spi.PowerOpenException;
import org.salvor.testkit.PowerSwitchContract;

/** A script stands in for uhubctl and its hub: it takes the same arguments and says what uhubctl 2.5 says of a hub. */
class HubSwitchesTest extends PowerSwitchContract {
    @TempDir
    Path folder;

    @BeforeEach
    void plugIn() throws Exception {
        Files.writeString(folder.resolve("2"), "power");
        Path program = Files.writeString(folder.resolve("uhubctl"), """
                #!/bin/sh
                dir=${0%/*}
                [ -e "$dir/gone" ] && { echo "No compatible devices detected at location 1-1!"; exit 1; }
                head() { echo "$1 status for hub 1-1 [2109:3431 USB2.0 Hub, USB 2.10, 4 ports, ppps]"; }
                show() { case $(cat "$dir/2") in power) echo "  Port 2: 0503 power highspeed enable connect [152d:0578 JMicron SATA Bridge DD5641]" ;;
                    *) echo "  Port 2: 0000 off" ;; esac; }
                head Current
                [ $# = 0 ] && echo "  Port 1: 0100 power"
                show
                case "$*" in
                "-l 1-1 -p 2 -a off") echo "Sent power off request"; [ -e "$dir/lies" ] || echo off > "$dir/2"; head New; show ;;
                "-l 1-1 -p 2 -a on") echo "Sent power on request"; echo power > "$dir/2"; head New; show ;;
                "-l 1-1 -p 2" | "") ;;
                *) exit 1 ;;
                esac
                """);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private HubSwitches hubs() {
        return new HubSwitches(folder.resolve("uhubctl").toString());
    }

    @Override
    protected PowerSwitch workingSwitch() throws Exception {
        return hubs().open("hub:1-1/2");
    }

    @Override
    protected Optional<PowerSwitch> deadSwitch() throws Exception {
        Files.createFile(folder.resolve("gone"));
        return Optional.of(hubs().open("hub:1-1/2"));
    }

    @Override
    protected boolean supplyIsOn(PowerSwitch powerSwitch) throws Exception {
        return Files.readString(folder.resolve("2")).strip().equals("power");
    }

    @Test
    void listsThePortsThatItSeesWithWhatIsPluggedIn() {
        assertThat(hubs().discover()).extracting(PowerListing::address).containsExactly("hub:1-1/1", "hub:1-1/2");
        assertThat(hubs().discover().get(1).name()).contains("JMicron SATA Bridge");
        assertThat(new HubSwitches("/nowhere/uhubctl").discover()).isEmpty();
    }

    @Test
    void aHubThatOnlySaysItSwitchedAndAMissingProgramAreTold() throws Exception {
        Files.createFile(folder.resolve("lies"));
        assertThat(workingSwitch().off()).isInstanceOfSatisfying(PowerOutcome.Failed.class,
                failed -> assertThat(failed.why()).contains("says that it is on"));
        assertThat(new HubSwitches("/nowhere/uhubctl").open("hub:1-1/2").off()).isInstanceOfSatisfying(PowerOutcome.Failed.class,
                failed -> assertThat(failed.why()).contains("install it"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "hub:", "hub:1-1", "hub:1-1/0", "hub:-a/1", "hub:1-1;x/1" })
    void refusesOtherAddresses(String address) {
        assertThatThrownBy(() -> hubs().open(address)).isInstanceOf(PowerOpenException.class).hasMessageEndingWith(".");
    }
}
