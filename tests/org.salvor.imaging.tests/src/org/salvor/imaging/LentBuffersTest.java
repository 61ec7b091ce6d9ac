package org.salvor.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.ata.Registers;
import org.salvor.drive.Drive;
import org.salvor.drive.Evidence;
import org.salvor.drive.IdentifyOutcome;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.simulation.PassingDrive;
import org.salvor.simulation.PlainPlans;
import org.salvor.simulation.SimulatedJob;

/** Reads that hang in the kernel keep their buffer for ever; the job neither runs out of buffers for that nor uses one of them again. */
class LentBuffersTest {
    /** More than a job has buffers. */
    private static final int HANGING = 40;
    /** More than the job takes; without buffers each takes a moment and comes to nothing. */
    private static final int MOST_STEPS = 1_500;

    @TempDir
    Path folder;
    private SimulatedJob job;
    private Hanging drive;

    /** Every other read hangs for a while, and the kernel writes into its buffer whenever it likes. */
    private static final class Hanging extends PassingDrive {
        private final List<MemorySegment> lent = new ArrayList<>();
        private boolean proves;
        private int reads;

        Hanging(Drive drive) {
            super(drive);
        }

        @Override
        public ReadOutcome read(ReadRequest request, MemorySegment into) {
            scribble();
            if (reads++ % 2 == 0 || lent.size() >= HANGING || request.sectorCount() < 2) {
                return super.read(request, into);
            }
            long proven = 0;
            if (proves) {
                proven = request.sectorCount() / 2;
                super.read(ReadRequest.of(request.firstLba(), (int) proven, request.method(), request.timeoutMillis()), into);
            }
            lent.add(into);
            return new ReadOutcome.TimedOut(true, proven, Evidence.of(request.timeoutMillis() * 1_000_000, Registers.NONE));
        }

        @Override
        public IdentifyOutcome identify(long timeoutMillis) {
            scribble();
            return super.identify(timeoutMillis);
        }

        private void scribble() {
            lent.forEach(segment -> segment.fill((byte) 0xEE));
        }
    }

    @BeforeEach
    void makeJob() throws Exception {
        job = new SimulatedJob("sim:healthy?size=16MiB&seed=7", folder);
        drive = new Hanging(job.drive);
        job.source = drive;
        job.writerLane = task -> {
            drive.scribble(); // at the latest before what was read is written
            task.run();
        };
    }

    private void requireWhole() throws Exception {
        Imager imager = job.imager(PlainPlans.thorough(1, false));
        for (int steps = 0; imager.doWork() && steps < MOST_STEPS; steps++) {
            job.hostClock.advance(1_000_000);
        }
        assertThat(imager.snapshot().state()).isEqualTo(ImagerState.FINISHED);
        assertThat(drive.lent).hasSize(HANGING);
        assertThat(job.readSectors()).isEqualTo(job.drive.identity().sectorCount());
        assertThat(job.firstWrong()).isEqualTo(-1);
        assertThat(job.verify().faults()).isEmpty();
    }

    @Test
    void manyHangingReadsLeaveTheJobItsBuffers() throws Exception {
        requireWhole();
    }

    @Test
    void whatAHangingReadHasProvenIsKeptApartFromItsBuffer() throws Exception {
        drive.proves = true;
        requireWhole();
    }
}
