package org.salvor.testkit.rig;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with a {@link FaultyFile}: byte ranges that fail or are slow. Immutable; each method answers a worse file. */
public final class Faults {
    private final List<String> lines;

    private Faults(List<String> lines) {
        this.lines = List.copyOf(lines);
    }

    /** A healthy file. */
    public static Faults none() {
        return new Faults(List.of());
    }

    /** Reads that touch {@code [firstByte, endByte)} fail with EIO. */
    public Faults badRead(long firstByte, long endByte) {
        return with("badread " + firstByte + " " + endByte + " 0");
    }

    /** Writes that touch {@code [firstByte, endByte)} fail with EIO. */
    public Faults badWrite(long firstByte, long endByte) {
        return with("badwrite " + firstByte + " " + endByte + " 0");
    }

    /** Writes that touch {@code [firstByte, endByte)} fail with ENOSPC. */
    public Faults fullWrite(long firstByte, long endByte) {
        return with("fullwrite " + firstByte + " " + endByte + " 0");
    }

    /** Reads that touch {@code [firstByte, endByte)} take {@code millis} milliseconds, once a read. */
    public Faults slowRead(long firstByte, long endByte, long millis) {
        return with("slowread " + firstByte + " " + endByte + " " + millis);
    }

    /** Writes that touch {@code [firstByte, endByte)} take {@code millis} milliseconds, once a write. */
    public Faults slowWrite(long firstByte, long endByte, long millis) {
        return with("slowwrite " + firstByte + " " + endByte + " " + millis);
    }

    /** Every flush fails with EIO. */
    public Faults badFlush() {
        return with("badflush 0 0 0");
    }

    private Faults with(String line) {
        List<String> worse = new ArrayList<>(lines);
        worse.add(line);
        return new Faults(worse);
    }

    String text() {
        return String.join("\n", lines) + "\n";
    }
}
