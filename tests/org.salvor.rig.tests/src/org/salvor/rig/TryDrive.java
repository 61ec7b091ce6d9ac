package org.salvor.rig;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.salvor.drive.CommandGate;
import org.salvor.drive.Drive;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.drive.Reset;
import org.salvor.drive.ResetOutcome;
import org.salvor.drive.ahci.AhciDriveProvider;
import org.salvor.drive.ide.IdeDriveProvider;
import org.salvor.drive.sgio.NvmeDriveProvider;
import org.salvor.drive.sgio.SgDriveProvider;
import org.salvor.drive.spi.DriveAddress;
import org.salvor.drive.spi.DriveContext;
import org.salvor.drive.spi.DriveProvider;
import org.salvor.linux.HostClock;

/** Tries in a guest what a drive's transport says that it can: every reset, and commands that hang or fail. Each finding is a line {@code name value}. */
public final class TryDrive {
    private static final Path SCSI_DEBUG = Path.of("/sys/bus/pseudo/drivers/scsi_debug");
    private static final long READY_MILLIS = 60_000;
    private static final long PATIENT_MILLIS = 30_000;
    private static final long HANG_MILLIS = 200;
    private final Drive drive;
    private final PrintWriter out;

    private TryDrive(Drive drive, PrintWriter out) {
        this.drive = drive;
        this.out = out;
    }

    /**
     * Tries the drive at an address. {@code hang} makes scsi_debug, which the drive is, lose its commands for a while; {@code late} is for a drive that takes
     * longer than its deadline; {@code error=LBA} reads a bad sector in the middle of a block, {@code no-resets} leaves the resets out.
     *
     * @param args the address, and any of these words
     */
    public static void run(List<String> args, PrintWriter out) throws Exception {
        DriveAddress address = DriveAddress.parse(args.getFirst());
        DriveProvider provider = List.of(new SgDriveProvider(), new NvmeDriveProvider(), new AhciDriveProvider(), new IdeDriveProvider())
                .stream()
                .filter(each -> each.scheme().equals(address.scheme())).findFirst().orElseThrow();
        DriveContext context = new DriveContext(new HostClock(), CommandGate.readOnly());
        try (Drive drive = provider.open(address, context)) {
            new TryDrive(drive, out).run(args.subList(1, args.size()));
        }
    }

    private void run(List<String> wanted) throws IOException {
        say("model", drive.identity().model());
        say("serial", drive.identity().serial());
        say("floor", drive.capabilities().timeoutFloor().millis() + " " + drive.capabilities().timeoutFloor().why());
        say("notes", drive.capabilities().notes());
        for (String word : wanted) {
            switch (word.replaceFirst("=.*", "")) {
            case "hang" -> hang();
            case "late" -> late();
            case "error" -> error(Long.parseLong(word.substring("error=".length())));
            case "no-resets" -> {
                return;
            }
            default -> throw new IllegalArgumentException(word);
            }
        }
        for (Reset reset : Reset.values()) {
            boolean offered = drive.capabilities().resets().contains(reset);
            ResetOutcome outcome = drive.reset(reset, READY_MILLIS);
            say(reset.name(), (offered ? "offered " : "not-offered ") + outcome.getClass().getSimpleName() + " " + outcome);
            say(reset.name() + "-read", read(1, 1, ReadMethod.AUTO, PATIENT_MILLIS).getClass().getSimpleName());
        }
    }

    private void hang() throws IOException {
        Files.writeString(SCSI_DEBUG.resolve("opts"), "4");
        Files.writeString(SCSI_DEBUG.resolve("every_nth"), "-1");
        ReadOutcome late = read(1, 1, ReadMethod.AUTO, HANG_MILLIS);
        say("hang", late.getClass().getSimpleName());
        say("hang-answered-after-millis", Long.toString(late.evidence().elapsedNanos() / 1_000_000));
        say("hang-next-read", read(1, 1, ReadMethod.AUTO, HANG_MILLIS).getClass().getSimpleName());
        Files.writeString(SCSI_DEBUG.resolve("every_nth"), "0");
        Files.writeString(SCSI_DEBUG.resolve("opts"), "0");
        say("hang-ready", drive.awaitReady(READY_MILLIS).toString());
        say("hang-floor", drive.capabilities().timeoutFloor().why());
        say("hang-read", read(1, 1, ReadMethod.AUTO, PATIENT_MILLIS).getClass().getSimpleName());
    }

    /** The drive takes a third of a second for each command: after a few, one is late. */
    private void late() {
        ReadOutcome outcome = read(1, 1, ReadMethod.AUTO, HANG_MILLIS);
        for (int tries = 0; tries < 20 && outcome instanceof ReadOutcome.Read; tries++) {
            outcome = read(1, 1, ReadMethod.AUTO, HANG_MILLIS);
        }
        say("late", outcome.getClass().getSimpleName());
        say("late-answered-after-millis", Long.toString(outcome.evidence().elapsedNanos() / 1_000_000));
        say("late-HARD", drive.reset(Reset.HARD, READY_MILLIS).toString());
        say("late-read", read(1, 1, ReadMethod.AUTO, PATIENT_MILLIS).getClass().getSimpleName());
    }

    /** What each way of reading says of a bad sector, as the fifth of a block and alone. */
    private void error(long lba) {
        for (ReadMethod method : List.of(ReadMethod.PIO, ReadMethod.DMA, ReadMethod.FPDMA, ReadMethod.AUTO)) {
            if (method == ReadMethod.AUTO || drive.capabilities().methods().contains(method)) {
                say("error-" + method + "-block", words(read(lba - 4, 8, method, PATIENT_MILLIS)));
                say("error-" + method + "-alone", words(read(lba, 1, method, PATIENT_MILLIS)));
                say("error-" + method + "-next", words(read(lba + 1, 1, method, PATIENT_MILLIS)));
            }
        }
    }

    private static String words(ReadOutcome outcome) {
        return "%s proven=%d status=%02x error=%02x lba=%d sense=%s".formatted(outcome.getClass().getSimpleName(), outcome.provenSectors(),
                outcome.evidence().registers().status(), outcome.evidence().registers().error(), outcome.evidence().registers().lba(),
                HexFormat.of().formatHex(outcome.evidence().sense()));
    }

    private ReadOutcome read(long lba, int sectors, ReadMethod method, long timeoutMillis) {
        MemorySegment buffer = Arena.ofAuto().allocate((long) sectors * drive.identity().sectorBytes(), 8);
        return drive.read(ReadRequest.of(lba, sectors, method, timeoutMillis), buffer);
    }

    private void say(String name, String value) {
        out.println(name + " " + value);
    }
}
