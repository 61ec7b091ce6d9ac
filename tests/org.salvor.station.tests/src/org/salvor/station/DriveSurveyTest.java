package org.salvor.station;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.destination.file.FileDestinationProvider;
import org.salvor.drive.Drive;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadRequest;
import org.salvor.drive.simulated.SimulatedDrive;
import org.salvor.drive.simulated.SimulatedDriveProvider;
import org.salvor.drive.spi.DriveAddress;
import org.salvor.drive.spi.DriveContext;
import org.salvor.drive.spi.DriveListing;
import org.salvor.drive.spi.DriveOpenException;
import org.salvor.drive.spi.DriveProvider;

/** A list of drives that says how each is. */
class DriveSurveyTest {
    private static final String WORN_OUT = "sim:dead-head?size=64MiB&seed=11";
    private static final String STUCK = "sim:healthy?size=64MiB&seed=12";
    /** So many failed reads bring the rate of read errors under its threshold. */
    private static final int FATAL_READS = 100_000;

    @TempDir
    Path folder;
    private final Cabinet cabinet = new Cabinet();
    private final Station station = new LocalStation(new Providers().add(cabinet).add(new FileDestinationProvider()));

    /** A cabinet of simulated drives, one worn out and one that never answers. */
    private static final class Cabinet implements DriveProvider {
        private final SimulatedDriveProvider drives = new SimulatedDriveProvider();
        private final List<DriveListing> listings = new ArrayList<>();
        private final Map<String, SimulatedDrive> opened = new ConcurrentHashMap<>();
        private final Map<String, Long> sectorsBefore = new ConcurrentHashMap<>();
        private final CountDownLatch never = new CountDownLatch(1);
        private boolean quiet = true;

        private void put(String address, String problem) {
            listings.add(new DriveListing(DriveAddress.parse(address), "test", Optional.empty(), problem));
        }

        @Override
        public String scheme() {
            return "sim";
        }

        @Override
        public List<DriveListing> list() {
            return listings;
        }

        @Override
        public boolean opensQuietly() {
            return quiet;
        }

        @Override
        public Drive open(DriveAddress address, DriveContext context) throws DriveOpenException {
            if (address.equals(DriveAddress.parse(STUCK))) {
                await();
            }
            SimulatedDrive drive = (SimulatedDrive) drives.open(address, context);
            if (address.equals(DriveAddress.parse(WORN_OUT))) {
                wearOut(drive);
            }
            opened.put(address.toString(), drive);
            sectorsBefore.put(address.toString(), drive.hardware().counters().reads());
            return drive;
        }

        private void await() throws DriveOpenException {
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new DriveOpenException("The test is over.", e);
            }
        }

        private static void wearOut(SimulatedDrive drive) {
            long bad = drive.truth().nextNotReadable(0);
            try (Arena arena = Arena.ofConfined()) {
                for (int i = 0; i < FATAL_READS; i++) {
                    drive.read(ReadRequest.of(bad, 1, ReadMethod.AUTO, 60_000), arena.allocate(512, 512));
                }
            }
        }
    }

    @AfterEach
    void closeStation() {
        cabinet.never.countDown();
        station.close();
    }

    private DriveSurvey only() throws StationException {
        List<DriveSurvey> surveys = station.survey();
        assertThat(surveys).hasSize(1);
        return surveys.getFirst();
    }

    private void requireNoRead() {
        cabinet.opened.forEach((address, drive) -> assertThat(drive.hardware().counters().reads()).as("reads of " + address)
                .isEqualTo(cabinet.sectorsBefore.get(address)));
    }

    @Test
    void hiddenSectorsAndHealthAreTold() throws Exception {
        cabinet.put("sim:healthy?size=64MiB&hpa=16MiB&dco=8MiB", "");
        DriveSurvey survey = only();
        assertThat(survey.hiddenSectors()).isEqualTo(49_152);
        assertThat(survey.health()).isEqualTo("good");
        assertThat(survey.remark()).isEmpty();
        requireNoRead();
    }

    @Test
    void aFailingDriveIsCalledSo() throws Exception {
        cabinet.put(WORN_OUT, "");
        assertThat(only().health()).isEqualTo("failing");
        requireNoRead();
    }

    @Test
    void aLockedDriveIsCalledSo() throws Exception {
        cabinet.put("sim:healthy?size=64MiB&password=a", "");
        DriveSurvey survey = only();
        assertThat(survey.remark()).startsWith("The drive is locked with a password.");
        assertThat(survey.health()).isEqualTo("good");
    }

    @Test
    void aDriveThatHangsDelaysNoOther() throws Exception {
        cabinet.put(STUCK, "");
        cabinet.put("sim:healthy?size=64MiB", "");
        List<DriveSurvey> surveys = station.survey();
        assertThat(surveys).extracting(survey -> survey.drive().address()).containsExactlyInAnyOrder(STUCK, "sim:healthy?size=64MiB");
        assertThat(surveys).filteredOn(survey -> survey.drive().address().equals(STUCK)).singleElement().satisfies(stuck -> {
            assertThat(stuck.remark()).isEqualTo("The drive did not answer within 3 s.");
            assertThat(stuck.hiddenSectors()).isEqualTo(-1);
            assertThat(stuck.health()).isEmpty();
        });
        assertThat(surveys).filteredOn(survey -> !survey.drive().address().equals(STUCK)).singleElement()
                .satisfies(other -> assertThat(other.health()).isEqualTo("good"));
    }

    @Test
    void whatCannotBeOpenedOrWouldBeTakenFromTheSystemIsNotAsked() throws Exception {
        cabinet.put("sim:healthy?size=64MiB", "It is mounted; unmount it first.");
        DriveSurvey mounted = only();
        assertThat(mounted.drive().problem()).contains("mounted");
        assertThat(mounted.hiddenSectors()).isEqualTo(-1);
        cabinet.listings.clear();
        cabinet.put("sim:healthy?size=64MiB", "");
        cabinet.quiet = false;
        assertThat(only().remark()).startsWith("Not asked");
        assertThat(cabinet.opened).isEmpty();
    }

    @Test
    void theDriveOfARunningJobIsNotAsked() throws Exception {
        String lasting = "sim:clustered?size=64MiB&seed=7&clock=real&speed=20";
        JobView job = station.start(new JobOrder(folder.resolve("job").toString(), lasting, folder.resolve("copy.img").toString(), "",
                List.of(), "", "", JobOrder.Options.DEFAULT));
        cabinet.put(lasting, "");
        SimulatedDrive ofJob = cabinet.opened.get(DriveAddress.parse(lasting).toString());
        DriveSurvey survey = only();
        assertThat(survey.remark()).startsWith("A running job holds the drive");
        assertThat(cabinet.opened.get(DriveAddress.parse(lasting).toString())).as("opened once").isSameAs(ofJob);
        station.steer(job.id(), new Steer.Stop());
    }
}
