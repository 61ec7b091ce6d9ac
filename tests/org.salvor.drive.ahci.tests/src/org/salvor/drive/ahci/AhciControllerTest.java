package org.salvor.drive.ahci;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.salvor.drive.IdentifyOutcome;
import org.salvor.drive.Pace;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.drive.Reset;
import org.salvor.drive.ResetOutcome;
import org.salvor.power.PowerOutcome;
import org.salvor.power.PowerState;

/** What the controller does for its drive: power, spin-up, links that come and go, and its own reset. */
class AhciControllerTest {
    private static final int FATAL_LINK_ERROR = 1 << 27;
    private static final int BAD_CHECKSUM = 1 << 21;
    private static final long OFF_MILLIS = 5_000;
    private static final long READY_MILLIS = 31_000;
    private final MemorySegment buffer = Arena.ofAuto().allocate(8 * 512);
    private Rig rig;

    @AfterEach
    void keptTheControllersRules() {
        assertThat(rig.hba.violations()).isEmpty();
        assertThat(rig.hardware.modifyingCommands()).isZero();
    }

    @Test
    void aDriveThatWentAndCameBackBetweenTwoReadsIsNotReadUnseen() throws Exception {
        try (AhciDrive drive = open("sim:healthy?size=64MiB")) {
            assertReads(drive, 3);
            replug();
            assertThat(read(drive, 3)).isInstanceOfSatisfying(ReadOutcome.Gone.class,
                    gone -> assertThat(gone.why()).contains("went away and came back"));
            assertThat(read(drive, 3)).as("until somebody has looked").isInstanceOf(ReadOutcome.Gone.class);
            assertThat(drive.awaitReady(READY_MILLIS)).isInstanceOf(ResetOutcome.Ready.class);
            assertThat(drive.identify(1000)).isInstanceOfSatisfying(IdentifyOutcome.Identified.class,
                    found -> assertThat(found.identity().sameDrive(drive.identity())).isTrue());
            assertReads(drive, 3);
        }
    }

    @Test
    void aResetLetsADriveThatWasPluggedAgainInAsWell() throws Exception {
        for (Reset reset : drivesResets()) {
            try (AhciDrive drive = open("sim:healthy?size=64MiB")) {
                replug();
                assertThat(drive.reset(reset, READY_MILLIS)).as("%s", reset).isInstanceOf(ResetOutcome.Ready.class);
                assertReads(drive, 3);
            }
        }
    }

    @Test
    void aDriveThatStaysAwayIsGoneAndTheNextOneIsAskedWhoItIs() throws Exception {
        try (AhciDrive drive = open("sim:healthy?size=64MiB")) {
            rig.hardware.unplug();
            assertThat(read(drive, 3)).isInstanceOf(ReadOutcome.Gone.class);
            rig.hardware.plug();
            assertThat(read(drive, 3)).as("it may be another").isInstanceOf(ReadOutcome.Gone.class);
            assertThat(drive.awaitReady(READY_MILLIS)).isInstanceOf(ResetOutcome.Ready.class);
            assertReads(drive, 3);
        }
    }

    @Test
    void damageOnTheLinkIsToldInWords() throws Exception {
        try (AhciDrive drive = open("sim:healthy?size=64MiB")) {
            rig.hba.breakNextCommand(FATAL_LINK_ERROR, BAD_CHECKSUM);
            assertThat(read(drive, 3)).isInstanceOfSatisfying(ReadOutcome.TransferError.class,
                    error -> assertThat(error.evidence().words()).isEqualTo("link: interface error; bad checksum"));
            assertReads(drive, 3);
            assertThat(read(drive, 3).evidence().link()).as("a read that went well").isEmpty();
        }
    }

    @Test
    void aPortThatSwitchesPowerIsThePowerSwitchOfItsDrive() throws Exception {
        rig = new Rig("sim:healthy?size=64MiB");
        rig.hba.switchPower();
        AhciDrive inner = rig.open();
        assertThat(inner.switchesPower()).isTrue();
        try (SwitchedDrive drive = new SwitchedDrive(inner, "port")) {
            assertThat(drive.state()).isEqualTo(PowerState.ON);
            assertThat(drive.off()).isEqualTo(new PowerOutcome.Switched(PowerState.OFF));
            assertThat(rig.hardware.powered()).isFalse();
            assertThat(drive.state()).isEqualTo(PowerState.OFF);
            assertThat(read(drive.drive(), 3)).isInstanceOf(ReadOutcome.Gone.class);
            rig.clock.sleep(OFF_MILLIS * Pace.MILLI);
            assertThat(drive.on()).isEqualTo(new PowerOutcome.Switched(PowerState.ON));
            assertThat(drive.awaitReady(READY_MILLIS)).isInstanceOf(ResetOutcome.Ready.class);
            assertThat(rig.hardware.counters().powerCycles()).isEqualTo(1);
            assertReads(drive.drive(), 3);
        }
        assertThat(drive().switchesPower()).as("a port without that").isFalse();
    }

