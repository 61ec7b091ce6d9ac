package org.salvor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.ata.TaskFile;
import org.salvor.casework.JobFolder;
import org.salvor.cli.RigSalvor;
import org.salvor.destination.file.FileDestinationProvider;
import org.salvor.drive.Drive;
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
 * A simulated drive is served to a guest's kernel, which sees it as a SCSI disk behind a translator, and a whole job images it through its
 * {@code /dev/sgN}: the command line, the engine, the transport and the kernel's SCSI layer are the real ones.
 */
class SatDriveRigTest {
    private static final String DRIVE = "sim:clustered?seed=7&size=16MiB&clustered.places=1&clustered.bursts.least=2&clustered.bursts.most=3"
            + "&clustered.reach=1&clustered.first-sector=0&clustered.last-sector=0&errors.id-not-found=20&errors.address-mark=20";
    private static final int BYTES = 16 << 20;
    private static final int GUEST_SECONDS = 600;
    /** Some sectors stay unread. */
    private static final int UNREAD = 1;

    @TempDir
    Path exchange;

    @Test
    void aFailingDriveBehindTheKernelsScsiLayerIsImagedToTheLastReadableSector() throws Exception {
        Guest.orSkip();
        Guest guest = new Guest(exchange);
        String classes = guest.classPath(RigSalvor.class, LocalStation.class, JobFolder.class, Imager.class, SectorMap.class, Drive.class,
                TaskFile.class, PowerSwitch.class, Linux.class, FileDriveProvider.class, SgDriveProvider.class, DriveHardware.class,
                FileDestinationProvider.class, SatTranslator.class, ServeDrive.class, picocli.CommandLine.class, com.google.gson.Gson.class,
                org.snakeyaml.engine.v2.api.Load.class, org.osgi.framework.Bundle.class);
        int code = guest.run("sat-drive.sh", "sd_mod,sg,target_core_mod,uio,target_core_user,tcm_loop",
                Map.of("JAVA", Path.of(System.getProperty("java.home"), "bin/java").toString(), "CLASSES", classes, "DRIVE", DRIVE, "BYTES",
                        Integer.toString(BYTES)),
                GUEST_SECONDS);
        assertThat(code).as(guest.everything()).isZero();
        assertThat(Integer.parseInt(Files.readString(exchange.resolve("image.exit")).strip())).as(guest.everything()).isEqualTo(UNREAD);
        DriveTruth truth = new DriveHardware(DriveSetup.of(DriveAddress.parse(DRIVE))).truth();
        requireMap(truth);
        requireBytes(truth);
        assertThat(Files.readString(exchange.resolve("counts")).strip().split(" ")[1]).as("commands that could have changed the drive")
                .isEqualTo("0");
        assertThat(Files.readString(exchange.resolve("drives.log"))).contains("sg:/dev/sg0").contains("Salvor Simulated clustered");
    }

    private void requireMap(DriveTruth truth) throws Exception {
        var map = MapStore.read(new FolderFiles(exchange.resolve("job"))).map();
        RunCursor runs = map.runs();
        long bad = 0;
        while (runs.next()) {
            for (long lba = runs.firstLba(); lba < runs.endLba(); lba++) {
                boolean readable = truth.fate(lba) == SectorFate.READABLE;
                assertThat(runs.state().stage()).as("sector %d", lba).isEqualTo(readable ? Stage.READ : Stage.BAD);
                bad += readable ? 0 : 1;
            }
        }
        assertThat(bad).as("the drive is a failing one").isPositive();
    }

    private void requireBytes(DriveTruth truth) throws Exception {
        try (FileChannel copy = FileChannel.open(exchange.resolve("copy.img")); Arena arena = Arena.ofConfined()) {
            MemorySegment held = copy.map(FileChannel.MapMode.READ_ONLY, 0, BYTES, arena);
            for (long lba = 0; lba < truth.sectorCount(); lba++) {
                if (truth.fate(lba) == SectorFate.READABLE) {
                    long wrong = MemorySegment.ofArray(truth.bytes(lba)).mismatch(held.asSlice(lba * 512, 512));
                    assertThat(wrong).as("sector %d", lba).isEqualTo(-1);
                }
            }
        }
    }
}
