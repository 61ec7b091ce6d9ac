package org.salvor.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.destination.file.FileDestinationProvider;
import org.salvor.drive.file.BlockDriveProvider;
import org.salvor.drive.file.FileDriveProvider;
import org.salvor.drive.simulated.SimulatedDriveProvider;
import org.salvor.imaging.Destination;
import org.salvor.imaging.DestinationException;
import org.salvor.imaging.DestinationIdentity;
import org.salvor.imaging.DestinationProvider;
import org.salvor.imaging.DestinationRequest;
import org.salvor.testkit.rig.LoopDevice;
import org.salvor.testkit.rig.SmallFileSystem;

/** Jobs whose parts are not what they were when they are opened. */
class JobOpeningTest {
    private static final JobOrder.Options CONFIRMED = new JobOrder.Options(List.of(), false, 0, "", "", false, true, 0);
    private static final long PATIENCE_MILLIS = 30_000;
    private static final String LASTING = "sim:clustered?size=64MiB&seed=7&clock=real&speed=20";

    @TempDir
    Path folder;
    private final Station station = new LocalStation(
            new Providers().add(new SimulatedDriveProvider()).add(new FileDriveProvider()).add(new BlockDriveProvider())
                    .add(new StubbornDestinations()).add(new Twins())
                    .add(new AlikeDestinations()).add(new FileDestinationProvider()));

    /** Destinations that have no fault but cannot be opened. */
    private static final class StubbornDestinations implements DestinationProvider {

        @Override
        public boolean serves(String address) {
            return address.startsWith("stubborn:");
        }

        @Override
        public List<String> objections(String address, DestinationRequest request) {
            return List.of();
        }

        @Override
        public Destination open(String address, DestinationRequest request) throws DestinationException {
            throw new DestinationException(DestinationException.Kind.FAILED, "The destination cannot be opened; give another.");
        }

        @Override
        public Destination openForReading(String address) throws DestinationException {
            throw new DestinationException(DestinationException.Kind.GONE, "There is nothing.");
        }
    }

    /** Files on a file system that tells them apart by nothing. */
    private static final class AlikeDestinations implements DestinationProvider {
        private static final String SCHEME = "alike:";
        private static final String DRIVES = "drive-";
        private final DestinationProvider files = new FileDestinationProvider();

        @Override
        public boolean serves(String address) {
            return address.startsWith(SCHEME);
        }

        private static String path(String address) {
            return address.substring(SCHEME.length());
        }

        @Override
        public List<String> objections(String address, DestinationRequest request) {
            return files.objections(path(address), request);
        }

        @Override
        public Destination open(String address, DestinationRequest request) throws DestinationException {
            return alike(files.open(path(address), request));
        }

        /** A file whose name begins so plays a drive with that name as its serial number. */
        private static Destination alike(Destination file) {
            String address = file.identity().address();
            String name = Path.of(address).getFileName().toString();
            return new Alike(file, name.startsWith(DRIVES) ? new DestinationIdentity("drive", address, "Drive", name, 0, 512)
                    : new DestinationIdentity("file", address, "", "alike", 0, 1));
        }

        @Override
        public Destination openForReading(String address) throws DestinationException {
            return alike(files.openForReading(path(address)));
        }
    }

    private record Alike(Destination file, DestinationIdentity identity) implements Destination {

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

    @Test
    void aDestinationThatWasJustMadeIsNeverTakenForTheOneThatHoldsTheImage() throws Exception {
        String source = "sim:healthy?size=8MiB";
        JobView job = run(new JobOrder(folder.resolve("job").toString(), source, "alike:" + copy(), "", List.of(), "", "",
                JobOrder.Options.DEFAULT));
        byte[] truth = Files.readAllBytes(copy());
        Path second = folder.resolve("second.img");
        run(new JobOrder(job.folder(), "", "alike:" + second, "", List.of(), "", "", JobOrder.Options.DEFAULT));
        assertThat(second).hasBinaryContent(truth);
    }

    /** Destination drives that show a serial number of choice, as a source does behind a second bridge. What is written to them is lost. */
    private static final class Twins implements DestinationProvider {
        @Override
        public boolean serves(String address) {
            return address.startsWith("twin:");
        }

        @Override
        public List<String> objections(String address, DestinationRequest request) {
            return List.of();
        }

        @Override
        public Destination open(String address, DestinationRequest request) throws DestinationException {
            return openForReading(address);
        }

        @Override
        public Destination openForReading(String address) throws DestinationException {
            return new Twin(address.substring("twin:".length()));
        }
    }

    private record Twin(String serial) implements Destination {
        @Override
        public DestinationIdentity identity() {
            return new DestinationIdentity("drive", "/dev/twin", "Twin", serial, 1L << 30, 512);
        }

        @Override
        public void write(long offset, MemorySegment data) {
            // lost
        }

        @Override
        public long read(long offset, MemorySegment into) {
            return into.byteSize();
        }

        @Override
        public long capacityBytes() {
            return 1L << 30;
        }

        @Override
        public int alignmentBytes() {
            return 1;
        }

