package org.salvor.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.ata.AtaCommand;
import org.salvor.ata.DriveCommands;
import org.salvor.destination.file.FileDestinationProvider;
import org.salvor.drive.AtaPort;
import org.salvor.drive.Drive;
import org.salvor.drive.simulated.SimulatedDrive;
import org.salvor.drive.simulated.SimulatedDriveProvider;
import org.salvor.drive.spi.DriveAddress;
import org.salvor.drive.spi.DriveContext;
import org.salvor.drive.spi.DriveListing;
import org.salvor.drive.spi.DriveOpenException;
import org.salvor.drive.spi.DriveProvider;
import org.salvor.station.StationException.Kind;

/** Jobs whose source hides sectors. */
class HiddenAreaJobTest {
    private static final long PATIENCE_MILLIS = 60_000;
    private static final long CLOSED = 131_072 - 32_768;
    private static final long OPEN = 131_072;
    private static final String HIDING = "healthy?size=64MiB&hpa=16MiB&seed=5";
    /** Freezes until power is cut, once in about so many reads. */
    private static final String FREEZING = "flash-freezes?size=64MiB&hpa=16MiB&seed=5&freeze=150";
    private static final JobOrder.Options OPENING = new JobOrder.Options(List.of(), false, 0, "", "", false, false, 0, "", "", true);
    @TempDir
    Path folder;
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final Bay bay = new Bay();
    private final Station station = new LocalStation(
            new Providers().add(new SimulatedDriveProvider()).add(bay).add(new FileDestinationProvider()));

    /** Opens simulated drives in bays: the address behind {@code bay:} is that of a simulated drive. */
    private final class Bay implements DriveProvider {
        private String afterPower = "";
        private boolean openFromBefore;
        private boolean deafAtTheEnd;

        @Override
        public String scheme() {
            return "bay";
        }

        @Override
        public List<DriveListing> list() {
            return List.of();
        }

        @Override
        public Drive open(DriveAddress address, DriveContext context) throws DriveOpenException {
            SimulatedDrive drive = SimulatedDrive.open(address.toString().replaceFirst("bay", "sim"));
            Optional<SimulatedDrive> other = afterPower.isEmpty() ? Optional.empty()
                    : Optional.of(SimulatedDrive.open("sim:" + afterPower));
            return new PassingDrive(openFromBefore ? opened(drive) : drive, other, told, deafAtTheEnd);
        }

        /** A drive that kept its power since a job opened it. */
        private SimulatedDrive opened(SimulatedDrive drive) {
            AtaPort port = drive.ataPort().orElseThrow();
            for (AtaCommand command : List.of(DriveCommands.readNativeMax(true), DriveCommands.setMaxUntilPowerCycle(OPEN - 1, true))) {
                port.execute(command.taskFile(), command.protocol(), MemorySegment.NULL, 1_000);
            }
            return drive;
        }
    }

    @AfterEach
    void close() {
        station.close();
    }

    private JobOrder order(String source, JobOrder.Options options) {
        return new JobOrder(folder.resolve("job").toString(), source, copy().toString(), "", List.of(), "", "", options);
    }

    private Path copy() {
        return folder.resolve("copy.img");
    }

    private JobView await(String id, Predicate<JobView> wanted) throws Exception {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        JobView view = station.job(id);
        while (!wanted.test(view)) {
            assertThat(System.nanoTime()).as("waited in vain; the job is %s", view).isLessThan(end);
            Thread.sleep(5);
            view = station.job(id);
        }
        return view;
    }

    private JobView run(JobOrder order) throws Exception {
        return await(station.start(order).id(), view -> !view.live() || view.state() == JobView.State.NEEDS_OPERATOR);
    }

    private List<String> journal(String kind) throws Exception {
        JournalView all = station.journal(folder.resolve("job").toString(), 0, 10_000);
        return all.entries().stream().filter(entry -> entry.contains("\"kind\":\"" + kind + "\"")).toList();
    }

    private void requireWholeTruth(String drive) throws Exception {
        try (SimulatedDrive truth = SimulatedDrive.open("sim:" + drive)) {
            assertThat(Files.size(copy())).isEqualTo(OPEN * 512);
            assertThat(truth.truth().sectorCount()).isEqualTo(OPEN);
            assertThat(truth.truth().firstWrong(0, OPEN, MemorySegment.ofArray(Files.readAllBytes(copy())))).isEqualTo(-1);
        }
    }

    @Test
    void aJobThatOpensTheAreaReadsItsSectorsAndPutsItBack() throws Exception {
        JobView job = run(order("bay:" + HIDING, OPENING));
        assertThat(job.state()).as(job.sentence()).isEqualTo(JobView.State.FINISHED);
        assertThat(job.sectorCount()).isEqualTo(OPEN);
        assertThat(job.hidden()).contains("Sectors " + CLOSED + " to " + (OPEN - 1)).contains("open for this job");
        requireWholeTruth(HIDING);
        assertThat(journal("hidden-opened")).singleElement().asString().contains("\"sectorsBefore\":" + CLOSED, "\"sectorsNow\":" + OPEN);
        assertThat(journal("hidden-put-back")).singleElement().asString().contains("\"sectorsBefore\":" + OPEN, "\"sectorsNow\":" + CLOSED);
        assertThat(told).as("told to show all, then what it showed before, each until power goes")
                .satisfiesExactly(all -> assertThat(all).endsWith(" " + OPEN + " 0"),
                        some -> assertThat(some).endsWith(" " + CLOSED + " 0"));
        assertThat(station.verifyJournal(job.folder()).intact()).isTrue();
    }