    @Test
    void powerEndsAHangThatNoResetEnds() throws Exception {
        rig = new Rig("sim:hangs?size=64MiB&hang=1&hang.soft=0&hang.hard=0");
        rig.hba.switchPower();
        try (SwitchedDrive drive = new SwitchedDrive(rig.open(), "port")) {
            long bad = rig.hardware.truth().nextNotReadable(20);
            assertThat(drive.read(ReadRequest.of(bad, 1, ReadMethod.DMA, 500), buffer)).isInstanceOf(ReadOutcome.TimedOut.class);
            assertThat(drive.reset(Reset.SOFT, 2000)).isInstanceOf(ResetOutcome.StillBusy.class);
            assertThat(drive.reset(Reset.HARD, 2000)).isInstanceOf(ResetOutcome.StillBusy.class);
            assertThat(drive.reset(Reset.CONTROLLER, 2000)).isInstanceOf(ResetOutcome.StillBusy.class);
            drive.off();
            rig.clock.sleep(OFF_MILLIS * Pace.MILLI);
            drive.on();
            assertThat(drive.awaitReady(READY_MILLIS)).isInstanceOf(ResetOutcome.Ready.class);
            assertReads(drive.drive(), 3);
        }
    }

    @Test
    void aDriveThatWaitsToBeSpunUpIsSpunUp() throws Exception {
        rig = new Rig("sim:healthy?size=64MiB");
        rig.hba.staggerSpinUp();
        try (AhciDrive drive = rig.open()) {
            assertReads(drive, 3);
            assertThat(drive.reset(Reset.CONTROLLER, READY_MILLIS)).isInstanceOf(ResetOutcome.Ready.class);
            assertReads(drive, 3);
        }
    }

    @Test
    void theControllersResetIsTheSeverestAndFreesAPortThatNothingElseStops() throws Exception {
        try (AhciDrive drive = open("sim:hangs?size=64MiB&hang=1&hang.soft=0&hang.hard=100")) {
            rig.hba.forgetPorts();
            long bad = rig.hardware.truth().nextNotReadable(20);
            assertThat(drive.read(ReadRequest.of(bad, 1, ReadMethod.DMA, 500), buffer)).isInstanceOf(ReadOutcome.TimedOut.class);
            rig.hba.hang(false);
            assertThat(drive.reset(Reset.SOFT, 2000)).isInstanceOf(ResetOutcome.StillBusy.class);
            assertThat(drive.reset(Reset.HARD, 2000)).isInstanceOf(ResetOutcome.StillBusy.class);
            assertThat(drive.capabilities().resets()).contains(Reset.CONTROLLER);
            assertThat(drive.reset(Reset.CONTROLLER, READY_MILLIS)).isInstanceOf(ResetOutcome.Ready.class);
            assertReads(drive, 3);
            assertThat(rig.hba.read(Hba.PI)).as("ports that the controller forgot are told to it again").isNotZero();
        }
    }

    @Test
    void theControllerIsNotResetUnderOtherDrives() throws Exception {
        try (AhciDrive drive = open("sim:healthy?size=64MiB")) {
            rig.others = Optional.of("port 5 is in use too");
            assertThat(drive.reset(Reset.CONTROLLER, READY_MILLIS)).isInstanceOfSatisfying(ResetOutcome.Unavailable.class,
                    no -> assertThat(no.why()).contains("while its port 5 is in use too; close the other job"));
            assertThat(rig.hardware.counters().hardResets()).isZero();
            assertReads(drive, 3);
        }
    }

    @Test
    void aControllerThatDoesNotComeBackIsSaid() throws Exception {
        try (AhciDrive drive = open("sim:healthy?size=64MiB")) {
            rig.hba.hang(true);
            assertThat(drive.reset(Reset.CONTROLLER, READY_MILLIS)).isInstanceOfSatisfying(ResetOutcome.StillBusy.class,
                    busy -> assertThat(busy.why()).contains("does not come back"));
        }
    }

    private static Iterable<Reset> drivesResets() {
        return List.of(Reset.SOFT, Reset.HARD, Reset.CONTROLLER);
    }

    /** Out and in again; the controller sees both. */
    private void replug() {
        rig.hardware.unplug();
        rig.hba.read(Hba.CAP);
        rig.hardware.plug();
        rig.hba.read(Hba.CAP);
    }

    private AhciDrive open(String address) throws Exception {
        rig = new Rig(address);
        return rig.open();
    }

    private AhciDrive drive() throws Exception {
        return open("sim:healthy?size=64MiB");
    }

    private ReadOutcome read(AhciDrive drive, long lba) {
        return drive.read(ReadRequest.of(lba, 1, ReadMethod.DMA, 1000), buffer);
    }

    private void assertReads(AhciDrive drive, long lba) {
        assertThat(read(drive, lba)).isInstanceOf(ReadOutcome.Read.class);
        assertThat(buffer.asSlice(0, 512).toArray(ValueLayout.JAVA_BYTE)).isEqualTo(rig.hardware.truth().bytes(lba));
    }
}
