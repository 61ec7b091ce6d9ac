package org.salvor.drive.ide;

import java.io.PrintStream;
import java.lang.foreign.MemorySegment;
import java.time.Instant;
import org.salvor.drive.CommandGate;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadRequest;
import org.salvor.drive.VirtualClock;
import org.salvor.drive.simulated.DriveHardware;
import org.salvor.drive.spi.DriveContext;
import org.salvor.testkit.CommandCost;

/** A benchmark: what reading one sector costs this bundle, on registers that take a microsecond each. */
public final class IdeCost {
    private static final long REGISTER_NANOS = 1_000;

    private IdeCost() {
    }

    /** Registers that tell when they are entered, and take time as those on a bus do. */
    private record Timed(RegisterFile below, VirtualClock clock, CommandCost cost) implements RegisterFile {

        @Override
        public int read(Register register) {
            long entered = cost.enter();
            clock.advance(REGISTER_NANOS);
            int value = below.read(register);
            cost.leave(entered);
            return value;
        }

        @Override
        public void write(Register register, int value) {
            long entered = cost.enter();
            clock.advance(REGISTER_NANOS);
            below.write(register, value);
            cost.leave(entered);
        }

        @Override
        public int alternateStatus() {
            long entered = cost.enter();
            clock.advance(REGISTER_NANOS);
            int value = below.alternateStatus();
            cost.leave(entered);
            return value;
        }

        @Override
        public void control(int value) {
            long entered = cost.enter();
            below.control(value);
            cost.leave(entered);
        }

        @Override
        public void dataIn(MemorySegment into) {
            long entered = cost.enter();
            below.dataIn(into);
            cost.leave(entered);
        }

        @Override
        public void dataOut(MemorySegment from) {
            long entered = cost.enter();
            below.dataOut(from);
            cost.leave(entered);
        }

        @Override
        public int dataByte() {
            long entered = cost.enter();
            int value = below.dataByte();
            cost.leave(entered);
            return value;
        }

        @Override
        public void close() {
            below.close();
        }
    }

    /** Measures and prints. */
    public static void run(PrintStream out) throws Exception {
        CommandCost cost = new CommandCost();
        VirtualClock clock = new VirtualClock(Instant.EPOCH);
        DriveHardware hardware = Rig.hardware("sim:healthy?size=64MiB");
        RegisterFile file = new Timed(new SimulatedRegisters(clock, hardware, null), clock, cost);
        MemorySegment buffer = MemorySegment.ofArray(new short[256]);
        try (IdeDrive drive = IdeDrive.open(file, 0, new DriveContext(clock, CommandGate.readOnly()))) {
            for (ReadMethod method : new ReadMethod[] { ReadMethod.PIO, ReadMethod.AUTO, ReadMethod.VERIFY }) {
                cost.print(out, "legacy IDE, one sector by " + method, index -> {
                    if (!drive.read(ReadRequest.of(index, 1, method, 1000), buffer).good()) {
                        throw new IllegalStateException("sector " + index + " did not read");
                    }
                });
            }
        }
    }
}
