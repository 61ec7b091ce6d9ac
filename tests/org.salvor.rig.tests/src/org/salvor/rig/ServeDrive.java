package org.salvor.rig;

import java.io.IOException;
import java.io.Writer;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import org.salvor.drive.VirtualClock;
import org.salvor.drive.simulated.DriveHardware;
import org.salvor.drive.simulated.DriveSetup;
import org.salvor.drive.spi.DriveAddress;
import org.salvor.testkit.sat.SatTranslator;

/**
 * Shows a simulated drive to this machine's kernel, which then has a {@code /dev/sdX} and a {@code /dev/sgN} of it. Its time is only counted, so that a
 * rig is not slower than it must be, except where its {@link FaultScript} says so. Every command that reaches it is recorded.
 */
public final class ServeDrive {
    private final SatTranslator translator;
    private final FaultScript script;
    private final Writer record;
    private final VirtualClock clock = new VirtualClock(Instant.EPOCH);

    private ServeDrive(SatTranslator translator, FaultScript script, Writer record) {
        this.translator = translator;
        this.script = script;
        this.record = record;
    }

    /**
     * ServeDrive /dev/uioN sim:… FOLDER: serves until it is ended. In the folder, {@code counts} tells at the end how many commands came and how many of
     * them would have changed the drive, {@code commands} has a line {@code SECONDS CDB} for each, in the kernel's monotonic time, and {@code script} may
     * ask for faults.
     */
    public static void main(String[] args) throws Exception {
        DriveHardware hardware = new DriveHardware(DriveSetup.of(DriveAddress.parse(args[1])));
        SatTranslator translator = new SatTranslator(hardware, false);
        Path folder = Path.of(args[2]);
        Writer record = Files.newBufferedWriter(folder.resolve("commands"));
        ServeDrive server = new ServeDrive(translator, new FaultScript(folder.resolve("script")), record);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> server.end(folder.resolve("counts"))));
        try (KernelRing ring = new KernelRing(Path.of(args[0]))) {
            System.out.println("serving " + args[1]);
            ring.serve(server::answer);
        }
    }

    private void answer(KernelRing.Command command) throws IOException {
        byte[] cdb = command.cdb();
        synchronized (record) {
            record.write(String.format(Locale.ROOT, "%.6f %s%n", System.nanoTime() / 1e9, HexFormat.of().formatHex(cdb)));
        }
        SatTranslator.Ending ending = ending(cdb, command);
        if (ending.endNanos() == DriveHardware.NEVER) {
            // Without the kernel's notice of resets the drive would stay silent for ever: it is reset here, and the command is lost.
            translator.hardware().hardReset(clock.nanos());
            command.end(8, new byte[0], MemorySegment.NULL, 0);
            return;
        }
        clock.advance(ending.endNanos() - clock.nanos());
        MemorySegment answer = MemorySegment.ofArray(new byte[(int) command.bytes()]);
        long came = ending.status() == 0 ? ending.deliver(translator.hardware(), answer) : 0;
        command.end(ending.status(), ending.sense(), answer, came);
    }

    private SatTranslator.Ending ending(byte[] cdb, KernelRing.Command command) throws IOException {
        try {
            return script.ending(cdb, clock.nanos()).orElseGet(() -> translator.start(cdb, command.dataOut(), clock.nanos()));
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private void end(Path counts) {
        try {
            synchronized (record) {
                record.close();
            }
            Files.writeString(counts, translator.commands() + " " + translator.hardware().modifyingCommands() + "\n");
        } catch (IOException e) {
            System.err.println("the counts cannot be written: " + e.getMessage());
        }
    }
}
