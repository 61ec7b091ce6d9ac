package org.salvor.rig;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.salvor.drive.CommandGate;
import org.salvor.drive.Drive;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.drive.Reset;
import org.salvor.drive.ResetOutcome;
import org.salvor.drive.sgio.SgDriveProvider;
import org.salvor.drive.spi.DriveAddress;
import org.salvor.drive.spi.DriveContext;
import org.salvor.linux.HostClock;

/** Tries in a guest what a drive's transport says that it can: every reset, and a command that hangs. Each finding is a line {@code name value}. */
public final class TryDrive {
    private static final Path SCSI_DEBUG = Path.of("/sys/bus/pseudo/drivers/scsi_debug");
    private static final long READY_MILLIS = 60_000;
    private static final long HANG_MILLIS = 200;

    private TryDrive() {
    }

    /** TryDrive ADDRESS [hang]: with {@code hang}, the drive is one of scsi_debug that is made to lose its commands for a while. */
    public static void main(String[] args) throws Exception {
        DriveContext context = new DriveContext(new HostClock(), CommandGate.readOnly());
        try (Drive drive = new SgDriveProvider().open(DriveAddress.parse(args[0]), context)) {
            say("model", drive.identity().model());
            say("serial", drive.identity().serial());
            say("floor", drive.capabilities().timeoutFloor().millis() + " " + drive.capabilities().timeoutFloor().why());
            say("notes", drive.capabilities().notes());
            if (args.length > 1) {
                hang(drive);
            }
            for (Reset reset : Reset.values()) {
                boolean offered = drive.capabilities().resets().contains(reset);
                ResetOutcome outcome = drive.reset(reset, READY_MILLIS);
                say(reset.name(), (offered ? "offered " : "not-offered ") + outcome.getClass().getSimpleName() + " " + outcome);
                say(reset.name() + "-read", read(drive, 30_000).getClass().getSimpleName());
            }
        }
        System.exit(0);
    }

    private static void hang(Drive drive) throws IOException {
        Files.writeString(SCSI_DEBUG.resolve("opts"), "4");
        Files.writeString(SCSI_DEBUG.resolve("every_nth"), "-1");
        ReadOutcome late = read(drive, HANG_MILLIS);
        say("hang", late.getClass().getSimpleName());
        say("hang-answered-after-millis", Long.toString(late.evidence().elapsedNanos() / 1_000_000));
        say("hang-next-read", read(drive, HANG_MILLIS).getClass().getSimpleName());
        Files.writeString(SCSI_DEBUG.resolve("every_nth"), "0");
        Files.writeString(SCSI_DEBUG.resolve("opts"), "0");
        say("hang-ready", drive.awaitReady(READY_MILLIS).toString());
        say("hang-floor", drive.capabilities().timeoutFloor().why());
        say("hang-read", read(drive, 30_000).getClass().getSimpleName());
    }

    private static ReadOutcome read(Drive drive, long timeoutMillis) {
        MemorySegment buffer = Arena.ofAuto().allocate(drive.identity().sectorBytes(), 8);
        return drive.read(ReadRequest.of(1, 1, ReadMethod.AUTO, timeoutMillis), buffer);
    }

    private static void say(String name, String value) {
        System.out.println(name + " " + value);
    }
}
