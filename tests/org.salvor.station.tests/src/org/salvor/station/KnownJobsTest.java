package org.salvor.station;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.destination.file.FileDestinationProvider;
import org.salvor.drive.simulated.SimulatedDriveProvider;

/** The list of jobs that outlives a program. */
class KnownJobsTest {
    private static final String LASTING = "sim:clustered?size=64MiB&seed=7&clock=real&speed=20";
    private static final long PATIENCE_MILLIS = 60_000;

    @TempDir
    Path folder;

    private Station station() {
        return new LocalStation(new Providers().add(new SimulatedDriveProvider()).add(new FileDestinationProvider()),
                Optional.of(folder.resolve("state")));
    }

    private JobView start(Station station, String name, String source) throws Exception {
        return station.start(new JobOrder(folder.resolve(name).toString(), source, folder.resolve(name + ".img").toString(), "", List.of(),
                "", "", JobOrder.Options.DEFAULT));
    }

    private static void await(Station station, KnownJobView.State wanted) throws Exception {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (station.knownJobs().getFirst().state() != wanted) {
            assertThat(System.nanoTime()).as("waited in vain: %s", station.knownJobs()).isLessThan(end);
            Thread.sleep(10);
        }
    }

    @Test
    void aJobThatRanWhenTheProgramEndedIsOfferedByTheNext() throws Exception {
        try (Station station = station()) {
            start(station, "lasting", LASTING);
            assertThat(station.knownJobs()).singleElement().satisfies(job -> {
                assertThat(job.state()).isEqualTo(KnownJobView.State.RUNNING);
                assertThat(job.wantedSectors()).isEqualTo(131_072);
            });
        }
        try (Station next = station()) {
            assertThat(next.jobs()).isEmpty();
            KnownJobView offered = next.knownJobs().getFirst();
            assertThat(offered.state()).isEqualTo(KnownJobView.State.INTERRUPTED);
            assertThat(offered.destination()).contains("lasting.img");
            next.start(JobOrder.resume(offered.folder()));
            next.steer(offered.folder(), new Steer.Stop());
            await(next, KnownJobView.State.AT_REST);
        }
        try (Station last = station()) {
            assertThat(last.knownJobs().getFirst().state()).as("it was stopped").isEqualTo(KnownJobView.State.AT_REST);
        }
    }

    @Test
    void whatCameToItsEndIsAtRestAndWhatIsGoneIsMissing() throws Exception {
        try (Station station = station()) {
            start(station, "short", "sim:healthy?size=8MiB");
            await(station, KnownJobView.State.AT_REST);
            assertThat(station.knownJobs().getFirst().readSectors()).isEqualTo(16_384);
            Files.move(folder.resolve("short"), folder.resolve("elsewhere"));
            assertThat(station.knownJobs().getFirst().state()).isEqualTo(KnownJobView.State.MISSING);
            station.forget(folder.resolve("short").toString());
            assertThat(station.knownJobs()).isEmpty();
        }
    }

    @Test
    void aStationWithoutAStateFolderRemembersNothing() throws Exception {
        try (Station station = new LocalStation(
                new Providers().add(new SimulatedDriveProvider()).add(new FileDestinationProvider()))) {
            start(station, "short", "sim:healthy?size=8MiB");
            assertThat(station.knownJobs()).isEmpty();
        }
        assertThat(folder.resolve("state")).doesNotExist();
    }

    @Test
    void theStateFolderIsTheUsersUnlessAnotherIsNamed() {
        assertThat(StateFolder.of(Map.of(), "/users/a")).contains(Path.of("/users/a/.local/state/salvor"));
        assertThat(StateFolder.of(Map.of("XDG_STATE_HOME", "/var/x"), "/users/a")).contains(Path.of("/var/x/salvor"));
        assertThat(StateFolder.of(Map.of("XDG_STATE_HOME", "relative"), "/users/a")).contains(Path.of("/users/a/.local/state/salvor"));
        assertThat(StateFolder.of(Map.of("XDG_STATE_HOME", "/var/x", "SALVOR_STATE", "/opt/s"), "/users/a")).contains(Path.of("/opt/s"));
        assertThat(StateFolder.of(Map.of(), "?")).isEmpty();
    }
}
