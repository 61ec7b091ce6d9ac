package org.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.destination.file.FileDestinationProvider;
import org.salvor.drive.simulated.SimulatedDriveProvider;
import org.salvor.power.command.CommandSwitches;
import org.salvor.power.device.LabFile;
import org.salvor.station.JobOrder;
import org.salvor.station.JobView;
import org.salvor.station.LocalStation;
import org.salvor.station.Providers;
import org.salvor.station.Steer;

/** Power commands end to end, over programs whose supply is a file. */
class PowerCommandsTest {
    /** Lasts for many seconds of the host's time. */
    private static final String LASTING = "sim:clustered?size=64MiB&seed=7&clock=real&speed=20";

    @TempDir
    Path folder;

    @BeforeEach
    void setDown() throws Exception {
        lab("12.0 0.45");
    }

    private void lab(String measured) throws IOException {
        Path supply = folder.resolve("supply");
        Files.writeString(supply, "on\n");
        String on = "sh -c 'echo on > " + supply + "; echo on >> " + folder + "/log'\n";
        String off = "sh -c 'echo off > " + supply + "; echo off >> " + folder + "/log'\n";
        Files.writeString(folder.resolve("lab"), "command.rig.on = " + on + "command.rig.off = " + off + "command.rig.state = cat " + supply
                + "\ncommand.rig.measure = echo " + measured + "\ncommand.rig.offSeconds = 1\n"
                + "command.liar.on = true\ncommand.liar.off = true\ncommand.liar.offSeconds = 1\n"
                + "command.mute.on = true\ncommand.mute.off = true\ncommand.mute.measure = echo 12 0\ncommand.mute.offSeconds = 1\n"
                + "command.dead.on = false\ncommand.dead.off = false\n");
        Files.setPosixFilePermissions(folder.resolve("lab"), PosixFilePermissions.fromString("rw-------"));
    }

    private List<String> log() throws IOException {
        return Files.exists(folder.resolve("log")) ? Files.readAllLines(folder.resolve("log")) : List.of();
    }

    private LocalStation station() {
        return new LocalStation(new Providers().add(new SimulatedDriveProvider()).add(new FileDestinationProvider())
                .add(new CommandSwitches(new LabFile(folder.resolve("lab")))), Optional.of(folder.resolve("state")));
    }

    /** Each command has a station of its own, as each process has. */
    private Typed type(String... args) {
        try (LocalStation station = station()) {
            return Typed.type(() -> station, Terminal.NONE, "", args);
        }
    }

    @Test
    void listShowsSwitchesAndSwitchesNothing() throws Exception {
        Typed typed = type("power", "list");
        assertThat(typed.exitCode()).as(typed.err()).isZero();
        assertThat(typed.out()).contains("command:rig  ", "command:liar  ");
        assertThat(Workplace.objects(type("power", "list", "--json"))).hasSize(4)
                .allSatisfy(each -> assertThat(each.get("found").getAsBoolean()).isTrue());
        assertThat(log()).isEmpty();
    }

    @Test
    void offAndOnSayWhatTheDeviceConfirmed() throws Exception {
        assertThat(type("power", "off", "command:rig").out()).contains("own programs rig is off.");
        JsonObject on = Workplace.objects(type("power", "on", "command:rig", "--json")).getFirst();
        assertThat(on.get("done").getAsBoolean()).isTrue();
        assertThat(on.getAsJsonObject("after").get("state").getAsString()).isEqualTo("on");
        assertThat(on.getAsJsonObject("after").get("amperes").getAsDouble()).isEqualTo(0.45);
        assertThat(log()).containsExactly("off", "on");
    }

    @Test
    void cycleCutsAndRestores() throws Exception {
        Typed typed = type("power", "cycle", "command:rig");
        assertThat(typed.exitCode()).as(typed.err()).isZero();
        assertThat(typed.out()).contains("is off.", "is on.");
        assertThat(log()).containsExactly("off", "on");
    }

    @Test
    void aSupplyThatAnotherProgramCutStaysOffForItsMinimumTime() throws Exception {
        Files.writeString(folder.resolve("lab"),
                Files.readString(folder.resolve("lab")).replace("rig.offSeconds = 1", "rig.offSeconds = 4"));
        type("power", "off", "command:rig");
        assertThat(type("power", "on", "command:rig").out()).contains("stays off for another");
    }

    @Test
    void aDryRunSaysWhatItWouldDoAndDoesNothing() throws Exception {
        Typed typed = type("power", "cycle", "command:rig", "--dry-run", "--off", "7000");
        assertThat(typed.exitCode()).as(typed.err()).isZero();
        assertThat(typed.out()).contains("It would run sh -c echo off", "wait 7000 ms", "Nothing was switched.");
        assertThat(log()).isEmpty();
    }

    @Test
    void aBudgetIsKeptAcrossPrograms() throws Exception {
        type("power", "off", "command:rig", "--budget", "1");
        Typed typed = type("power", "off", "command:rig", "--budget", "1");
        assertThat(typed.exitCode()).isEqualTo(ExitCode.STOPPED);
        assertThat(typed.err()).contains("budget is 1");
        assertThat(log()).containsExactly("off");
    }

    @Test
    void anOnThatDrawsNothingIsTold() throws Exception {
        lab("12.0 0.00");
        assertThat(type("power", "on", "command:rig").out()).contains("is on.").contains("nothing draws from it");
        assertThat(type("power", "watch", "command:rig", "--count", "1").out()).contains("on  12.00 V  0.00 A", "nothing draws");
    }