    @Test
    void theAreaIsOpenedAgainAfterEveryPowerCycle() throws Exception {
        JobView job = run(order("bay:" + FREEZING, OPENING));
        assertThat(job.state()).as(job.sentence()).isEqualTo(JobView.State.FINISHED);
        assertThat(job.powerCycles()).isPositive();
        assertThat(job.complete()).as("%s", job.sectorsByStage()).isTrue();
        requireWholeTruth(FREEZING);
        assertThat(journal("hidden-opened")).hasSize((int) job.powerCycles() + 1);
        assertThat(told).hasSize((int) job.powerCycles() + 2);
    }

    @Test
    void anotherDriveAfterAPowerCycleIsNeverToldToOpenAnything() throws Exception {
        bay.afterPower = HIDING.replace("seed=5", "seed=6");
        JobView job = run(order("bay:" + FREEZING, OPENING));
        assertThat(job.state()).isEqualTo(JobView.State.NEEDS_OPERATOR);
        station.steer(job.id(), new Steer.Stop());
        await(job.id(), view -> !view.live());
        assertThat(journal("identity-changed")).as(job.sentence()).isNotEmpty();
        assertThat(told).as("the job's own drive, at the beginning").hasSize(1);
        assertThat(journal("hidden-left-open")).singleElement().asString().contains("another drive answers");
    }

    @Test
    void aStoppedJobGoesOnWithTheAreaOpenedAnew() throws Exception {
        String lasting = HIDING + "&clock=real&speed=0.3";
        JobView job = station.start(order("sim:" + lasting, OPENING));
        await(job.id(), view -> view.sectors("read") > 0);
        station.steer(job.id(), new Steer.Stop());
        JobView stopped = await(job.id(), view -> !view.live());
        assertThat(stopped.sectors("read")).isLessThan(OPEN);
        assertThat(run(JobOrder.resume(job.folder())).complete()).isTrue();
        requireWholeTruth(HIDING);
        assertThat(journal("hidden-opened")).hasSize(2);
        assertThat(journal("hidden-put-back")).hasSize(2);
    }

    @Test
    void aDriveThatKeptItsPowerSinceAKilledJobIsPutBackByTheNextOne() throws Exception {
        bay.deafAtTheEnd = true;
        JobView job = run(order("bay:" + HIDING, OPENING));
        assertThat(job.complete()).isTrue();
        assertThat(journal("hidden-left-open")).singleElement().asString().contains("until its power goes");
        bay.deafAtTheEnd = false;
        bay.openFromBefore = true;
        told.clear();
        assertThat(run(JobOrder.resume(job.folder())).complete()).isTrue();
        assertThat(journal("hidden-open")).singleElement().asString().contains("open from before");
        assertThat(journal("hidden-put-back")).hasSize(1);
        assertThat(told).singleElement().asString().endsWith(" " + CLOSED + " 0");
    }

    @Test
    void nothingIsOpenedForAJobThatCannotBegin() throws Exception {
        Files.write(copy(), new byte[] { 1, 2, 3 });
        assertThatThrownBy(() -> station.start(order("bay:" + HIDING, OPENING))).isInstanceOf(StationException.class);
        assertThat(told).as("nothing is opened before everything else has been checked").isEmpty();
        assertThat(folder.resolve("job")).doesNotExist();
    }

    @Test
    void withoutTheOptionTheJournalAndTheJobSayWhatIsHidden() throws Exception {
        JobView job = run(order("bay:" + HIDING.replace("hpa=16MiB", "hpa=16MiB&dco=2MiB"), JobOrder.Options.DEFAULT));
        assertThat(job.complete()).isTrue();
        assertThat(job.hidden()).contains("32768 sectors behind a host protected area", "4096 sectors behind a configuration overlay")
                .contains("not in this image");
        assertThat(journal("hidden")).singleElement().asString().contains(job.hidden(), "\"nativeSectors\":126976",
                "\"realSectors\":131072");
        assertThat(told).isEmpty();
    }

    @Test
    void anOverlayIsShownAndStaysWhenTheAreaIsOpened() throws Exception {
        JobView job = run(order("bay:" + HIDING.replace("hpa=16MiB", "hpa=16MiB&dco=2MiB"), OPENING));
        assertThat(job.complete()).isTrue();
        assertThat(job.sectorCount()).isEqualTo(OPEN - 4_096);
        assertThat(job.hidden()).contains("open for this job", "4096 sectors behind a configuration overlay");
    }

    @Test
    void aDriveThatHidesNothingIsSaidToHideNothing() throws Exception {
        JobView job = run(order("sim:healthy?size=8MiB", OPENING));
        assertThat(job.complete()).isTrue();
        assertThat(job.hidden()).isEmpty();
        assertThat(journal("hidden-open")).singleElement().asString().contains("No host protected area");
        assertThat(journal("hidden-put-back")).isEmpty();
    }

    @Test
    void aJobThatBeganWithoutTheAreaDoesNotGetItLater() throws Exception {
        JobView job = run(order("bay:" + HIDING, JobOrder.Options.DEFAULT));
        assertThatThrownBy(() -> station.start(new JobOrder(job.folder(), "", "", "", List.of(), "", "", OPENING)))
                .isInstanceOfSatisfying(StationException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INPUT))
                .hasMessageContaining("hidden sectors");
        assertThat(told).isEmpty();
    }

    @Test
    void aStrangerIsRefusedBeforeItIsToldAnything() throws Exception {
        JobView job = run(order("bay:" + HIDING, OPENING));
        told.clear();
        assertThatThrownBy(
                () -> station.start(new JobOrder(job.folder(), "bay:" + HIDING.replace("seed=5", "seed=6"), "", "", List.of(), "",
                        "", JobOrder.Options.DEFAULT)))
                .isInstanceOf(StationException.class).hasMessageContaining("but the source is now");
        assertThat(told).isEmpty();
    }
}
