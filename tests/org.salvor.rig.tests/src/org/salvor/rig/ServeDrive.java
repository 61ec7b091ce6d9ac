package org.salvor.rig;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.salvor.drive.VirtualClock;
import org.salvor.drive.simulated.DriveHardware;
import org.salvor.drive.simulated.DriveSetup;
import org.salvor.drive.spi.DriveAddress;
import org.salvor.testkit.sat.SatTranslator;

/**
 * Shows a simulated drive to this machine's kernel, which then has a {@code /dev/sdX} and a {@code /dev/sgN} of it. Its time is only counted, so that a
 * rig is not slower than it must be.
 */
public final class ServeDrive {
    private ServeDrive() {
    }

    /** ServeDrive /dev/uioN sim:… COUNTS: serves until it is ended; COUNTS tells, after each command, commands and modifying commands. */
    public static void main(String[] args) throws Exception {
        DriveHardware hardware = new DriveHardware(DriveSetup.of(DriveAddress.parse(args[1])));
        SatTranslator translator = new SatTranslator(hardware, false);
        VirtualClock clock = new VirtualClock(Instant.EPOCH);
        Path counts = Path.of(args[2]);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> write(counts, translator)));
        try (KernelRing ring = new KernelRing(Path.of(args[0]))) {
            System.out.println("serving " + args[1]);
            ring.serve(command -> answer(command, translator, clock));
        }
    }

    private static void answer(KernelRing.Command command, SatTranslator translator, VirtualClock clock) {
        SatTranslator.Ending ending = translator.start(command.cdb(), command.dataOut(), clock.nanos());
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

    private static void write(Path counts, SatTranslator translator) {
        try {
            Files.writeString(counts, translator.commands() + " " + translator.hardware().modifyingCommands() + "\n");
        } catch (IOException e) {
            System.err.println("the counts cannot be written: " + e.getMessage());
        }
    }
}
