package org.salvor.ui.internal.jobs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.salvor.station.JobView;
import org.salvor.ui.Amounts;

/** What the window says of a job in words and numbers. Pure. */
final class JobFacts {

    /** A name and a value. */
    record Fact(String name, String value) {
    }

    private JobFacts() {
    }

    /** The name a person knows the job by. */
    static String name(JobView job) {
        return Amounts.shortPath(job.folder());
    }

    /** The source by its model and serial number, or by its address. */
    static String source(JobView job) {
        String identity = (job.source().model() + " " + job.source().serial()).strip();
        return identity.isEmpty() ? job.source().address() : identity;
    }

    /** The destination by the last part of its address, without what else is known of it. */
    static String destination(JobView job) {
        return Amounts.shortPath(job.destination().replaceFirst(" \\(.*", ""));
    }

    /** Sectors whose bytes are there, of those that are wanted. */
    static double readShare(JobView job) {
        long wanted = job.sectorCount() - job.sectors("excluded");
        return wanted <= 0 ? 0 : (double) job.sectors("read") / wanted;
    }

    static String readPercent(JobView job) {
        return Amounts.percent(job.sectors("read"), job.sectorCount() - job.sectors("excluded"));
    }

    /** Which pass of how many, by its name. */
    static String pass(JobView job) {
        if (job.passIndex() < 0 || job.passes().isEmpty()) {
            return Amounts.UNKNOWN;
        }
        if (job.passIndex() >= job.passes().size()) {
            return "all " + job.passes().size() + " done";
        }
        return job.passIndex() + 1 + "/" + job.passes().size() + " " + job.passes().get(job.passIndex());
    }

    static String rate(JobView job) {
        return job.live() ? Amounts.rate(job.bytesPerSecond()) : Amounts.UNKNOWN;
    }

    static String timeLeft(JobView job) {
        return job.live() ? Amounts.duration(job.remainingSeconds()) : Amounts.UNKNOWN;
    }

    /** How far the job is and how fast. */
    static List<Fact> progress(JobView job) {
        double bytes = job.sectorBytes();
        boolean warm = job.temperatureCelsius() != Integer.MIN_VALUE;
        return List.of(new Fact("Read", readPercent(job) + ", " + Amounts.bytes(job.sectors("read") * bytes)),
                new Fact("Safe on disk", Amounts.bytes(job.durableSectors() * bytes)), new Fact("Rate", rate(job)),
                new Fact("Average rate", Amounts.rate(job.averageBytesPerSecond())),
                new Fact("Position", job.live() ? "sector " + Amounts.count(job.positionLba()) : Amounts.UNKNOWN),
                new Fact("Left in this pass", timeLeft(job)), new Fact("Drive time", Amounts.duration(job.driveSeconds())),
                new Fact("Temperature", warm ? job.temperatureCelsius() + " \u00b0C" : Amounts.UNKNOWN));
    }

    /** What went wrong so far: commands and what they led to, then sectors by their last kind of error. */
    static List<Fact> errors(JobView job) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Failed commands", Amounts.count(job.errors())));
        facts.add(new Fact("Resets", Amounts.count(job.resets())));
        facts.add(new Fact("Power cycles", Amounts.count(job.powerCycles())));
        facts.addAll(errorKinds(job));
        return facts;
    }

    /** Sectors by their last kind of error, most first. */
    private static List<Fact> errorKinds(JobView job) {
        return job.sectorsByCause().entrySet().stream().filter(entry -> entry.getValue() > 0 && !entry.getKey().equals("none"))
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()).thenComparing(Map.Entry.comparingByKey()))
                .map(entry -> new Fact(capital(entry.getKey().replace('-', ' ')), Amounts.count(entry.getValue()))).toList();
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
