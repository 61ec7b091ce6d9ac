package org.salvor.ui.internal.image;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.salvor.station.DriveView;
import org.salvor.station.JobOrder;

/** What a person has chosen so far in the wizard, and what is still missing. Knows no widget and asks no station. One thread. */
final class ImagingRequest {
    private final Path home;

    private String source = "";
    private DriveView sourceDrive;
    private boolean toDrive;
    private String destination = "";
    private DriveView destinationDrive;
    private String typed = "";
    private List<String> objections;
    private String plan = "standard";
    private String folder = "";
    private boolean preallocate;
    private String fill = "";

    /**
     * Nothing chosen.
     *
     * @param home folder below which new jobs are put unless the person says otherwise
     */
    ImagingRequest(Path home) {
        this.home = home;
    }

    String source() {
        return source;
    }

    /** Takes another source address; who it is has to be found out anew. */
    void source(String address) {
        source = address.strip();
        sourceDrive = null;
        objections = null;
    }

    /** Takes what the source said of itself, and proposes a folder and a file for it. */
    void identified(DriveView drive) {
        sourceDrive = drive;
        Path job = home.resolve(folderName(drive));
        folder = job.toString();
        if (!toDrive) {
            destination = job.resolve("image.dd").toString();
        }
        objections = null;
    }

    private static String folderName(DriveView drive) {
        String identity = drive.serial().isBlank() ? drive.address() : drive.model() + "-" + drive.serial();
        String plain = identity.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]+", "-").replaceAll("-{2,}", "-")
                .replaceAll("^[-.]+|-+$", "");
        return plain.isEmpty() ? "drive" : plain;
    }

    DriveView sourceDrive() {
        return sourceDrive;
    }

    boolean sourceKnown() {
        return sourceDrive != null;
    }

    boolean toDrive() {
        return toDrive;
    }

    String destination() {
        return destination;
    }

    /** Takes another file (a path) or drive (an address) to write to. */
    void destination(boolean drive, String address) {
        toDrive = drive;
        destination = address.strip();
        destinationDrive = null;
        typed = "";
        objections = null;
    }

    /** Why this cannot be an image file, as a sentence; empty when it can, or when a drive is meant. */
    String destinationMistake() {
        boolean drive = destination.startsWith("/dev/") || destination.matches("(?!file:)[a-z]+:.*");
        return !toDrive && drive ? destination + " is a drive and no file: say above that a drive is to be overwritten, or name a file."
                : "";
    }

    /** Takes what the destination drive said of itself. */
    void destinationIdentified(DriveView drive) {
        destinationDrive = drive;
    }

    DriveView destinationDrive() {
        return destinationDrive;
    }

    /** What the person must type to confirm that a drive is overwritten: its serial number, or its address where it has none; empty for a file. */
    String confirmationWord() {
        if (!toDrive) {
            return "";
        }
        return destinationDrive == null || destinationDrive.serial().isBlank() ? destination : destinationDrive.serial().strip();
    }

    void typed(String text) {
        typed = text.strip();
    }

    boolean confirmed() {
        return !toDrive || !destination.isEmpty() && typed.equals(confirmationWord());
    }

    /** Takes what speaks against the destination; null while that is not known. */
    void objections(List<String> sentences) {
        objections = sentences;
    }

    List<String> objections() {
        return objections;
    }

    /** Whether the destination is chosen, nothing speaks against it, and writing to a drive was confirmed. */
    boolean destinationReady() {
        return !destination.isEmpty() && objections != null && objections.isEmpty() && confirmed();
    }

    String plan() {
        return plan;
    }

    void plan(String name) {
        plan = name;
    }

    String folder() {
        return folder;
    }

    void folder(String path) {
        folder = path.strip();
    }

    void preallocate(boolean wanted) {
        preallocate = wanted;
    }

    /** Takes what unread sectors shall hold at the end, in the words of {@link JobOrder.Options#fill}. */
    void fill(String word) {
        fill = word;
    }

    /** What is wrong with the job folder, as a sentence; empty when nothing is. */
    String folderProblem() {
        if (folder.isEmpty()) {
            return "Name a folder for the job: its map, its hashes and its journal are kept there.";
        }
        try {
            return Path.of(folder).isAbsolute() ? "" : "Give the whole path of the job folder, such as " + home.resolve("drive") + ".";
        } catch (InvalidPathException e) {
            return "\"" + folder + "\" cannot be the name of a folder: " + e.getReason() + ".";
        }
    }

    /** Whether nothing is missing any more. */
    boolean complete() {
        return sourceKnown() && destinationReady() && !plan.isEmpty() && folderProblem().isEmpty();
    }

    /** The order as it stands. */
    JobOrder order() {
        String address = toDrive || destination.isEmpty() || destination.matches("[a-z]+:.*") ? destination : "file:" + destination;
        JobOrder.Options usual = JobOrder.Options.DEFAULT;
        JobOrder.Options options = new JobOrder.Options(usual.hashes(), preallocate, usual.stripTo(), fill, usual.power(),
                usual.acceptSource(),
                toDrive && confirmed(), usual.segmentBytes());
        return new JobOrder(folder, source, address, plan, List.of(), "", "", options);
    }
}
