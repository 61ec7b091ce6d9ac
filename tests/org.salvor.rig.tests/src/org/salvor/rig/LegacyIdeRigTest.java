package org.salvor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A legacy IDE controller is taken from a guest's kernel and driven at its registers: whole jobs, a killed one, a controller that the guest needs itself. */
class LegacyIdeRigTest {
    private static final String CONTROLLER = "0000:00:01.1";
    private static final String AHCI = "0000:00:08.0";
    private static final int UNREAD = 1;
    private static final int WRONG_INPUT = 2;
    private static final int KILLED = 137;
    private static final long SECTORS = 4_096;
    private static final int GUEST_SECONDS = 900;

    @TempDir
    static Path exchange;
    private static Findings findings;
    private static Patient bad;
    private static Patient second;

    @BeforeAll
    static void boot() throws Exception {
        Guest.orSkip();
        findings = new Findings(exchange);
        bad = Patient.in(exchange, "bad", 1, SECTORS, 2_000L, 2_001L, 3_003L);
        second = Patient.in(exchange, "second", 2, SECTORS, 1_000L);
        Patient system = Patient.in(exchange, "system", 3, 32_768);
        Patient unguarded = Patient.in(exchange, "unguarded", 4, SECTORS);
        new Guest(exchange).run(Boot.of("legacy-ide.sh", "ata_piix,ahci,sd_mod,ext4,crc32c_generic", GUEST_SECONDS).machine("pc", "")
                .setting("CONTROLLER", CONTROLLER).setting("AHCI", AHCI).with(bad.drive("")).with(second.drive("")).with(system.drive(""))
                .with(unguarded.drive("")).with("-device", "ide-hd,drive=bad,bus=ide.0,unit=0,serial=SALVOR-BAD")
                .with("-device", "ide-hd,drive=second,bus=ide.0,unit=1,serial=SALVOR-SECOND")
                .with("-device", "ide-hd,drive=system,bus=ide.1,unit=0,serial=SALVOR-SYSTEM")
                .with("-device", "ich9-ahci,id=sata,addr=8", "-device", "ide-hd,drive=unguarded,bus=sata.0,serial=SALVOR-UNGUARDED"));
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
        second.requireUntouched(findings);
    }

    @Test
    void theKernelGetsTheControllerBackAtTheEnd() throws IOException {
        assertThat(findings.found("driver.before")).isEqualTo("ata_piix");
        assertThat(findings.found("driver.after-job")).isEqualTo("ata_piix");
        assertThat(findings.found("disk.after-job")).isEqualTo("seen");
    }

    @Test
    void theNextStartGivesBackWhatAKilledOneHadTaken() throws IOException {
        assertThat(findings.found("killed.begun")).isEqualTo("yes");
        assertThat(findings.exitCode("killed")).isEqualTo(KILLED);
        assertThat(findings.found("driver.after-kill")).isEqualTo("none");
        assertThat(findings.exitCode("drives")).isZero();
        assertThat(findings.found("driver.after-repair")).isEqualTo("ata_piix");
        assertThat(findings.found("records.after-repair")).isEqualTo("0");
        assertThat(findings.text("drives.log")).contains("ide:1f0,3f6/0", "SALVOR-BAD", "ide:1f0,3f6/1", "SALVOR-SECOND");
    }

    @Test
    void aKilledJobGoesOnToTheEnd() throws IOException {
        assertThat(findings.exitCode("resumed")).isEqualTo(UNREAD);
        second.requireCopy(exchange.resolve("killed.img"));
        second.requireMap(exchange.resolve("killed"));
        assertThat(findings.found("driver.after-resume")).isEqualTo("ata_piix");
    }

    @Test
    void aControllerThatCarriesAMountedDriveIsRefusedByName() throws IOException {
        String disk = findings.found("system.mounted");
        assertThat(findings.exitCode("refused")).isEqualTo(WRONG_INPUT);
        assertThat(findings.text("refused.log")).contains("The IDE controller " + CONTROLLER + " also carries /dev/" + disk, "unmount it");
        assertThat(findings.found("driver.after-refusal")).isEqualTo("ata_piix");
        assertThat(findings.found("system.alive")).isEqualTo("written");
    }

    @Test
    void anAhciControllerWithoutAnIommuIsRefusedInASentence() throws IOException {
        assertThat(findings.exitCode("unguarded")).isEqualTo(WRONG_INPUT);
        assertThat(findings.text("unguarded.log")).contains("The controller " + AHCI + " stands behind no IOMMU", "intel_iommu=on");
        assertThat(findings.found("driver.after-unguarded")).isEqualTo("ahci");
    }
}
