package org.salvor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.ata.TaskFile;
import org.salvor.casework.JobFolder;
import org.salvor.cli.RigSalvor;
import org.salvor.cli.Salvor;
import org.salvor.destination.file.FileDestinationProvider;
import org.salvor.drive.Drive;
import org.salvor.drive.Reset;
import org.salvor.drive.file.FileDriveProvider;
import org.salvor.drive.sgio.SgDriveProvider;
import org.salvor.drive.simulated.DriveHardware;
import org.salvor.drive.simulated.DriveSetup;
import org.salvor.drive.simulated.DriveTruth;
import org.salvor.drive.simulated.SectorFate;
import org.salvor.drive.spi.DriveAddress;
import org.salvor.imaging.Imager;
import org.salvor.linux.Linux;
import org.salvor.power.PowerSwitch;
import org.salvor.sectormap.RunCursor;
import org.salvor.sectormap.SectorMap;
import org.salvor.sectormap.Stage;
import org.salvor.sectormap.store.FolderFiles;
import org.salvor.sectormap.store.MapStore;
import org.salvor.station.LocalStation;
import org.salvor.testkit.sat.SatTranslator;

/**
 * Drives of a guest's kernel are imaged by whole jobs through {@code /dev/sgN}: command line, engine, transport and the kernel's SCSI layer are the real
 * ones. One boot serves all: a simulated ATA drive behind a translator, shown to the kernel by {@link ServeDrive}, and the kernel's own scsi_debug.
 */
class ScsiDrivesRigTest {
    private static final String DRIVE = "sim:clustered?seed=7&size=16MiB&clustered.places=1&clustered.bursts.least=2&clustered.bursts.most=3"
            + "&clustered.reach=1&clustered.first-sector=0&clustered.last-sector=0&errors.id-not-found=20&errors.address-mark=20";
    private static final int BYTES = 16 << 20;
    private static final int GUEST_SECONDS = 900;
    /** Some sectors stay unread. */
    private static final int UNREAD = 1;
    /** What rig/scsi-debug.sh makes of the kernel's disk. */
    private static final int DEBUG_SECTORS = 16_384;
    private static final long DEBUG_FIRST_BAD = 4_660;
    private static final long DEBUG_END_BAD = 4_670;

    @TempDir
    static Path exchange;
    private static Guest guest;

    @BeforeAll
    static void boot() throws Exception {
        Guest.orSkip();
        guest = new Guest(exchange);
        String classes = guest.classPath(RigSalvor.class, Salvor.class, LocalStation.class, JobFolder.class, Imager.class, SectorMap.class,
                Drive.class,
                TaskFile.class, PowerSwitch.class, Linux.class, FileDriveProvider.class, SgDriveProvider.class, DriveHardware.class,
                FileDestinationProvider.class, SatTranslator.class, ServeDrive.class, picocli.CommandLine.class, com.google.gson.Gson.class,
                org.snakeyaml.engine.v2.api.Load.class, org.osgi.framework.Bundle.class);
        int code = guest.run("scsi-drives.sh", "sd_mod,sg,scsi_debug,target_core_mod,uio,target_core_user,tcm_loop",
                Map.of("JAVA", Path.of(System.getProperty("java.home"), "bin/java").toString(), "CLASSES", classes, "DRIVE", DRIVE, "BYTES",
                        Integer.toString(BYTES)),
                GUEST_SECONDS);
        System.out.println(guest.everything());
        assertThat(code).as(guest.everything()).isZero();
    }

    @Test
    void aFailingAtaDriveBehindATranslatorIsImagedToTheLastReadableSector() throws Exception {
        assertThat(number("image.exit")).isEqualTo(UNREAD);
        DriveTruth truth = new DriveHardware(DriveSetup.of(DriveAddress.parse(DRIVE))).truth();
        requireMap("job", truth.sectorCount(), lba -> truth.fate(lba) == SectorFate.READABLE);
        requireBytes("copy.img", truth.sectorCount(), lba -> truth.fate(lba) == SectorFate.READABLE ? truth.bytes(lba) : null);
        assertThat(text("drives.log")).contains("Salvor Simulated clustered");
    }

    @Test
    void nothingThatCouldHaveChangedTheAtaDriveWasSent() throws Exception {
        assertThat(text("counts").strip().split(" ")[1]).isEqualTo("0");
    }

    @Test
    void aScsiDriveWithoutAtaIsImagedToTheLastReadableSector() throws Exception {
        assertThat(number("debug-image.exit")).isEqualTo(UNREAD);
        requireMap("debug-job", DEBUG_SECTORS, ScsiDrivesRigTest::debugReadable);
        requireBytes("debug.img", DEBUG_SECTORS, lba -> debugReadable(lba) ? debugBytes(lba) : null);
    }

    @Test
    void theScsiDriveIsAsItWasBefore() throws Exception {
        requireBytes("debug-after.img", DEBUG_SECTORS, ScsiDrivesRigTest::debugBytes);
    }

    @Test
    void aCommandThatHangsIsAnsweredInTimeAndTheDriveComesBack() throws Exception {
        assertThat(found("debug-try.log", "hang")).isEqualTo("TimedOut");
        assertThat(Long.parseLong(found("debug-try.log", "hang-answered-after-millis"))).isBetween(200L, 400L);
        assertThat(found("debug-try.log", "hang-next-read")).isEqualTo("NotReady");
        assertThat(found("debug-try.log", "hang-ready")).startsWith("Ready");
        assertThat(found("debug-try.log", "hang-read")).isEqualTo("Read");
        assertThat(found("debug-try.log", "hang-floor")).contains("ms late when one hung last");
    }

    @Test
    void everyResetEndsWithADriveThatReads() throws Exception {
        for (String log : List.of("debug-try.log", "sat-try.log")) {
            for (Reset reset : Reset.values()) {
                assertThat(found(log, reset.name())).as("%s of %s", reset, log).matches("offered Ready.*|(not-)?offered Unavailable.*");
                assertThat(found(log, reset.name() + "-read")).as("after %s of %s", reset, log).isEqualTo("Read");
            }
        }
        assertThat(found("debug-try.log", "SOFT")).startsWith("offered Ready");
        assertThat(found("debug-try.log", "HARD")).startsWith("offered Ready");
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

    private static int number(String file) throws IOException {
        return Integer.parseInt(text(file).strip());
    }

    private static String text(String file) throws IOException {
        return Files.readString(exchange.resolve(file));
    }

    /** What {@link TryDrive} found under a name. */
    private static String found(String log, String name) throws IOException {
        return text(log).lines().filter(line -> line.startsWith(name + " ")).map(line -> line.substring(name.length() + 1)).findFirst()
                .orElseThrow(() -> new AssertionError(log + " tells nothing of " + name));
    }
}
