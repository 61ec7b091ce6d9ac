package org.salvor.power.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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
import org.salvor.power.spi.PowerListing;
import org.salvor.power.spi.PowerOpenException;
import org.salvor.testkit.PowerSwitchContract;

/** Switches behind real programs, whose supply is a file. */
class CommandSwitchesTest extends PowerSwitchContract {
    @TempDir
    Path folder;
    private Path supply;
    private Path lab;

    @BeforeEach
    void setDown() throws Exception {
        supply = Files.writeString(folder.resolve("supply"), "on\n");
        lab = lab("""
                command.rig.on = sh -c 'echo on > SUPPLY'
                command.rig.off = sh -c "echo off > SUPPLY"
                command.rig.state = cat SUPPLY
                command.rig.measure = echo 12.01 0.43
                command.rig.offSeconds = 5
                command.gone.on = /nowhere/at/all
                command.gone.off = /nowhere/at/all
                command.gone.state = /nowhere/at/all
                command.half.on = true
                """);
    }

    private Path lab(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("power.properties"), text.replace("SUPPLY", supply.toString()));
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    private CommandSwitches switches() {
        return new CommandSwitches(new LabFile(lab));
    }

    @Override
    protected PowerSwitch workingSwitch() throws Exception {
        return switches().open("command:rig");
    }

    @Override
    protected Optional<PowerSwitch> deadSwitch() throws Exception {
        return Optional.of(switches().open("command:gone"));
    }

    @Override
    protected boolean supplyIsOn(PowerSwitch powerSwitch) throws Exception {
        return Files.readString(supply).strip().equals("on");
    }

    @Test
    void tellsWhatItsProgramsMeasureAndHowLongItStaysOff() throws Exception {
        assertThat(workingSwitch().measured()).isEqualTo(Measured.of(12.01, 0.43));
        assertThat(workingSwitch().minimumOffTime()).hasSeconds(5);
        assertThat(workingSwitch().intent(false)).isEqualTo("run sh -c echo off > " + supply);
    }

    @Test
    void isSeenWithWhatIsWrongWithIt() {
        assertThat(switches().discover()).extracting(PowerListing::address).containsExactly("command:gone", "command:half", "command:rig");
        assertThat(switches().discover().get(1).problem()).contains("command.half.off");
        assertThat(switches().discover().get(2).problem()).isEmpty();
    }

    @Test
    void aProgramThatOnlySaysItSwitchedIsNotBelieved() throws Exception {
        lab("command.liar.on = true\ncommand.liar.off = true\ncommand.liar.state = cat SUPPLY\n");
        assertThat(switches().open("command:liar").off()).isInstanceOfSatisfying(PowerOutcome.Failed.class,
                failed -> assertThat(failed.why()).contains("says that it is on"));
    }

    @Test
    void aProgramThatFailsIsToldWithItsWords() throws Exception {
        lab("command.rig.on = true\ncommand.rig.off = sh -c 'echo relay stuck >&2; exit 7'\n");
        assertThat(switches().open("command:rig").off()).isInstanceOfSatisfying(PowerOutcome.Failed.class,
                failed -> assertThat(failed.why()).contains("exit code 7").contains("relay stuck").endsWith("."));
    }

    @Test
    void aProgramThatHangsIsEndedWithAllItStarted() throws Exception {
        Path pid = folder.resolve("pid");
        lab("command.rig.on = true\ncommand.rig.off = sh -c 'sleep 500 & echo $! > " + pid + "; wait'\ncommand.rig.seconds = 1\n");
        assertThat(switches().open("command:rig").off()).isInstanceOfSatisfying(PowerOutcome.Failed.class,
                failed -> assertThat(failed.why()).contains("did not end within 1 s"));
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                .ifPresent(left -> left.onExit().orTimeout(20, TimeUnit.SECONDS).join());
    }

    @Test
    void aProgramThatTalksWithoutEndIsBoundedAndShortInWords() throws Exception {
        lab("command.rig.on = true\ncommand.rig.off = sh -c 'head -c 3000000 /dev/zero | tr \"\\\\\\\\0\" x; exit 1'\n");
        assertThat(switches().open("command:rig").off()).isInstanceOfSatisfying(PowerOutcome.Failed.class,
                failed -> assertThat(failed.why()).hasSizeLessThan(400).contains("exit code 1"));
    }

    @Test
    void withoutAProgramForItTheStateIsUnknownAndTheExitCodeCounts() throws Exception {
        lab("command.rig.on = true\ncommand.rig.off = true\n");
        assertThat(switches().open("command:rig").off()).isEqualTo(new PowerOutcome.Switched(PowerState.OFF));
        assertThat(switches().open("command:rig").state()).isEqualTo(PowerState.UNKNOWN);
    }

    @Test
    void aFileThatOthersCanWriteIsNotTrusted() throws Exception {
        Files.setPosixFilePermissions(lab, PosixFilePermissions.fromString("rw-rw-r--"));
        assertThatThrownBy(() -> switches().open("command:rig")).isInstanceOf(PowerOpenException.class).hasMessageContaining("chmod go-w");
        assertThat(switches().discover()).singleElement().satisfies(only -> assertThat(only.problem()).contains("chmod go-w"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "command:", "command:none", "command:rig/1", "command:../x", "command:half", "command:rig?x=1" })
    void refusesWhatIsNotSetDown(String address) {
        assertThatThrownBy(() -> switches().open(address)).isInstanceOf(PowerOpenException.class).hasMessageEndingWith(".");
    }
}
