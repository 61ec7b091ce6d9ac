package org.salvor.drive.ahci;

import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.salvor.drive.CommandGate;
import org.salvor.drive.Pace;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadRequest;
import org.salvor.drive.VirtualClock;
import org.salvor.drive.spi.DriveContext;
import org.salvor.testkit.CommandCost;

/** A benchmark: what reading one sector costs this bundle, on a controller whose registers take a microsecond each. */
public final class AhciCost {
    private static final long REGISTER_NANOS = 1_000;

    private AhciCost() {
    }

    /** A controller that tells when it is entered, and whose registers take time as those on a bus do. */
    private record Timed(HbaMemory below, VirtualClock clock, CommandCost cost) implements HbaMemory {

        @Override
        public int read(int offset) {
            long entered = cost.enter();
            clock.advance(REGISTER_NANOS);
            int value = below.read(offset);
            cost.leave(entered);
            return value;
        }

        @Override
        public void write(int offset, int value) {
            long entered = cost.enter();
            below.write(offset, value);
            cost.leave(entered);
        }

        @Override
        public DmaMemory allocate(long sizeBytes) throws java.io.IOException {
            return below.allocate(sizeBytes);
        }
    }

    /** Measures and prints. */
    public static void run(PrintStream out) throws Exception {
        CommandCost cost = new CommandCost();
        Rig rig = new Rig("sim:healthy?size=64MiB");
        Hba hba = new Hba(new Timed(rig.hba, rig.clock, cost));
        hba.takeOver(new Pace(rig.clock));
        MemorySegment buffer = Arena.ofAuto().allocate(512);
        try (AhciDrive drive = AhciDrive.open(hba, SimulatedHba.PORT, 0, new DriveContext(rig.clock, CommandGate.readOnly()), rig)) {
            for (ReadMethod method : new ReadMethod[] { ReadMethod.DMA, ReadMethod.PIO, ReadMethod.FPDMA }) {
                cost.print(out, "AHCI, one sector by " + method, index -> {
                    if (!drive.read(ReadRequest.of(index, 1, method, 1000), buffer).good()) {
                        throw new IllegalStateException("sector " + index + " did not read");
                    }
                });
            }
        }
    }
}
