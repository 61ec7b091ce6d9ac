package org.salvor.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.destination.file.FileDestinationProvider;
import org.salvor.drive.simulated.SimulatedDrive;
import org.salvor.drive.simulated.SimulatedDriveProvider;
import org.salvor.imaging.Destination;
import org.salvor.imaging.DestinationException;
import org.salvor.imaging.DestinationIdentity;
import org.salvor.imaging.DestinationProvider;
import org.salvor.imaging.DestinationRequest;

/** An image on its way to another destination, and what becomes of it when it does not arrive. */
class DestinationMoveTest {
    private static final String SOURCE = "sim:healthy?size=16MiB&seed=9";
    private static final long PATIENCE_MILLIS = 60_000;
    private static final int HALF_WAY = 8;

    @TempDir
    Path folder;
    private final Watched destinations = new Watched();
    private final Station station = new LocalStation(new Providers().add(new SimulatedDriveProvider()).add(destinations));
    private String job;

    /** Files, with something that happens before one of their writes. */
    private static final class Watched implements DestinationProvider {
        private final FileDestinationProvider files = new FileDestinationProvider();
        private volatile Runnable halfWay = () -> {};

        @Override
        public boolean serves(String address) {
            return files.serves(address);
        }

        @Override
        public List<String> objections(String address, DestinationRequest request) {
            return files.objections(address, request);
        }

        @Override
        public Destination open(String address, DestinationRequest request) throws DestinationException {
            return new WatchedDestination(files.open(address, request));
        }

        @Override
        public Destination openForReading(String address) throws DestinationException {
            return files.openForReading(address);
        }

        private final class WatchedDestination implements Destination {
            private final Destination file;
            private int writes;

            private WatchedDestination(Destination file) {
                this.file = file;
            }

            @Override
            public DestinationIdentity identity() {
                return file.identity();
            }

            @Override
            public boolean isNew() {
                return file.isNew();
            }

            @Override
            public long capacityBytes() {
                return file.capacityBytes();
            }

            @Override
            public int alignmentBytes() {
                return file.alignmentBytes();
            }

            @Override
            public void write(long offsetBytes, MemorySegment data) throws DestinationException {
                if (++writes == HALF_WAY) {
                    halfWay.run();
                }
                file.write(offsetBytes, data);
            }

            @Override
            public void flush() throws DestinationException {
                file.flush();
            }

            @Override
            public long read(long offsetBytes, MemorySegment into) throws DestinationException {
                return file.read(offsetBytes, into);
            }

            @Override
            public void close() {
                file.close();
            }
        }
    }

    @BeforeEach
    void imageTheDrive() throws Exception {
        job = station.start(order(folder.resolve("job"), SOURCE, "first.img")).id();
        assertThat(ended(station, job).complete()).isTrue();
    }

    @AfterEach
    void closeStation() {
        station.close();
    }

    private JobOrder order(Path jobFolder, String source, String destination) {
        return new JobOrder(jobFolder.toString(), source, folder.resolve(destination).toString(), "", List.of(), "", "",
                JobOrder.Options.DEFAULT);
    }

    private static JobView ended(Station station, String id) throws Exception {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (station.job(id).live()) {
            assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
            Thread.sleep(5);
        }
        return station.job(id);
    }

    private void requireTruth(String image) throws Exception {
        try (SimulatedDrive drive = SimulatedDrive.open(SOURCE)) {
            MemorySegment held = MemorySegment.ofArray(Files.readAllBytes(folder.resolve(image)));
            assertThat(drive.truth().firstWrong(0, drive.identity().sectorCount(), held)).isEqualTo(-1);
        }
    }