        @Override
        public void flush() {
            // nothing is kept
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    @Test
    void aWordGivenForOneDestinationDriveIsNoneForAnother() throws Exception {
        String first = "alike:" + folder.resolve("drive-a");
        Path precious = Files.write(folder.resolve("drive-b"), new byte[0]);
        JobView job = station.start(new JobOrder(folder.resolve("job").toString(), LASTING, first, "", List.of(), "", "",
                JobOrder.Options.DEFAULT.confirmed(true)));
        await(job.id(), view -> view.durableSectors() > 1_000);
        assertThatThrownBy(() -> station.steer(job.id(), new Steer.ReplaceDestination("alike:" + precious, false)))
                .isInstanceOf(StationException.class).hasMessageContaining("drive-b").hasMessageContaining("Confirm");
        assertThat(precious).isEmptyFile();
        assertThat(station.job(job.id()).state()).as("the job was not disturbed").isEqualTo(JobView.State.RUNNING);
        station.steer(job.id(), new Steer.ReplaceDestination("alike:" + precious, true));
        assertThat(station.job(job.id()).destination()).contains("drive-b");
    }

    @AfterEach
    void closeStation() {
        station.close();
    }

    private Path copy() {
        return folder.resolve("copy.img");
    }

    private JobOrder order(String source, String plan, String map) {
        return new JobOrder(folder.resolve("job").toString(), source, copy().toString(), plan, List.of(), "", map,
                JobOrder.Options.DEFAULT);
    }

    private JobOrder resume(String plan) {
        return new JobOrder(folder.resolve("job").toString(), "", "", plan, List.of(), "", "", JobOrder.Options.DEFAULT);
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
        return await(station.start(order).id(), view -> !view.live());
    }

    @Test
    void aDestinationThatIsGoneIsNotMadeAnew() throws Exception {
        run(order("sim:healthy?size=8MiB", "", ""));
        Files.delete(copy());
        assertThatThrownBy(() -> station.start(resume(""))).isInstanceOf(StationException.class).hasMessageContaining("copy.img");
        assertThat(copy()).doesNotExist();
    }

    @Test
    void aDestinationThatFilledUpIsRetriedInTheSameRunOnceThereIsRoom() throws Exception {
        try (SmallFileSystem small = SmallFileSystem.inMemory(12L << 20)) {
            Path filler = Files.write(small.folder().resolve("filler"), new byte[8 << 20]);
            JobView job = station.start(new JobOrder(folder.resolve("job").toString(), "sim:healthy?size=8MiB",
                    small.folder().resolve("copy.img").toString(), "", List.of(), "", "", JobOrder.Options.DEFAULT));
            await(job.id(), view -> view.state() == JobView.State.FAILED);
            Files.delete(filler);
            station.steer(job.id(), new Steer.RetryDestination());
            assertThat(await(job.id(), view -> view.state() == JobView.State.FINISHED).complete()).isTrue();
            station.forget(job.id());
        }
    }

    @Test
    void anotherFileInTheDestinationsPlaceIsRefusedHoweverOftenOneTries() throws Exception {
        JobView job = station.start(order(LASTING, "", ""));
        await(job.id(), view -> view.durableSectors() > 1_000);
        Files.delete(copy());
        await(job.id(), view -> view.state() == JobView.State.FAILED);
        Files.write(copy(), new byte[64 << 20]);
        for (int attempt = 0; attempt < 3; attempt++) {
            assertThatThrownBy(() -> station.steer(job.id(), new Steer.RetryDestination())).isInstanceOf(StationException.class)
                    .hasMessageContaining("another destination");
        }
        Files.delete(copy());
        assertThatThrownBy(() -> station.steer(job.id(), new Steer.RetryDestination())).isInstanceOf(StationException.class);
        assertThat(copy()).doesNotExist();
        assertThat(station.job(job.id()).state()).isEqualTo(JobView.State.FAILED);
    }

    @Test
    void aDestinationThatWorksIsNotTakenFromItsJob() throws Exception {
        JobView job = station.start(order(LASTING, "", ""));
        await(job.id(), view -> view.durableSectors() > 1_000);
        assertThatThrownBy(() -> station.steer(job.id(), new Steer.RetryDestination())).isInstanceOf(StationException.class)
                .hasMessageContaining("has not failed");
        assertThat(station.job(job.id()).state()).isEqualTo(JobView.State.RUNNING);
    }

    @Test
    void aNewPlanBeginsWithItsFirstPassEvenIfTheFirstTryToStartItFailed() throws Exception {
        long errors = run(order("sim:clustered?size=16MiB&seed=7", "ddrescue-like", "")).errors();
        Files.move(copy(), folder.resolve("away.img"));
        assertThatThrownBy(() -> station.start(resume("standard"))).isInstanceOf(StationException.class);
        Files.move(folder.resolve("away.img"), copy());
        JobView again = run(resume("standard"));
        assertThat(again.plan()).isEqualTo("standard");
        assertThat(again.errors()).as("the retries of the new plan were made").isGreaterThan(errors);
    }

    @Test
    void whatAnotherMapCallsReadIsNotBelievedWithoutTheImageThatBelongsToIt() throws Exception {
        Path map = Files.writeString(folder.resolve("before.map"), "0 ? 1\n0 512000 +\n512000 7876608 ?\n");
        assertThatThrownBy(() -> station.start(order("sim:healthy?size=8MiB", "", map.toString()))).isInstanceOf(StationException.class)
                .hasMessageContaining("before.map");
        assertThat(copy()).doesNotExist();
        assertThat(folder.resolve("job")).doesNotExist();
        Files.write(copy(), new byte[100_000]);
        assertThatThrownBy(() -> station.start(order("sim:healthy?size=8MiB", "", map.toString()))).isInstanceOf(StationException.class)
                .hasMessageContaining("before.map");
        assertThat(Files.size(copy())).isEqualTo(100_000);
    }

    @Test
    void aDestinationThatCannotBeOpenedLeavesNoJobBehind() {
        JobOrder order = new JobOrder(folder.resolve("job").toString(), "sim:healthy?size=8MiB", "stubborn:1", "", List.of(), "", "",
                JobOrder.Options.DEFAULT);
        assertThatThrownBy(() -> station.start(order)).isInstanceOf(StationException.class);
        assertThat(folder.resolve("job")).doesNotExist();
    }

    @Test
    void aDriveWithTheSerialNumberOfTheSourceIsTheSourceHoweverItIsReached() throws Exception {
        String source = "sim:healthy?size=8MiB";
        String twin = "twin:" + station.identify(source).serial();
        JobOrder order = new JobOrder(folder.resolve("job").toString(), source, twin, "", List.of(), "", "", CONFIRMED);
        assertThatThrownBy(() -> station.start(order)).isInstanceOf(StationException.class).hasMessageContaining("is the source itself");
        assertThat(folder.resolve("job")).doesNotExist();
        assertThat(station.objections(order)).singleElement().asString().contains("is the source itself");
        run(order(source, "", ""));
        JobOrder replaced = new JobOrder(folder.resolve("job").toString(), "", twin, "", List.of(), "", "", CONFIRMED);
        assertThatThrownBy(() -> station.start(replaced)).isInstanceOf(StationException.class)
                .hasMessageContaining("is the source itself");
        assertThat(station.open(folder.resolve("job").toString()).destination()).contains("copy.img");
    }

    @Test
    void aJobFolderOnTheSourceDriveIsRefused() throws Exception {
        Path disk = Files.write(folder.resolve("disk.img"), new byte[16 << 20]);
        try (LoopDevice loop = LoopDevice.writable(disk, 512); SmallFileSystem mounted = SmallFileSystem.on(loop.node())) {
            Path job = mounted.folder().resolve("cases/job");
            assertThatThrownBy(
                    () -> station.start(new JobOrder(job.toString(), loop.node().toString(), copy().toString(), "", List.of(), "",
                            "", JobOrder.Options.DEFAULT)))
                    .isInstanceOf(StationException.class).hasMessageContaining("lies on the source drive");
            assertThat(job.getParent()).doesNotExist();
            assertThat(copy()).doesNotExist();
        }
    }

    @Test
    void aJobGoesOnHoweverTheSameDestinationIsSpelled() throws Exception {
        String source = "sim:healthy?size=8MiB";
        run(order(source, "", ""));
        Path link = Files.createSymbolicLink(folder.resolve("link.img"), copy());
        for (String spelled : List.of(folder + "/./copy.img", "file:" + copy(), link.toString())) {
            JobOrder again = order(source, spelled);
            assertThat(station.objections(again)).isEmpty();
            assertThat(run(again).complete()).isTrue();
        }
    }

    @Test
    void aJobKeepsAddressesThatAreFoundFromAnyFolder() throws Exception {
        Path here = Path.of("").toAbsolutePath();
        Path source = Files.write(folder.resolve("source.img"), new byte[1 << 20]);
        run(order(here.relativize(source).toString(), "file:" + here.relativize(copy())));
        JobView stored = station.open(folder.resolve("job").toString());
        assertThat(stored.source().address()).isEqualTo(here + "/" + here.relativize(source));
        assertThat(stored.destination()).startsWith("file:" + here + "/");
    }

    @Test
    void anotherDriveIsTakenOnceItIsConfirmedAndNotBefore() throws Exception {
        JobOrder unconfirmed = order("sim:healthy?size=8MiB", "twin:other");
        assertThat(station.objections(unconfirmed)).singleElement().asString().contains("Confirm that first");
        assertThatThrownBy(() -> station.start(unconfirmed)).isInstanceOf(StationException.class)
                .hasMessageContaining("Confirm that first");
        JobOrder confirmed = new JobOrder(unconfirmed.folder(), unconfirmed.source(), "twin:other", "", List.of(), "", "", CONFIRMED);
        assertThat(station.objections(confirmed)).isEmpty();
        run(confirmed);
        assertThat(station.objections(JobOrder.resume(unconfirmed.folder()))).as("it is the job's").isEmpty();
    }

    private JobOrder order(String source, String destination) {
        return new JobOrder(folder.resolve("job").toString(), source, destination, "", List.of(), "", "", JobOrder.Options.DEFAULT);
    }
}
