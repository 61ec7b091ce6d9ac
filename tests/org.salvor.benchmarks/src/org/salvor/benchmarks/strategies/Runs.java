package org.salvor.benchmarks.strategies;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.salvor.drive.CommandGate;
import org.salvor.drive.Drive;
import org.salvor.drive.DriveIdentity;
import org.salvor.drive.IdentifyOutcome;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.drive.VirtualClock;
import org.salvor.drive.file.FileDriveProvider;
import org.salvor.drive.simulated.SimulatedDrive;
import org.salvor.drive.spi.DriveAddress;
import org.salvor.drive.spi.DriveContext;
import org.salvor.drive.spi.DriveOpenException;
import org.salvor.imaging.ImagerSnapshot;
import org.salvor.imaging.ImagerState;
import org.salvor.imaging.plan.PassPlan;
import org.salvor.power.PowerSwitch;
import org.salvor.simulation.PassingDrive;
import org.salvor.testkit.rig.MeteredDrive;
import org.salvor.testkit.rig.ServedDrive;

/** Runs a program on a drive of its own, made anew from its address, and brings its score. */
final class Runs {
    /** What the kernel asks a FUSE file for at once, at most; seen in every run through the file, and checked there. */
    static final int PIECE_BYTES = 1 << 20;
    /** Longest command of the host: what libata sends unless told otherwise, 1,280 sectors. */
    private static final int HOST_SECTORS = 1280;
    /** {@code -d}: past the page cache. All else as it comes: five passes with 64 KiB, trimming, scraping, no retries. */
    static final List<String> DDRESCUE = List.of("ddrescue", "-d", "-f", "-q");

    private static final long POLL_MILLIS = 20;

    private Runs() {
    }

    /** GNU ddrescue, through the file. */
    static MeteredDrive.Score ddrescue(String address, List<String> more) throws IOException, DriveOpenException {
        MeteredDrive drive = metered(address);
        Path map = Files.createTempFile("ddrescue", ".map");
        Files.delete(map);
        try (ServedDrive served = ServedDrive.serve(drive)) {
            List<String> command = new ArrayList<>(DDRESCUE);
            command.addAll(more);
            command.addAll(List.of(served.path().toString(), "/dev/null", map.toString()));
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                if (drive.offLine()) {
                    process.destroy(); // as its operator would: nothing can come any more
                }
            }
            if (process.exitValue() != 0 && !drive.offLine()) {
                throw new IOException(String.join(" ", command) + " ended with " + process.exitValue() + ": "
                        + new String(process.getInputStream().readAllBytes()));
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        } finally {
            Files.deleteIfExists(map);
        }
        return drive.score();
    }

    /** Salvor through the same file, opened as any file is. */
    static MeteredDrive.Score throughFile(String address, PassPlan plan) throws IOException, DriveOpenException {
        MeteredDrive drive = metered(address);
        try (ServedDrive served = ServedDrive.serve(drive)) {
            DriveContext context = new DriveContext(new VirtualClock(Instant.EPOCH), CommandGate.readOnly());
            try (Drive file = new FileDriveProvider().open(DriveAddress.parse("file:" + served.path()), context)) {
                finish(new Described(file, drive.physicalSectorBytes()), Optional.empty(), plan);
            }
        }
        return drive.score();
    }

    /** Salvor on the same drive without a kernel between. */
    static MeteredDrive.Score direct(String address, PassPlan plan) throws IOException, DriveOpenException {
        MeteredDrive drive = metered(address + "&bytes=none");
        DriveIdentity identity = new DriveIdentity("direct", address, "", drive.sizeBytes() / drive.sectorBytes(), drive.sectorBytes(),
                drive.physicalSectorBytes());
        finish(new DirectFile(drive, identity, new VirtualClock(Instant.EPOCH), PIECE_BYTES), Optional.empty(), plan);
        return drive.score();
    }

    /** Salvor with the drive's registers: it resets it, and cuts its power, as the plan's ladder says. */
    static MeteredDrive.Score withHands(String address, PassPlan plan) throws IOException, DriveOpenException {
        SimulatedDrive drive = SimulatedDrive.open(address);
        MeteredDrive meter = new MeteredDrive(drive, HOST_SECTORS);
        finish(new Watched(drive, meter), Optional.of(drive), plan);
        return meter.score();
    }

    private static void finish(Drive source, Optional<PowerSwitch> power, PassPlan plan) throws IOException {
        PlainJob job = new PlainJob(source, power);
        ImagerSnapshot end = job.run(plan);
        if (end.state() != ImagerState.FINISHED && power.isEmpty()) {
            throw new IOException("Salvor did not finish: " + end + System.lineSeparator() + job.story());
        }
    }

    private static MeteredDrive metered(String address) throws DriveOpenException {
        return new MeteredDrive(SimulatedDrive.open(address), HOST_SECTORS);
    }

    /** A file that says how large the sectors are that fail, as a block device does and a file cannot. */
    private static final class Described extends PassingDrive {
        private final DriveIdentity identity;

        Described(Drive file, int physicalSectorBytes) {
            super(file);
            identity = described(file.identity(), physicalSectorBytes);
        }

        private static DriveIdentity described(DriveIdentity plain, int physicalSectorBytes) {
            return new DriveIdentity(plain.model(), plain.serial(), plain.firmware(), plain.sectorCount(), plain.sectorBytes(),
                    physicalSectorBytes);
        }

        @Override
        public DriveIdentity identity() {
            return identity;
        }

        @Override
        public IdentifyOutcome identify(long timeoutMillis) {
            return super.identify(timeoutMillis) instanceof IdentifyOutcome.Identified(DriveIdentity found)
                    ? new IdentifyOutcome.Identified(described(found, identity.physicalSectorBytes()))
                    : super.identify(timeoutMillis);
        }
    }

    /** A drive whose good reads the meter sees. */
    private static final class Watched extends PassingDrive {
        private final MeteredDrive meter;

        Watched(Drive drive, MeteredDrive meter) {
            super(drive);
            this.meter = meter;
        }

        @Override
        public ReadOutcome read(ReadRequest request, MemorySegment into) {
            ReadOutcome outcome = super.read(request, into);
            meter.came(request.firstLba(), request.firstLba() + outcome.provenSectors());
            return outcome;
        }
    }
}
