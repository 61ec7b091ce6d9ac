package org.salvor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Drives behind the kernel's own drivers in a guest: AHCI through libata, NVMe, and a SCSI disk that is unplugged in mid-job and comes back under another
 * name. The emulated drives answer "aborted" (04h) to what they cannot read, and never "uncorrectable".
 */
class KernelDriversRigTest {
    private static final int UNREAD = 1;
    private static final long SECTORS = 32_768;
    private static final long ERROR = 20_000;
    private static final long FLASH_ERROR = 12_345;
    private static final int GUEST_SECONDS = 900;

    @TempDir
    static Path exchange;
    private static Findings findings;
    private static Patient bad;
    private static Patient flash;
    private static Patient plug;

    @BeforeAll
    static void boot() throws Exception {
        Guest.orSkip();
        findings = new Findings(exchange);
        bad = Patient.in(exchange, "bad", 1, SECTORS, ERROR, 20_002L, 31_999L);
        Patient late = Patient.in(exchange, "late", 2, SECTORS);
        flash = Patient.in(exchange, "flash", 3, SECTORS, FLASH_ERROR);
        plug = Patient.in(exchange, "plug", 4, SECTORS, 30_000L);
        new Guest(exchange).run(Boot.of("kernel-drivers.sh", "ahci,sd_mod,sg,nvme,virtio_scsi", GUEST_SECONDS)
                .setting("ERROR", Long.toString(ERROR)).setting("FLASH_ERROR", Long.toString(FLASH_ERROR)).with(bad.drive(""))
                .with(late.drive(",throttling.iops-total=3"))
                .with(flash.drive("")).with(plug.node(1_000_000)).with("-device", "ide-hd,drive=bad,bus=ide.0,serial=SALVOR-BAD")
                .with("-device", "ide-hd,drive=late,bus=ide.1,serial=SALVOR-LATE").with("-device", "nvme,drive=flash,serial=SALVOR-FLASH")
                .with("-device", "virtio-scsi-pci,id=scsi")
                .with("-device", "scsi-hd,drive=plug,bus=scsi.0,id=plug,serial=SALVOR-PLUG,rerror=report"));
    }

    @Test
    void aFailingDriveBehindTheKernelsAhciDriverIsImagedToTheLastReadableSector() throws IOException {
        assertThat(findings.exitCode("image")).isEqualTo(UNREAD);
        bad.requireCopy(exchange.resolve("copy.img"));
        bad.requireMap(exchange.resolve("job"));
    }

    @Test
    void aFailingNvmeDriveIsImagedToTheLastReadableSector() throws IOException {
        assertThat(findings.exitCode("flash")).isEqualTo(UNREAD);
        flash.requireCopy(exchange.resolve("flash.img"));
        flash.requireMap(exchange.resolve("flash-job"));
    }

    @Test
    void theStatusOfAnNvmeReadThatFailsIsDecoded() throws IOException {
        assertThat(findings.found("flash-try.log", "error-AUTO-block")).startsWith("MediaError proven=0");
        assertThat(findings.found("flash-try.log", "error-AUTO-alone")).startsWith("MediaError proven=0");
        assertThat(findings.found("flash-try.log", "error-AUTO-next")).startsWith("Read proven=1");
        assertThat(findings.found("flash-try.log", "SOFT")).startsWith("offered Ready");
        assertThat(findings.found("flash-try.log", "SOFT-read")).isEqualTo("Read");
    }

    @Test
    void aDriveThatIsUnpluggedInMidJobIsFoundAgainUnderAnotherNameAndImagedToTheEnd() throws IOException {
        assertThat(findings.found("plug.begun")).isEqualTo("yes");
        assertThat(findings.found("plug.gone")).isEqualTo("yes");
        assertThat(findings.found("plug.after")).startsWith("sg").isNotEqualTo(findings.found("plug.before"));
        assertThat(findings.exitCode("plug")).isEqualTo(UNREAD);
        plug.requireCopy(exchange.resolve("plug.img"));
        plug.requireMap(exchange.resolve("plug-job"));
        assertThat(Files.readString(exchange.resolve("plug-job/case.ndjson"))).contains("\"recovery\"", "ready after");
    }

    @Test
    void nothingIsWrittenToTheSources() throws IOException {
        for (Patient patient : List.of(bad, flash, plug)) {
            patient.requireUntouched(findings);
        }
        assertThat(findings.writes("blocks-before.json", "plug")).isZero();
    }

    @Test
    void theFailingSectorOfAReadIsNamed() throws IOException {
        assertThat(findings.found("bad-try.log", "error-PIO-block")).contains("status=41 error=04 lba=" + ERROR);
        assertThat(findings.found("bad-try.log", "error-PIO-alone")).contains("status=41 error=04 lba=" + ERROR);
        assertThat(findings.found("bad-try.log", "error-DMA-alone")).contains("status=41 error=04 lba=" + ERROR);
        assertThat(findings.found("bad-try.log", "error-DMA-next")).startsWith("Read proven=1");
    }

    @Test
    void aCommandThatIsLateIsAnsweredInTimeAndTheLinkResetBringsTheDriveBack() throws IOException {
        assertThat(findings.found("late-try.log", "late")).isEqualTo("TimedOut");
        assertThat(Long.parseLong(findings.found("late-try.log", "late-answered-after-millis"))).isGreaterThanOrEqualTo(200L);
        assertThat(findings.found("late-try.log", "late-HARD")).startsWith("Ready");
        assertThat(findings.found("late-try.log", "late-read")).isEqualTo("Read");
    }

    @Test
    void everyResetOnOfferEndsWithADriveThatReads() throws IOException {
        for (String reset : List.of("HARD", "RESCAN")) {
            assertThat(findings.found("bad-try.log", reset)).startsWith("offered Ready");
            assertThat(findings.found("bad-try.log", reset + "-read")).isEqualTo("Read");
        }
    }
}
