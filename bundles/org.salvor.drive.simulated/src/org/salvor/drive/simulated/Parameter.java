package org.salvor.drive.simulated;

/**
 * The numbers that make up a profile. A profile file gives those that differ from the values here; a drive address may change any of them
 * for one drive ({@code sim:clustered?clustered.places=20}). All are decimal numbers.
 */
public enum Parameter {
    HEADS("heads", 4, "heads", 1, 64, "recording surfaces, used in serpentine order"),
    BANDS("bands", 160, "bands", 1, 100_000, "about how many stretches of LBAs, each of one head, the drive has"),
    BAND_LEAST("band.least", 1.0, "size/bands", 0.1, 10, "shortest band"),
    BAND_MOST("band.most", 1.5, "size/bands", 0.1, 10, "longest band"),
    HEAD_SPREAD("head.spread", 2.5, "%", 0, 50, "how far a head's bands are longer or shorter than the others'"),
    ZONES("zones", 32, "zones", 1, 1000, "stretches of LBAs of one transfer rate each"),
    RATE_OUTER("rate.outer", 180, "MB/s", 0.001, 100_000, "rate from the medium in the first zone"),
    RATE_INNER("rate.inner", 90, "MB/s", 0.001, 100_000, "rate from the medium in the last zone"),
    RATE_INTERFACE("rate.interface", 600, "MB/s", 0.001, 100_000, "rate from the cache"),
    COMMAND("command", 0.1, "ms", 0, 10_000, "cost of each command"),
    SEEK_LEAST("seek.least", 0.5, "ms", 0, 10_000, "part of a seek that does not depend on the distance"),
    SEEK_SQUARE_ROOT("seek.square-root", 14.6, "ms", 0, 10_000, "part of a seek that grows with the square root of distance/size"),
    LATENCY("latency", 4.16, "ms", 0, 10_000, "wait for the sector to come round after a seek"),
    REVOLUTION("revolution", 8.33, "ms", 0.001, 10_000, "wait for the next sector when the host came too late for it"),
    ROTATION("rotation", 0, "0 or 1", 0, 1,
            "1: both waits follow from where the platters stand, up to a revolution; 0: they are always as given"),
    GAP("gap", 1, "ms", 0, 10_000, "pause between two commands from which the host is too late"),
    RPM("rpm", 7200, "1/min", 0, 65_534, "revolutions a minute as IDENTIFY DEVICE tells them; 1 for flash"),
    CACHE("cache", 0, "KiB", 0, 1_048_576, "sectors last read that the drive keeps"),
    LOOK_AHEAD("look-ahead", 0, "KiB", 0, 1_048_576, "how far the idle drive reads on into its cache"),
    FAILED_READ("failed-read", 1000, "ms", 0, 3_600_000, "time that the drive tries a sector before it gives it up"),
    SOFT_RESET("reset.soft", 20, "ms", 2, 31_000, "time from SRST to ready"),
    HARD_RESET("reset.hard", 150, "ms", 2, 31_000, "time from COMRESET to ready"),
    SPIN_UP_USUAL("spin-up.usual", 10, "s", 0, 600, "by when 19 of 20 starts are ready; the quickest take 0.6 of it"),
    SPIN_UP_LATE("spin-up.late", 20, "s", 0, 600, "by when 199 of 200 starts are ready; the rest take up to a quarter longer"),
    DRAIN("drain", 1, "s", 0, 60, "how long the drive lives on without power: a shorter cut changes nothing"),
    ID_NOT_FOUND("errors.id-not-found", 7, "%", 0, 100, "share of damaged places that answer \"id not found\" (error 10h)"),
    ADDRESS_MARK("errors.address-mark", 3, "%", 0, 100, "share of damaged places that answer \"address mark not found\" (error 01h)"),
    CLUSTERED_PLACES("clustered.places", 0, "places", 0, 1_000_000, "places with latent errors"),
    CLUSTERED_BURSTS_LEAST("clustered.bursts.least", 3, "bursts", 1, 1_000_000, "fewest bursts of errors at a place"),
    CLUSTERED_BURSTS_MOST("clustered.bursts.most", 40, "bursts", 1, 1_000_000, "most bursts of errors at a place"),
    CLUSTERED_GAP("clustered.gap", 8, "sectors", 1, 1_000_000, "shortest distance between two bursts"),
    CLUSTERED_SHAPE("clustered.shape", 0.7, "Pareto shape", 0.05, 20, "how the distance between two bursts is spread"),
    CLUSTERED_REACH("clustered.reach", 10, "MB", 0.001, 1_000_000, "extent of a place"),
    CLUSTERED_LAST("clustered.last-sector", 0, "odds", 0, 1, "odds that the last sector is bad"),
    CLUSTERED_FIRST("clustered.first-sector", 0, "odds", 0, 1, "odds that the first sector is bad"),
    DEAD_HEAD("dead-head", -1, "head", -1, 63, "head that reads nothing; -1 for none"),
    WEAK_HEAD("weak-head", -1, "head", -1, 63, "head with bad patches all over; -1 for none"),
    WEAK_HEAD_SHARE("weak-head.share", 30, "%", 0, 100, "share of that head's runs with a bad patch"),
    WEAK_HEAD_RUN("weak-head.run", 64, "sectors", 1, 1_000_000, "length of a run"),
    WEAK_HEAD_PATCH("weak-head.patch", 8, "sectors", 1, 1_000_000, "longest patch; the shortest is one sector"),
    WEAR("wear", 0, "%", 0, 1000, "how much each failed read on the weak head raises its odds of failing"),
    SCRATCH_CROSSINGS("scratch.crossings", 0, "crossings", 0, 10_000_000, "how often a track crosses the scratch"),
    SCRATCH_START_LEAST("scratch.start.least", 20, "% of the drive", 0, 100, "earliest start of the scratch"),
    SCRATCH_START_MOST("scratch.start.most", 50, "% of the drive", 0, 100, "latest start of the scratch"),
    SCRATCH_PITCH_LEAST("scratch.pitch.least", 900, "sectors", 1, 10_000_000, "shortest distance between crossings; one drive has one"),
    SCRATCH_PITCH_MOST("scratch.pitch.most", 1400, "sectors", 1, 10_000_000, "longest distance between crossings"),
    SCRATCH_JITTER("scratch.jitter", 3, "sectors", 0, 1_000_000, "how far a crossing lies off the pitch"),
    SCRATCH_WIDTH("scratch.width", 40, "sectors", 1, 1_000_000, "widest crossing; the narrowest is one sector"),
    SCRATCH_DRIFT("scratch.drift", 2, "sectors", 0, 1_000_000, "how much the width changes from crossing to crossing at most"),
    WEAK_LEAST("weak.least", 0, "odds", 0, 1, "odds a try of the weakest sector; 0 for both makes all damage permanent"),
    WEAK_MOST("weak.most", 0, "odds", 0, 1, "odds a try of the best of the weak sectors"),
    HANG("hang", 0, "odds", 0, 1, "odds that a failed read leaves the drive busy for ever"),
    HANG_SOFT("hang.soft", 60, "%", 0, 100, "share of hangs that SRST clears"),
    HANG_HARD("hang.hard", 30, "%", 0, 100, "share of hangs that only COMRESET clears; the rest needs a power cycle"),
    SLOW_BYTES("slow.after", 0, "MB", 0, 1e12, "data read since power came from which the firmware is slow; 0 for never"),
    SLOW_SHARE("slow.after-share", 3, "% of the drive", 0, 100, "the same as a share of the drive; what comes first counts"),
    SLOW_COMMAND("slow.command", 3000, "ms", 0, 3_600_000, "time of a command while the firmware is slow"),
    FREEZE("freeze", 0, "commands", 0, 1e12, "commands between two freezes that only a power cycle ends, on average; 0 for never"),
    VANISH("vanish", 0, "commands", 0, 1e12,
            "commands until the drive drops off the bus till the next power cycle, on average; 0 for never"),
    CRC("interface-crc", 0, "commands", 0, 1e12, "commands between two reads damaged on the cable, on average; 0 for never"),
    LIE("lie", 0, "reads", 0, 1e12, "reads after a reset of which one returns another sector with good status; 0 for never"),
    GARBAGE("garbage", 0, "odds", 0, 1, "odds that a drive answers nothing but other sectors, with good status, from a reset to the next"),
    IDENTITY_CHANGE("identity-change", 0, "resets", 0, 1_000_000,
            "resets since power came after which the drive answers as another drive; 0 for never");

    private final String key;
    private final double usual;
    private final String unit;
    private final double least;
    private final double most;
    private final String meaning;

    Parameter(String key, double usual, String unit, double least, double most, String meaning) {
        this.key = key;
        this.usual = usual;
        this.unit = unit;
        this.least = least;
        this.most = most;
        this.meaning = meaning;
    }

    /** Its name in profile files and addresses. */
    public String key() {
        return key;
    }

    /** Its value in a profile that does not give it. */
    public double usual() {
        return usual;
    }

    /** Its unit. */
    public String unit() {
        return unit;
    }

    /** Smallest value allowed. */
    public double least() {
        return least;
    }

    /** Largest value allowed. */
    public double most() {
        return most;
    }

    /** What it is, as half a sentence. */
    public String meaning() {
        return meaning;
    }
}
