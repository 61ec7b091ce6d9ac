package org.salvor.drive.sgio;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.Set;
import org.salvor.ata.ScsiCommand;
import org.salvor.drive.CommandGate;
import org.salvor.drive.Drive;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadRequest;
import org.salvor.drive.Reset;
import org.salvor.testkit.CommandCost;

/** A benchmark: what reading one sector costs this bundle above the kernel's SCSI line. */
public final class SgCost {

    private SgCost() {
    }

    /** A line that tells when it is entered. */
    private record Timed(SimulatedPort below, CommandCost cost) implements ScsiPort {

        @Override
        public void submit(int tag, ScsiCommand command, MemorySegment data, long timeoutMillis) throws IOException {
            long entered = cost.enter();
            below.submit(tag, command, data, timeoutMillis);
            below.sent.clear();
            cost.leave(entered);
        }

        @Override
        public boolean await(long nanos) throws IOException {
            long entered = cost.enter();
            boolean there = below.await(nanos);
            cost.leave(entered);
            return there;
        }

        @Override
        public Optional<ScsiReply> receive() {
            long entered = cost.enter();
            Optional<ScsiReply> reply = below.receive();
            cost.leave(entered);
            return reply;
        }

        @Override
        public boolean kernelTranslates() {
            return below.kernelTranslates();
        }

        @Override
        public Set<Reset> resets() {
            return below.resets();
        }

        @Override
        public ResetAnswer reset(Reset reset, long timeoutMillis) {
            return below.reset(reset, timeoutMillis);
        }

        @Override
        public boolean reconnect() {
            return below.reconnect();
        }

        @Override
        public boolean present() {
            return below.present();
        }

        @Override
        public int maxTransferBytes() {
            return below.maxTransferBytes();
        }

        @Override
        public String name() {
            return below.name();
        }

        @Override
        public void close() {
            below.close();
        }
    }

    /** Measures and prints. */
    public static void run(PrintStream out) throws Exception {
        CommandCost cost = new CommandCost();
        SimulatedPort port = ScsiRig.port("sim:healthy?size=64MiB", false);
        MemorySegment buffer = Arena.ofAuto().allocate(512, 4096);
        try (Drive drive = DriveOpening.open(new Timed(port, cost), port.clock(), CommandGate.readOnly())) {
            for (ReadMethod method : new ReadMethod[] { ReadMethod.DMA, ReadMethod.PIO }) {
                cost.print(out, "SCSI pass-through, one sector by " + method, index -> {
                    if (!drive.read(ReadRequest.of(index, 1, method, 1000), buffer).good()) {
                        throw new IllegalStateException("sector " + index + " did not read");
                    }
                });
            }
        }
    }
}
