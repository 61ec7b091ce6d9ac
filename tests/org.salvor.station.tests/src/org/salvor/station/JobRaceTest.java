package org.salvor.station;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.destination.file.FileDestinationProvider;
import org.salvor.drive.simulated.SimulatedDriveProvider;
import org.salvor.testkit.Counts;

/** Several clients start, open and forget one job at the same moment: a job that runs is always one that the station knows. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class JobRaceTest {
    /** A drive whose job outlives a round by far. */
    private static final String LASTING = "sim:clustered?size=64MiB&seed=7&clock=real&speed=20";
    private static final int ERRANDS = 6;

    @TempDir
    Path folder;

    /** What a client does over and over. */
    private interface Errand {
        void run() throws StationException;
    }

    private static Void client(Errand errand, CyclicBarrier gate) throws Exception {
        gate.await(1, TimeUnit.MINUTES);
        for (int i = 0; i < ERRANDS; i++) {
            try {
                errand.run();
            } catch (StationException e) {
                // running already, in use just now, or unknown just now: each may be so, depending on who came first
                assertThat(e.kind()).as(e.getMessage()).isIn(StationException.Kind.OPERATOR, StationException.Kind.INPUT);
            }
        }
        return null;
    }

    @Test
    void noJobRunsOnWithoutTheStationKnowingIt() throws Exception {
        String job = folder.resolve("job").toString();
        JobOrder order = new JobOrder(job, LASTING, folder.resolve("copy.img").toString(), "", List.of(), "", "", JobOrder.Options.DEFAULT);
        try (Station station = new LocalStation(new Providers().add(new SimulatedDriveProvider()).add(new FileDestinationProvider()));
                ExecutorService clients = Executors.newCachedThreadPool()) {
            station.start(order);
            List<Errand> errands = List.of(() -> station.start(JobOrder.resume(job)), () -> station.start(JobOrder.resume(job)),
                    () -> station.forget(job), () -> station.forget(job), () -> station.open(job));
            for (int round = Counts.of("rounds of a race for one job", 8, 200); round > 0; round--) {
                CyclicBarrier gate = new CyclicBarrier(errands.size());
                List<Future<Void>> running = new ArrayList<>();
                for (Errand errand : errands) {
                    running.add(clients.submit(() -> client(errand, gate)));
                }
                for (Future<Void> client : running) {
                    client.get(2, TimeUnit.MINUTES);
                }
                for (JobView view : station.jobs()) {
                    station.forget(view.id());
                }
                // a job that runs on out of sight still holds its folder
                JobView again = station.start(JobOrder.resume(job));
                assertThat(again.live()).isTrue();
            }
        }
    }
}
