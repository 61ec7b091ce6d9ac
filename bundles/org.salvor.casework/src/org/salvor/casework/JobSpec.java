package org.salvor.casework;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.salvor.drive.DriveIdentity;
import org.salvor.imaging.DestinationIdentity;
import org.salvor.sectormap.LbaRange;

/**
 * What a job is: the content of {@code job.yaml}. Immutable; a changed one is written with {@link JobFolder#save}.
 *
 * @param created when the job was made
 * @param source who the source is
 * @param sourceAddress where it was last
 * @param destination who the destination is; empty until it was opened for the first time
 * @param destinationAddress where it was last
 * @param plan name of the plan whose text lies in {@code plan.yaml}
 * @param options choices
 * @param ranges parts of the source to image, ascending; empty = all
 * @param domain whether a domain map lies in the folder, as {@code domain.map}
 * @param imported whether the map of an earlier attempt lies in the folder, as {@code import.map}
 * @param history what was replaced, oldest first
 */
public record JobSpec(Instant created, DriveIdentity source, String sourceAddress, Optional<DestinationIdentity> destination,
        String destinationAddress,
        String plan, JobOptions options, List<LbaRange> ranges, boolean domain, boolean imported, List<Replacement> history) {

    public JobSpec {
        ranges = List.copyOf(ranges);
        history = List.copyOf(history);
    }

    /** A new job without domain, import and history. */
    public static JobSpec of(Instant created, DriveIdentity source, String sourceAddress, String destinationAddress, String plan) {
        return new JobSpec(created, source, sourceAddress, Optional.empty(), destinationAddress, plan, JobOptions.DEFAULT, List.of(), false,
                false,
                List.of());
    }

    /**
     * Something of the job that gave way to something else.
     *
     * @param what what it was
     * @param at when
     * @param before the old one in words
     * @param after the new one in words
     * @param why the reason, in words
     */
    public record Replacement(What what, Instant at, String before, String after, String why) {

        /** Parts of a job that can be replaced. */
        public enum What {
            SOURCE, DESTINATION, PLAN, HEADS
        }
    }

    /** The same job with other options. */
    public JobSpec withOptions(JobOptions newOptions) {
        return new JobSpec(created, source, sourceAddress, destination, destinationAddress, plan, newOptions, ranges, domain, imported,
                history);
    }

    /** The same job limited to these parts of the source. */
    public JobSpec withRanges(List<LbaRange> newRanges) {
        return new JobSpec(created, source, sourceAddress, destination, destinationAddress, plan, options, newRanges, domain, imported,
                history);
    }

    /** The same job with its source at another address, perhaps showing another name there; the history tells when something changed. */
    public JobSpec withSource(DriveIdentity identity, String address, Instant at, String why) {
        if (identity.equals(source) && address.equals(sourceAddress)) {
            return this;
        }
        Replacement replacement = new Replacement(Replacement.What.SOURCE, at, sourceAddress + ", " + words(source),
                address + ", " + words(identity), why);
        return new JobSpec(created, identity, address, destination, destinationAddress, plan, options, ranges, domain, imported,
                and(replacement));
    }

    /** The same job with this destination, its first or another one. The history tells when there was another before. */
    public JobSpec withDestination(DestinationIdentity identity, String address, Instant at, String why) {
        if (destination.isPresent() && destination.get().equals(identity) && address.equals(destinationAddress)) {
            return this;
        }
        List<Replacement> newHistory = destination.isEmpty() ? history
                : and(new Replacement(Replacement.What.DESTINATION, at, destinationAddress + ", " + words(destination.get()),
                        address + ", " + words(identity), why));
        return new JobSpec(created, source, sourceAddress, Optional.of(identity), address, plan, options, ranges, domain, imported,
                newHistory);
    }

    JobSpec withPlan(String newPlan, Instant at, String why) {
        return new JobSpec(created, source, sourceAddress, destination, destinationAddress, newPlan, options, ranges, domain, imported,
                and(new Replacement(Replacement.What.PLAN, at, plan, newPlan, why)));
    }

    JobSpec withHeads(String words, Instant at, String why) {
        String before = "none";
        for (Replacement each : history) {
            before = each.what() == Replacement.What.HEADS ? each.after() : before;
        }
        return new JobSpec(created, source, sourceAddress, destination, destinationAddress, plan, options, ranges, domain, imported,
                and(new Replacement(Replacement.What.HEADS, at, before, words, why)));
    }

    JobSpec withMaps(boolean hasDomain, boolean hasImport) {
        return new JobSpec(created, source, sourceAddress, destination, destinationAddress, plan, options, ranges, hasDomain, hasImport,
                history);
    }

    private List<Replacement> and(Replacement replacement) {
        List<Replacement> longer = new ArrayList<>(history);
        longer.add(replacement);
        return longer;
    }

    /** A drive in words, as sentences name it. */
    public static String words(DriveIdentity drive) {
        return drive.model() + (drive.serial().isEmpty() ? " without serial number" : " " + drive.serial()) + " (" + drive.sectorCount()
                + " sectors of "
                + drive.sectorBytes() + " bytes)";
    }

    /** A destination in words, as sentences name it. */
    public static String words(DestinationIdentity destination) {
        return destination.kind().equals("file") ? "the file " + destination.address() + " (" + destination.serial() + ")"
                : "the drive " + destination.model() + " " + destination.serial() + " (" + destination.sizeBytes() + " bytes)";
    }
}