    @Test
    void anOnThatDrawsNothingIsToldOfADeviceThatCannotSayItsStateToo() {
        assertThat(type("power", "cycle", "command:mute").out()).contains("is on.").contains("nothing draws from it");
        assertThat(type("power", "off", "command:mute").out()).doesNotContain("nothing draws");
    }

    @Test
    void aDriveThatCutsItsOwnPowerIsSwitchedByItsAddress() {
        Typed typed = type("power", "cycle", "sim:healthy?size=1MiB");
        assertThat(typed.exitCode()).as(typed.out() + typed.err()).isZero();
        assertThat(typed.out()).contains("is off.", "is on.");
    }

    @Test
    void aDeviceThatDoesNotSwitchIsToldAndIsAnExitCode() {
        Typed typed = type("power", "off", "command:dead");
        assertThat(typed.exitCode()).isEqualTo(ExitCode.UNREAD);
        assertThat(typed.out()).contains("exit code 1").contains("nobody knows");
    }

    @Test
    void watchLooksAgainAndAgain() throws Exception {
        List<JsonObject> looks = Workplace.objects(type("power", "watch", "command:rig", "--count", "2", "--json"));
        assertThat(looks).hasSize(2).allSatisfy(look -> assertThat(look.get("state").getAsString()).isEqualTo("on"));
        assertThat(log()).isEmpty();
    }

    @Test
    void wrongAddressesAreOneSentence() {
        for (String[] args : new String[][] { { "power", "on", "warp:1" }, { "power", "off", "command:none" }, { "power", "watch", "rig" },
                { "power", "off", "sim:" }, { "power", "off", "command:rig", "--budget", "0" },
                { "power", "cycle", "command:rig", "--off", "-1" } }) {
            Typed typed = type(args);
            assertThat(typed.exitCode()).as(String.join(" ", args)).isEqualTo(ExitCode.WRONG_INPUT);
            assertThat(typed.err().lines()).hasSize(1);
        }
    }

    private JobView start(LocalStation station, String power, String destinationPower) throws Exception {
        return station
                .start(new JobOrder(folder.resolve("job").toString(), LASTING, folder.resolve("copy.img").toString(), "", List.of(), "",
                        "", new JobOrder.Options(List.of(), false, 0, "", power, false, false, 0, "", destinationPower)));
    }

    @Test
    void theSupplyOfARunningJobIsNotCutFromAnotherProgramNorByAnotherJob() throws Exception {
        try (LocalStation running = station()) {
            JobView job = start(running, "command:rig", "");
            Typed refused = type("power", "cycle", "command:rig");
            assertThat(refused.exitCode()).isEqualTo(ExitCode.STOPPED);
            assertThat(refused.err()).contains(job.folder()).contains("Stop that job first");
            Typed other = type("image", "sim:healthy?size=1MiB", folder.resolve("b.img").toString(), "--job",
                    folder.resolve("b").toString(),
                    "--power", "command:rig");
            assertThat(other.exitCode()).isEqualTo(ExitCode.STOPPED);
            assertThat(other.err()).contains(job.folder());
            assertThat(folder.resolve("b")).doesNotExist();
            assertThat(log()).isEmpty();
            running.steer(job.id(), new Steer.Stop());
        }
        assertThat(type("power", "cycle", "command:rig").exitCode()).as("once the job has ended").isZero();
    }

    @Test
    void theSupplyOfADestinationIsNeverCutAndKeptInTheJob() throws Exception {
        try (LocalStation running = station()) {
            start(running, "", "command:rig");
            assertThat(type("power", "off", "command:rig").err()).contains("written to");
            assertThat(log()).isEmpty();
        }
        assertThat(Files.readString(folder.resolve("job/job.yaml"))).contains("destinationPower: \"command:rig\"");
        Typed both = type("image", "sim:healthy?size=1MiB", folder.resolve("b.img").toString(), "--job", folder.resolve("b").toString(),
                "--power", "command:rig", "--destination-power", "command:rig");
        assertThat(both.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(both.err()).contains("both source and destination");
    }

    @Test
    void aJobDoesNotBelieveASwitchThatLies() throws Exception {
        String[] image = { "image", "sim:flash-freezes?size=4MiB&seed=3&freeze=10", folder.resolve("copy.img").toString(), "--job",
                folder.resolve("job").toString(), "--power", "command:liar" };
        Typed typed = type(image);
        assertThat(typed.exitCode()).as(typed.out() + typed.err()).isEqualTo(ExitCode.STOPPED);
        String journal = Files.readString(folder.resolve("job/case.ndjson"));
        assertThat(journal).contains("Power cycle: ").doesNotContain("Power cycle: ready");
        assertThat(journal).contains("operator-needed");
    }

    @Test
    void theSameJobGoesOnWithTheDrivesOwnSupplyWhichDoesCutIt() throws Exception {
        Typed typed = type("image", "sim:flash-freezes?size=4MiB&seed=3&freeze=10", folder.resolve("copy.img").toString(), "--job",
                folder.resolve("job").toString());
        assertThat(Files.readString(folder.resolve("job/case.ndjson"))).as(typed.out() + typed.err()).contains("Power cycle: ready");
    }
}
