package org.salvor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.drive.Reset;
import org.salvor.drive.simulated.DriveHardware;
import org.salvor.drive.simulated.DriveSetup;
import org.salvor.drive.simulated.DriveTruth;
import org.salvor.drive.simulated.SectorFate;
import org.salvor.drive.spi.DriveAddress;
import org.salvor.drive.spi.DriveOpenException;
import org.salvor.sectormap.Cause;
import org.salvor.sectormap.RunCursor;
import org.salvor.sectormap.Stage;
import org.salvor.sectormap.store.FolderFiles;
import org.salvor.sectormap.store.MapStore;

/**
 * Drives of a guest's kernel are imaged by whole jobs through {@code /dev/sgN}: command line, engine, transport and the kernel's SCSI layer are the real
 * ones. One boot serves all: a simulated ATA drive behind a translator, shown to the kernel by {@link ServeDrive}, and the kernel's own scsi_debug.
 */
class ScsiDrivesRigTest {
    private static final String DRIVE = "sim:clustered?seed=7&size=16MiB&clustered.places=1&clustered.bursts.least=1&clustered.bursts.most=1"
            + "&clustered.reach=1&clustered.first-sector=0&clustered.last-sector=0&errors.id-not-found=20&errors.address-mark=20";
    private static final int BYTES = 16 << 20;
    private static final int GUEST_SECONDS = 900;
    /** Some sectors stay unread. */
    private static final int UNREAD = 1;
    /** What rig/scsi-debug.sh makes of the kernel's disk. */
    private static final int DEBUG_SECTORS = 16_384;
    private static final long DEBUG_FIRST_BAD = 4_660;
    private static final long DEBUG_END_BAD = 4_670;
    /** What {@link FaultScript} adds while the drive is unplugged and plugged in again; the damaged cable lets the third try through. */
    private static final String FAULTS = "3000 2 unc 1000000;5000 1 idnf 1000000;7000 1 abrt 1000000;9000 1 icrc 2";
    /** So slowly does it answer meanwhile, so that the job has not ended before. */
    private static final String PACE = "0 32768 slow 150";
    private static final Map<Long, Cause> SCRIPTED = Map.of(3000L, Cause.UNCORRECTABLE, 3001L, Cause.UNCORRECTABLE, 5000L,
            Cause.ID_NOT_FOUND, 7000L, Cause.ABORTED);

    /**
     * The kernel's identification of a SCSI device at a plug-in, which no setting keeps away: INQUIRY for who answers and for what it tells of itself, each
     * page once for its length and once whole, most of them after another look at the list of pages.
     */
    private static final int INQUIRY = 0x12;
    private static final Set<Integer> PAGES = Set.of(-1, 0x00, 0x80, 0x83, 0x89, 0xB0, 0xB1);
    private static final int IDENTIFICATION = 20;

    @TempDir
    static Path exchange;
    private static Findings findings;

    @BeforeAll
    static void boot() throws Exception {
        Guest.orSkip();
        findings = new Findings(exchange);
        new Guest(exchange)
                .run(Boot.of("scsi-drives.sh", "sd_mod,sg,scsi_debug,target_core_mod,uio,target_core_user,tcm_loop", GUEST_SECONDS)
                        .setting("DRIVE", DRIVE).setting("BYTES", Integer.toString(BYTES)).setting("FAULTS", FAULTS).setting("PACE", PACE));
    }

    @Test
    void aFailingAtaDriveBehindATranslatorIsImagedToTheLastReadableSector() throws Exception {
        assertThat(findings.exitCode("image")).isEqualTo(UNREAD);
        DriveTruth truth = truth();
        requireMap("job", truth.sectorCount(), lba -> truth.fate(lba) == SectorFate.READABLE);
        requireBytes("copy.img", truth.sectorCount(), lba -> truth.fate(lba) == SectorFate.READABLE ? truth.bytes(lba) : null);
        assertThat(findings.text("drives.log")).contains("Salvor Simulated clustered");
    }

    @Test
    void nothingThatCouldHaveChangedTheAtaDriveWasSent() throws Exception {
        assertThat(findings.text("counts").strip().split(" ")[1]).isEqualTo("0");
    }

    @Test
    void aScsiDriveWithoutAtaIsImagedToTheLastReadableSector() throws Exception {
        assertThat(findings.exitCode("debug-image")).isEqualTo(UNREAD);
        requireMap("debug-job", DEBUG_SECTORS, ScsiDrivesRigTest::debugReadable);
        requireBytes("debug.img", DEBUG_SECTORS, lba -> debugReadable(lba) ? debugBytes(lba) : null);
    }

    @Test
    void theScsiDriveIsAsItWasBefore() throws Exception {
        requireBytes("debug-after.img", DEBUG_SECTORS, ScsiDrivesRigTest::debugBytes);
    }

    @Test
    void aCommandThatHangsIsAnsweredInTimeAndTheDriveComesBack() throws Exception {
        assertThat(findings.found("debug-try.log", "hang")).isEqualTo("TimedOut");
        assertThat(Long.parseLong(findings.found("debug-try.log", "hang-answered-after-millis"))).as("long before the kernel's own timer")
                .isBetween(200L, 10_000L);
        assertThat(findings.found("debug-try.log", "hang-next-read")).isEqualTo("NotReady");
        assertThat(findings.found("debug-try.log", "hang-ready")).startsWith("Ready");
        assertThat(findings.found("debug-try.log", "hang-read")).isEqualTo("Read");
        assertThat(findings.found("debug-try.log", "hang-floor")).contains("ms late when one hung last");
    }

