package org.salvor.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.drive.simulated.SimulatedDrive;

/** What every station promises its clients, be it in the same JVM or behind a socket. */
abstract class StationContract {
    private static final long PATIENCE_MILLIS = 30_000;
    /** A drive whose job lasts for many seconds of the host's time, so that it can be steered. */
    private static final String LASTING = "sim:clustered?size=64MiB&seed=7&clock=real&speed=20";

    @TempDir
    Path folder;
    private Station station;

    /** A station with simulated drives, files and file destinations. */
    abstract Station open();

    @BeforeEach
    void openStation() {
        station = open();
    }

    @AfterEach
    void closeStation() {
        station.close();
    }

    private JobOrder order(String source, String destination) {
        return new JobOrder(folder.resolve("job").toString(), source, destination, "", List.of(), "", "", JobOrder.Options.DEFAULT);
    }

    private String copy() {
        return folder.resolve("copy.img").toString();
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

    private JobView awaitEnd(String id) throws Exception {
        return await(id, view -> !view.live());
    }

    private void requireTruth(String address, Path image) throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open(address)) {
            byte[] held = Files.readAllBytes(image);
            assertThat(drive.truth().firstWrong(0, drive.identity().sectorCount(), MemorySegment.ofArray(held))).isEqualTo(-1);
        }
    }

    @Test
    void imagesADriveAndVerifiesTheCopy() throws Exception {
        JobView started = station.start(order("sim:healthy?size=16MiB", copy()));
        JobView ended = awaitEnd(started.id());
        assertThat(ended.state()).isEqualTo(JobView.State.FINISHED);
        assertThat(ended.complete()).isTrue();
        assertThat(ended.durableSectors()).isEqualTo(32_768);
        requireTruth("sim:healthy?size=16MiB", folder.resolve("copy.img"));
        VerifyView verified = station.verify(ended.folder(), _ -> {});
        assertThat(verified.intact()).isTrue();
        assertThat(verified.segments()).isEqualTo(1);
        assertThat(station.verifyJournal(ended.folder()).intact()).isTrue();
    }

    @Test
    void verifyingNamesTheSegmentThatChanged() throws Exception {
        JobOrder.Options options = new JobOrder.Options(List.of("SHA-256", "MD5"), false, 0, "", "", false, false, 1 << 20);
        JobView job = station
                .start(new JobOrder(folder.resolve("job").toString(), "sim:healthy?size=8MiB", copy(), "", List.of(), "", "", options));
        awaitEnd(job.id());
        byte[] image = Files.readAllBytes(folder.resolve("copy.img"));
        image[5_000_000] ^= 1;
        Files.write(folder.resolve("copy.img"), image);
        VerifyView verified = station.verify(job.folder(), _ -> {});
        assertThat(verified.segments()).isEqualTo(8);
        assertThat(verified.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.firstLba()).isEqualTo(8_192);
            assertThat(fault.endLba()).isEqualTo(10_240);
        });
    }

    @Test
    void aStoppedJobGoesOnWhereItWas() throws Exception {
        JobView job = station.start(order(LASTING, copy()));
        await(job.id(), view -> view.sectors("read") > 20_000);
        station.steer(job.id(), new Steer.Stop());
        JobView stopped = awaitEnd(job.id());
        assertThat(stopped.state()).isEqualTo(JobView.State.STOPPED);
        assertThat(stopped.durableSectors()).isEqualTo(stopped.sectors("read")).isGreaterThan(20_000);
        JobView resumed = station.start(JobOrder.resume(job.folder()));
        assertThat(resumed.sectors("read")).isGreaterThanOrEqualTo(stopped.sectors("read"));
        station.steer(job.id(), new Steer.Stop());
        awaitEnd(job.id());
    }

    @Test
    void aPausedJobSendsNothingUntilItMayGoOn() throws Exception {
        JobView job = station.start(order(LASTING, copy()));
        await(job.id(), view -> view.sectors("read") > 1_000);
        station.steer(job.id(), new Steer.Pause());
        JobView paused = await(job.id(), view -> view.state() == JobView.State.PAUSED);
        Thread.sleep(200);
        assertThat(station.job(job.id()).sectors("read")).isEqualTo(paused.sectors("read"));
        station.steer(job.id(), new Steer.Continue());
        await(job.id(), view -> view.sectors("read") > paused.sectors("read"));
    }

    @Test
    void severalJobsRunAtOnceEachOnItsOwnDrive() throws Exception {
        for (int i = 0; i < 3; i++) {
            station.start(new JobOrder(folder.resolve("job" + i).toString(), "sim:healthy?size=8MiB&seed=" + i,
                    folder.resolve(i + ".img").toString(), "",
                    List.of(), "", "", JobOrder.Options.DEFAULT));
        }
        for (JobView job : station.jobs()) {
            assertThat(awaitEnd(job.id()).state()).isEqualTo(JobView.State.FINISHED);
        }
        for (int i = 0; i < 3; i++) {
            requireTruth("sim:healthy?size=8MiB&seed=" + i, folder.resolve(i + ".img"));
        }
    }

    @Test
    void theDestinationIsReplacedByAnotherThatIsBroughtUpToDateFromTheFirst() throws Exception {
        JobView job = station.start(order(LASTING, copy()));
        await(job.id(), view -> view.durableSectors() > 20_000);
        station.steer(job.id(), new Steer.ReplaceDestination(folder.resolve("second.img").toString(), false));
        JobView moved = station.job(job.id());
        assertThat(moved.destination()).contains("second.img");
        assertThat(moved.durableSectors()).as("nothing had to be read again").isGreaterThan(20_000);
        station.steer(job.id(), new Steer.Stop());
        awaitEnd(job.id());
        assertThat(Files.mismatch(folder.resolve("copy.img"), folder.resolve("second.img"))).as("up to where the first got")
                .satisfiesAnyOf(at -> assertThat(at).isEqualTo(-1), at -> assertThat(at).isGreaterThan(20_000L * 512));
    }

    @Test
    void whatTheFirstDestinationDoesNotGiveBackIsReadAgainFromTheSource() throws Exception {
        JobView job = station.start(order("sim:healthy?size=16MiB", copy()));
        awaitEnd(job.id());
        Files.delete(folder.resolve("copy.img"));
        station.start(
                new JobOrder(job.folder(), "", folder.resolve("second.img").toString(), "", List.of(), "", "", JobOrder.Options.DEFAULT));
        assertThat(awaitEnd(job.id()).complete()).isTrue();
        requireTruth("sim:healthy?size=16MiB", folder.resolve("second.img"));
    }

    @Test
    void onlyTheRangesThatWereAskedForAreRead() throws Exception {
        JobView job = station.start(new JobOrder(folder.resolve("job").toString(), "sim:healthy?size=16MiB", copy(), "",
                List.of(new JobOrder.Range(100, 200), new JobOrder.Range(5_000, 6_000)), "", "", JobOrder.Options.DEFAULT));
        JobView ended = awaitEnd(job.id());
        assertThat(ended.sectors("read")).isEqualTo(1_100);
        assertThat(ended.sectors("excluded")).isEqualTo(32_768 - 1_100);
        assertThat(ended.complete()).isTrue();
    }

    @Test
    void mapWindowsTellWhatChangedSinceTheLastOne() throws Exception {
        JobView job = station.start(order("sim:healthy?size=16MiB", copy()));
        awaitEnd(job.id());
        MapWindow all = station.mapWindow(job.id(), 0, 32_768, 64, -1);
        assertThat(all.changed()).hasSize(64);
        assertThat(station.mapWindow(job.id(), 0, 32_768, 64, all.version()).changed()).isEmpty();
        assertThat(station.exportMap(job.id())).contains("0x00000000  0x01000000  +");
    }

    @Test
    void listenersHearOfJobsAndOfWhatGoesIntoTheJournal() throws Exception {
        ConcurrentLinkedQueue<StationEvent> heard = new ConcurrentLinkedQueue<>();
        try (AutoCloseable _ = station.listen(heard::add)) {
            JobView job = station.start(order("sim:healthy?size=8MiB", copy()));
            awaitEnd(job.id());
            await(job.id(),
                    _ -> heard.stream().anyMatch(event -> event instanceof StationEvent.Logged logged && logged.kind().equals("finished")));
            assertThat(heard).contains(new StationEvent.JobChanged(job.id()));
        }
    }

    @Test
    void aJobThatRunsCannotBeStartedAgain() throws Exception {
        JobView job = station.start(order(LASTING, copy()));
        assertThatThrownBy(() -> station.start(JobOrder.resume(job.folder()))).isInstanceOf(StationException.class)
                .hasMessageContaining("running already");
    }

    @Test
    void twoStationsDoNotWorkOnOneJob() throws Exception {
        JobView job = station.start(order(LASTING, copy()));
        try (Station other = open()) {
            assertThatThrownBy(() -> other.start(JobOrder.resume(job.folder()))).isInstanceOf(StationException.class)
                    .hasMessageContaining("open in this program already");
            assertThat(other.open(job.folder()).state()).as("looking is allowed").isEqualTo(JobView.State.IDLE);
        }
    }

    @Test
    void anotherDriveIsRefusedAndBothAreNamed() throws Exception {
        JobView job = station.start(order("sim:healthy?size=8MiB&seed=1", copy()));
        awaitEnd(job.id());
        JobOrder other = new JobOrder(job.folder(), "sim:healthy?size=8MiB&seed=2", "", "", List.of(), "", "", JobOrder.Options.DEFAULT);
        assertThatThrownBy(() -> station.start(other)).isInstanceOf(StationException.class)
                .hasMessageMatching(".*is of .*but the source is now.*");
    }

    @Test
    void anOrderThatCannotBeFollowedLeavesNothingBehind() {
        for (JobOrder wrong : List.of(order("", copy()), order("nosuch:drive", copy()),
                order(folder.resolve("missing.img").toString(), copy()),
                order("sim:healthy?size=8MiB", ""), order("sim:healthy?size=8MiB", folder.resolve("no/such/folder/copy.img").toString()))) {
            assertThatThrownBy(() -> station.start(wrong)).isInstanceOf(StationException.class).message().isNotBlank()
                    .doesNotContain("Exception");
            assertThat(station.jobs()).isEmpty();
            assertThat(folder.resolve("copy.img")).doesNotExist();
        }
    }

    @Test
    void aSourceIsNeverItsOwnDestination() throws Exception {
        Path image = Files.write(folder.resolve("source.img"), new byte[8192]);
        byte[] before = Files.readAllBytes(image);
        assertThat(station.objections(order(image.toString(), image.toString()))).isNotEmpty();
        assertThatThrownBy(() -> station.start(order(image.toString(), image.toString()))).isInstanceOf(StationException.class);
        assertThat(Files.readAllBytes(image)).isEqualTo(before);
    }

    @Test
    void aFileThatHoldsSomethingElseIsNotOverwritten() throws Exception {
        Path precious = Files.writeString(folder.resolve("copy.img"), "precious");
        assertThatThrownBy(() -> station.start(order("sim:healthy?size=8MiB", copy()))).isInstanceOf(StationException.class)
                .hasMessageContaining("holds 8 bytes");
        assertThat(precious).hasContent("precious");
        assertThat(folder.resolve("job")).doesNotExist();
    }

    @Test
    void twoJobsDoNotWriteToOneImage() throws Exception {
        station.start(order(LASTING, copy()));
        JobOrder second = new JobOrder(folder.resolve("second").toString(), "sim:healthy?size=64MiB", copy(), "", List.of(), "", "",
                JobOrder.Options.DEFAULT);
        assertThatThrownBy(() -> station.start(second)).isInstanceOf(StationException.class);
        assertThat(folder.resolve("second")).doesNotExist();
    }

    @Test
    void plansAreListedShownAndChecked() throws Exception {
        assertThat(station.plans()).extracting(PlanView::name).contains("gentle", "standard", "thorough", "ddrescue-like");
        assertThat(station.plan("standard").passes()).isNotEmpty();
        assertThat(station.checkPlan(station.plan("thorough").yaml()).findings()).isEmpty();
        assertThat(station.checkPlan("name: x\npasses:\n  - timeout: -5 ms\n").findings()).isNotEmpty();
        assertThatThrownBy(() -> station.plan("nosuch")).isInstanceOf(StationException.class).hasMessageContaining("gentle, standard");
    }
}