    @Test
    void itIsShownOnTheWay() throws Exception {
        Queue<JobView> seen = new ConcurrentLinkedQueue<>();
        Queue<StationEvent> heard = new ConcurrentLinkedQueue<>();
        destinations.halfWay = () -> {
            try {
                seen.add(station.job(job));
                assertThatThrownBy(() -> station.steer(job, new Steer.Pause())).isInstanceOf(StationException.class)
                        .hasMessageContaining("moves to another destination");
            } catch (StationException e) {
                throw new IllegalStateException(e);
            }
        };
        try (AutoCloseable _ = station.listen(heard::add)) {
            station.start(order(folder.resolve("job"), "", "second.img"));
            ended(station, job);
        }
        assertThat(seen).singleElement().satisfies(view -> {
            assertThat(view.state()).isEqualTo(JobView.State.MOVING);
            assertThat(view.live()).isTrue();
            assertThat(view.sentence()).contains("moves to the other destination");
            assertThat(view.sectors("read")).isEqualTo(32_768);
        });
        assertThat(heard).filteredOn(StationEvent.Moving.class::isInstance).isNotEmpty();
        requireTruth("second.img");
    }

    @Test
    void aStoppedMoveLeavesTheJobWithItsOldDestinationAndIsOrderedAgain() throws Exception {
        destinations.halfWay = () -> {
            try {
                station.steer(job, new Steer.Stop());
            } catch (StationException e) {
                throw new IllegalStateException(e);
            }
        };
        assertThatThrownBy(() -> station.start(order(folder.resolve("job"), "", "second.img"))).isInstanceOf(StationException.class)
                .hasMessageContaining("was stopped").hasMessageContaining("first.img");
        assertThat(Files.size(folder.resolve("second.img"))).isLessThanOrEqualTo(16 << 20);
        assertThat(station.open(job).destination()).contains("first.img");
        assertThat(station.job(job).durableSectors()).isEqualTo(32_768);
        destinations.halfWay = () -> {};
        station.start(order(folder.resolve("job"), "", "second.img"));
        JobView moved = ended(station, job);
        assertThat(moved.destination()).contains("second.img");
        assertThat(moved.errors()).isZero();
        requireTruth("second.img");
        assertThat(station.verify(job, _ -> {}).intact()).isTrue();
        assertThat(folder.resolve("job/move.target")).doesNotExist();
    }

    @Test
    void aMoveThatACrashCutOffDoesNoHarmAndIsOrderedAgain() throws Exception {
        Path crashed = folder.resolve("crashed");
        destinations.halfWay = () -> {
            copy(folder.resolve("job"), crashed); // what a power failure would leave behind
            throw new IllegalStateException("the test ends this program");
        };
        assertThatThrownBy(() -> station.start(order(folder.resolve("job"), "", "second.img"))).isInstanceOf(IllegalStateException.class);
        destinations.halfWay = () -> {};
        JobView asLeft = station.open(crashed.toString());
        assertThat(asLeft.destination()).contains("first.img");
        assertThat(asLeft.durableSectors()).isEqualTo(32_768);
        assertThat(station.verify(crashed.toString(), _ -> {}).intact()).isTrue();
        String id = station.start(order(crashed, "", "second.img")).id();
        assertThat(ended(station, id).destination()).contains("second.img");
        requireTruth("second.img");
        assertThat(station.verify(crashed.toString(), _ -> {}).intact()).isTrue();
    }

    @Test
    void aFileThatTheMoveDidNotMakeIsStillNotOverwritten() throws Exception {
        destinations.halfWay = () -> {
            throw new IllegalStateException("the test ends this program");
        };
        assertThatThrownBy(() -> station.start(order(folder.resolve("job"), "", "second.img"))).isInstanceOf(IllegalStateException.class);
        destinations.halfWay = () -> {};
        Path precious = Files.writeString(folder.resolve("precious.img"), "precious");
        Files.move(precious, folder.resolve("third.img"));
        assertThatThrownBy(() -> station.start(order(folder.resolve("job"), "", "third.img"))).isInstanceOf(StationException.class)
                .hasMessageContaining("holds 8 bytes");
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.list(from)) {
            Files.createDirectory(to);
            for (Path file : files.filter(each -> !each.getFileName().toString().startsWith("lock")).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
