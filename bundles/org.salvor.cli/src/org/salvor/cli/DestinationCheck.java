package org.salvor.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.salvor.station.DriveView;
import org.salvor.station.StationException;

/** Before a drive is written to, a person says that it is the right one. A file needs no such word. */
final class DestinationCheck {
    private static final int LAST_CHARACTERS = 4;

    private final Shell shell;

    DestinationCheck(Shell shell) {
        this.shell = shell;
    }

    /** Whether the address names a drive, or a path that leads to one. */
    static boolean isDrive(String address) {
        if (address.matches("(?s)(?!file:)[a-z][a-z0-9]+:.*")) {
            return true;
        }
        Path path = Path.of(address.startsWith("file:") ? address.substring("file:".length()) : address);
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).isOther();
        } catch (IOException notThere) {
            return path.startsWith("/dev");
        }
    }

    /**
     * Shows the drive and waits for the last characters of its serial number.
     *
     * @throws CommandFailure when nobody is there to answer, or the answer is not that
     */
    void confirm(String address) throws CommandFailure, StationException {
        if (!shell.terminal().input()) {
            throw CommandFailure
                    .input("The destination " + address + " is a drive and nobody is at a terminal to confirm that it may be overwritten; "
                            + "give --yes when it is the right one.");
        }
        DriveView drive = shell.stations().station().identify(address);
        String name = drive.serial().isEmpty() ? drive.address() : drive.serial();
        String wanted = drive.serial().isEmpty() ? name : name.substring(Math.max(0, name.length() - LAST_CHARACTERS));
        PrintWriter err = shell.err();
        err.println("Everything on this drive will be overwritten:");
        err.println("  " + drive.address() + ", " + (drive.model().isEmpty() ? "model unknown" : drive.model()) + ", "
                + (drive.serial().isEmpty() ? "no serial number" : "serial number " + drive.serial()) + ", "
                + Quantities.bytes((double) drive.sectorCount() * drive.sectorBytes()) + " ("
                + Quantities.count(drive.sectorCount(), "sector") + " of "
                + drive.sectorBytes() + " bytes)");
        err.print("If that is right, type "
                + (drive.serial().isEmpty() ? "its address" : "the last " + wanted.length() + " characters of its serial number")
                + "; anything else leaves it alone: ");
        err.flush();
        if (!wanted.equals(answer())) {
            throw new CommandFailure(ExitCode.STOPPED, "The destination " + address + " was not confirmed; nothing was written.");
        }
    }

    private String answer() throws CommandFailure {
        try {
            String line = shell.in().readLine();
            return line == null ? "" : line.strip();
        } catch (IOException failure) {
            throw new CommandFailure(ExitCode.STOPPED, "The answer could not be read (" + failure.getMessage() + "); nothing was written.",
                    failure);
        }
    }
}