    @Test
    void everyResetEndsWithADriveThatReads() throws Exception {
        for (String log : List.of("debug-try.log", "sat-try.log")) {
            for (Reset reset : Reset.values()) {
                assertThat(findings.found(log, reset.name())).as("%s of %s", reset, log)
                        .matches("offered Ready.*|(not-)?offered Unavailable.*");
                assertThat(findings.found(log, reset.name() + "-read")).as("after %s of %s", reset, log).isEqualTo("Read");
            }
        }
        assertThat(findings.found("debug-try.log", "SOFT")).startsWith("offered Ready");
        assertThat(findings.found("debug-try.log", "HARD")).startsWith("offered Ready");
    }

    @Test
    void aDriveThatGoesOfflineInMidJobIsImagedToTheEndOnceItIsBack() throws Exception {
        assertThat(findings.found("offline.begun")).isEqualTo("yes");
        assertThat(findings.found("offline.state")).isEqualTo("offline");
        assertThat(findings.exitCode("offline")).isZero();
        requireBytes("offline.img", DEBUG_SECTORS, ScsiDrivesRigTest::debugBytes);
        assertThat(findings.text("offline-job/case.ndjson")).contains("\"recovery\"", "ready after");
    }

    @Test
    void aScriptedDriveThatIsPluggedInAgainInMidJobIsImagedToTheLastReadableSector() throws Exception {
        for (String turn : List.of("1", "2")) {
            assertThat(findings.found("replug.gone-" + turn)).isEqualTo("yes");
            assertThat(findings.found("replug.after-" + turn)).startsWith("sg");
        }
        assertThat(findings.found("replug.begun")).isEqualTo("yes");
        assertThat(findings.exitCode("replug")).isEqualTo(UNREAD);
        DriveTruth truth = truth();
        LongPredicate readable = lba -> truth.fate(lba) == SectorFate.READABLE && !SCRIPTED.containsKey(lba);
        requireMap("replug-job", truth.sectorCount(), readable);
        requireBytes("replug.img", truth.sectorCount(), lba -> readable.test(lba) ? truth.bytes(lba) : null);
        assertThat(findings.text("replug-job/case.ndjson")).contains("\"recovery\"", "ready after");
    }

    @Test
    void theMapTellsTheCauseOfEachScriptedFault() throws Exception {
        RunCursor runs = MapStore.read(new FolderFiles(exchange.resolve("replug-job"))).map().runs();
        Map<Long, Cause> causes = new TreeMap<>();
        while (runs.next()) {
            for (long lba = runs.firstLba(); runs.state().stage() == Stage.BAD && lba < runs.endLba(); lba++) {
                if (SCRIPTED.containsKey(lba)) {
                    causes.put(lba, runs.state().cause());
                }
            }
        }
        assertThat(causes).isEqualTo(new TreeMap<>(SCRIPTED));
    }

    @Test
    void whileAJobHoldsADriveNobodyElseCommandsItButForTheKernelsIdentification() throws Exception {
        ForeignCommands commands = new ForeignCommands(findings.text("commands"), findings.text("own"));
        assertThat(commands.ownCount()).as("commands that the kernel's trace saw").isGreaterThan(100);
        List<ForeignCommands.Command> foreign = commands.foreign();
        System.out.println("foreign commands: " + foreign);
        assertThat(foreign).as("the kernel looks who is there after a plug-in").isNotEmpty();
        assertThat(foreign).allMatch(command -> command.opcode() == INQUIRY && PAGES.contains(command.page()));
        assertThat(foreign).as("two plug-ins").hasSizeLessThanOrEqualTo(2 * IDENTIFICATION);
    }

    private static DriveTruth truth() throws DriveOpenException {
        return new DriveHardware(DriveSetup.of(DriveAddress.parse(DRIVE))).truth();
    }

    private static boolean debugReadable(long lba) {
        return lba < DEBUG_FIRST_BAD || lba >= DEBUG_END_BAD;
    }

    private static byte[] debugBytes(long lba) {
        return "sector %0504d\n".formatted(lba).getBytes(StandardCharsets.US_ASCII);
    }

    private static void requireMap(String job, long sectors, LongPredicate readable) throws IOException {
        RunCursor runs = MapStore.read(new FolderFiles(exchange.resolve(job))).map().runs();
        long bad = 0;
        long seen = 0;
        while (runs.next()) {
            for (long lba = runs.firstLba(); lba < runs.endLba(); lba++) {
                assertThat(runs.state().stage()).as("sector %d", lba).isEqualTo(readable.test(lba) ? Stage.READ : Stage.BAD);
                bad += readable.test(lba) ? 0 : 1;
                seen++;
            }
        }
        assertThat(seen).isEqualTo(sectors);
        assertThat(bad).as("the drive is a failing one").isPositive();
    }

    /** @param bytes what a sector must hold; null for one that does not matter */
    private static void requireBytes(String image, long sectors, LongFunction<byte[]> bytes) throws IOException {
        try (FileChannel copy = FileChannel.open(exchange.resolve(image)); Arena arena = Arena.ofConfined()) {
            MemorySegment held = copy.map(FileChannel.MapMode.READ_ONLY, 0, sectors * 512, arena);
            for (long lba = 0; lba < sectors; lba++) {
                byte[] wanted = bytes.apply(lba);
                if (wanted != null) {
                    assertThat(MemorySegment.ofArray(wanted).mismatch(held.asSlice(lba * 512, 512))).as("sector %d", lba).isEqualTo(-1);
                }
            }
        }
    }
}
