package org.salvor.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.salvor.sectormap.Stage;
import org.salvor.station.DriveView;
import org.salvor.station.JobView;
import org.salvor.station.MapPalette;
import org.salvor.station.Progress;

/** A job in words, a line at a time. Pure. */
final class JobText {
    private JobText() {
    }

    /** Source and plan. */
    static String title(JobView job) {
        return drive(job.source()) + ", plan " + job.plan();
    }

    /** Where the sectors go. */
    static String destination(JobView job) {
        return "To " + job.destination();
    }

    /** A drive by model, serial number and address, as far as they are known. */
    static String drive(DriveView drive) {
        String named = (drive.model() + " " + drive.serial()).strip();
        return named.isEmpty() ? drive.address() : named + " (" + drive.address() + ")";
    }

    /** How much is read, and what is left, stage by stage. */
    static String share(JobView job) {
        long wanted = job.sectorCount() - job.sectors(name(Stage.EXCLUDED));
        long read = job.sectors(name(Stage.READ));
        return "Read " + Quantities.percent(read, wanted) + ", " + Quantities.bytes((double) read * job.sectorBytes()) + " of "
                + Quantities.bytes((double) wanted * job.sectorBytes()) + left(job);
    }

    /** The pass that runs, how far it is and how long it will take. */
    static String pass(JobView job) {
        int passes = job.passes().size();
        if (job.passIndex() < 0) {
            return "Before the first of " + passes + (passes == 1 ? " pass" : " passes");
        }
        if (job.passIndex() >= passes) {
            return "Every pass is through";
        }
        String name = job.passes().get(job.passIndex());
        return "Pass " + (job.passIndex() + 1) + " of " + passes + " (" + name + "), round " + job.passRound() + ", "
                + String.format(Locale.ROOT, "%.1f %%", job.passPercent()) + ", time left " + Quantities.duration(job.remainingSeconds());
    }

    /** Rates, place and temperature. */
    static String speed(JobView job) {
        String temperature = job.temperatureCelsius() == Integer.MIN_VALUE ? "" : ", " + job.temperatureCelsius() + " °C";
        return Quantities.rate(job.bytesPerSecond()) + " now, " + Quantities.rate(job.averageBytesPerSecond()) + " on average, at sector "
                + Quantities.count(job.positionLba()) + " (" + Quantities.bytes((double) job.positionLba() * job.sectorBytes()) + ")"
                + temperature;
    }

    /** Failed commands, and sectors by the kind of their last error. */
    static String errors(JobView job) {
        if (job.errors() == 0 && job.resets() == 0 && job.powerCycles() == 0) {
            return "No errors";
        }
        List<String> kinds = job.sectorsByCause().entrySet().stream()
                .filter(entry -> entry.getValue() > 0 && !entry.getKey().equals("none"))
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()).thenComparing(Map.Entry.comparingByKey()))
                .map(entry -> Quantities.count(entry.getValue()) + " " + entry.getKey().replace('-', ' ')).toList();
        return Quantities.count(job.errors(), "error") + (kinds.isEmpty() ? "" : " (sectors: " + String.join(", ", kinds) + ")") + ", "
                + Quantities.count(job.resets(), "reset") + ", " + Quantities.count(job.powerCycles(), "power cycle");
    }

    /** What is going on. While a pass simply reads, the job says its name, which stands in another line already. */
    static String doing(JobView job) {
        boolean passName = job.passes().contains(job.sentence());
        return job.sentence().isEmpty() || passName ? state(job) : Quantities.sentence(job.sentence());
    }

    /** How it ended, with the command that goes on. */
    static String end(JobView job) {
        String again = "\"salvor image --job " + word(job.folder());
        return switch (job.state()) {
        case FINISHED -> job.complete() ? "Finished: every sector that was asked for is read. " + share(job) + "."
                : "Finished, and some sectors are unread. " + share(job) + ". To try them again: " + again + " --plan thorough\".";
        case FAILED, NEEDS_OPERATOR -> Quantities.sentence(job.sentence()) + " Then go on with " + again + "\".";
        case STOPPED, IDLE -> "Stopped. " + share(job) + ". Go on with " + again + "\".";
        case MOVING, RUNNING, RESTING, RECOVERING, HASHING, PAUSED, STOPPING ->
                "A command is still with the drive, so that the stop could not be waited for; what is durable stays. Go on with " + again
                        + "\".";
        };
    }

    /** How far an image is on its way to another destination. */
    static String moving(Progress progress) {
        return "Moving the image: " + Quantities.percent(progress.doneBytes(), progress.totalBytes()) + ", "
                + Quantities.bytes(progress.doneBytes()) + " of " + Quantities.bytes(progress.totalBytes()) + ", time left "
                + Quantities.duration(progress.remainingSeconds());
    }

    /** Whether the end is one to complain of: somebody has to do something before the job can go on. */
    static boolean endsInComplaint(JobView job) {
        return job.state() == JobView.State.FAILED || job.state() == JobView.State.NEEDS_OPERATOR;
    }

    /** A word as a shell takes it. */
    private static String word(String text) {
        return text.matches("[A-Za-z0-9_./:@%+=,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    private static String left(JobView job) {
        List<String> parts = new ArrayList<>();
        for (MapPalette.Entry entry : MapPalette.entries()) {
            long sectors = job.sectors(entry.name());
            if (sectors > 0 && entry.stage() != Stage.READ && entry.stage() != Stage.EXCLUDED) {
                parts.add(Quantities.count(sectors) + " " + entry.label());
            }
        }
        return parts.isEmpty() ? "" : "; sectors: " + String.join(", ", parts);
    }

    private static String state(JobView job) {
        return switch (job.state()) {
        case IDLE -> "Not started.";
        case MOVING -> "Moving the image to another destination.";
        case RUNNING -> "Reading.";
        case RESTING -> "Resting, to spare the drive.";
        case RECOVERING -> "Bringing the drive back.";
        case HASHING -> "Completing hashes from the destination.";
        case PAUSED -> "Paused.";
        case NEEDS_OPERATOR -> "The operator is needed.";
        case STOPPING -> "Stopping.";
        case STOPPED -> "Stopped.";
        case FINISHED -> "Finished.";
        case FAILED -> "Failed.";
        };
    }

    private static String name(Stage stage) {
        return MapPalette.of(stage).name();
    }
}
