package org.salvor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An AHCI controller is taken from a guest's kernel and driven by VFIO behind an emulated IOMMU: whole jobs, a killed one, a controller that the guest
 * needs itself. A command under way is ended here by COMRESET and never by SRST: the emulator (QEMU 7.2) crashes at an SRST during a transfer.
 */
class UserSpaceAhciRigTest {
    private static final String SOURCE = "0000:00:08.0";
    private static final String OTHER = "0000:00:09.0";
    private static final int UNREAD = 1;
    private static final int WRONG_INPUT = 2;
    private static final int KILLED = 137;
    private static final long SECTORS = 32_768;
    private static final int GUEST_SECONDS = 900;

    @TempDir
    static Path exchange;
    private static Findings findings;
    private static Patient bad;
    private static Patient slow;

    @BeforeAll
    static void boot() throws Exception {
        Guest.orSkip();
        findings = new Findings(exchange);
        bad = Patient.in(exchange, "bad", 1, SECTORS, 20_000L, 20_001L, 31_999L);
        slow = Patient.in(exchange, "slow", 2, SECTORS, 30_000L);
        Patient late = Patient.in(exchange, "late", 3, SECTORS);
        Patient system = Patient.in(exchange, "system", 4, SECTORS);
        new Guest(exchange).run(Boot.of("user-space-ahci.sh", "ahci,sd_mod,ext4,crc32c_generic,vfio_iommu_type1,vfio_pci", GUEST_SECONDS)
                .machine("q35,kernel-irqchip=split", "intel_iommu=on iommu=nopt").setting("SOURCE", SOURCE).setting("OTHER", OTHER)
                .with("-device", "intel-iommu,intremap=on,caching-mode=on", "-device", "ich9-ahci,id=source,addr=8")
                .with("-device", "ich9-ahci,id=other,addr=9").with(bad.drive("")).with(slow.drive(",throttling.bps-read=1000000"))
                .with(late.drive(",throttling.iops-total=3")).with(system.drive(""))
                .with("-device", "ide-hd,drive=bad,bus=source.0,serial=SALVOR-BAD")
                .with("-device", "ide-hd,drive=slow,bus=source.1,serial=SALVOR-SLOW")
                .with("-device", "ide-hd,drive=late,bus=source.2,serial=SALVOR-LATE")
                .with("-device", "ide-hd,drive=system,bus=other.0,serial=SALVOR-SYSTEM"));
    }

    @Test
    void aFailingDriveIsImagedToTheLastReadableSector() throws IOException {
        assertThat(findings.exitCode("image")).isEqualTo(UNREAD);
        bad.requireCopy(exchange.resolve("copy.img"));
        bad.requireMap(exchange.resolve("job"));
    }

    @Test
    void nothingIsWrittenToTheSources() throws IOException {
        bad.requireUntouched(findings);
        slow.requireUntouched(findings);
    }

    @Test
    void theKernelGetsTheControllerBackAtTheEnd() throws IOException {
        assertThat(findings.found("driver.before")).isEqualTo("ahci");
        assertThat(findings.found("driver.after-job")).isEqualTo("ahci");
        assertThat(findings.found("disk.after-job")).isEqualTo("seen");
        assertThat(findings.found("driver.at-the-end")).isEqualTo("ahci");
    }

    @Test
    void theNextStartGivesBackWhatAKilledOneHadTaken() throws IOException {
        assertThat(findings.found("killed.begun")).isEqualTo("yes");
        assertThat(findings.exitCode("killed")).isEqualTo(KILLED);
        assertThat(findings.found("driver.after-kill")).isEqualTo("vfio-pci");
        assertThat(findings.exitCode("drives")).isZero();
        assertThat(findings.found("driver.after-repair")).isEqualTo("ahci");
        assertThat(findings.found("override.after-repair")).isEqualTo("(null)");
        assertThat(findings.found("records.after-repair")).isEqualTo("0");
        assertThat(findings.text("drives.log")).contains("ahci:" + SOURCE + "/0", "SALVOR-BAD");
    }

    @Test
    void aKilledJobGoesOnToTheEnd() throws IOException {
        assertThat(findings.exitCode("resumed")).isEqualTo(UNREAD);
        slow.requireCopy(exchange.resolve("killed.img"));
        slow.requireMap(exchange.resolve("killed"));
        assertThat(findings.found("driver.after-resume")).isEqualTo("ahci");
    }

    @Test
    void aControllerThatCarriesAMountedDriveIsRefusedByName() throws IOException {
        String disk = findings.found("system.mounted");
        assertThat(findings.exitCode("refused")).isEqualTo(WRONG_INPUT);
        assertThat(findings.text("refused.log")).contains("The controller " + OTHER, disk, "is mounted at /run/mounted");
        assertThat(findings.found("driver.after-refusal")).isEqualTo("ahci");
        assertThat(findings.found("system.alive")).isEqualTo("written");
    }

    @Test
    void aCommandThatIsLateIsAnsweredInTimeAndTheLinkResetBringsTheDriveBack() throws IOException {
        assertThat(findings.found("try.log", "late")).isEqualTo("TimedOut");
        assertThat(Long.parseLong(findings.found("try.log", "late-answered-after-millis"))).isGreaterThanOrEqualTo(200L);
        assertThat(findings.found("try.log", "late-HARD")).startsWith("Ready");
        assertThat(findings.found("try.log", "late-read")).isEqualTo("Read");
    }

    @Test
    void softAndHardResetEndWithADriveThatReads() throws IOException {
        for (String reset : new String[] { "SOFT", "HARD" }) {
            assertThat(findings.found("try.log", reset)).startsWith("offered Ready");
            assertThat(findings.found("try.log", reset + "-read")).isEqualTo("Read");
        }
    }
}
