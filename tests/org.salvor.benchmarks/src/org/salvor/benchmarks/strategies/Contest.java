package org.salvor.benchmarks.strategies;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A kind of drive on which two programs are compared.
 *
 * @param name what it is called
 * @param profile profile of the simulated drive
 * @param options what is added to its address, empty or beginning with {@code &}
 * @param hands whether Salvor may reset the drive and switch its power; else both have plain reads alone
 * @param goals by share of the readable data in per cent: the most that Salvor's drive time may be of ddrescue's
 */
record Contest(String name, String profile, String options, boolean hands, Map<Integer, Double> goals) {
    /** Nowhere may Salvor be worse by more than this. */
    static final double NOT_WORSE = 1.05;
    private static final Map<Integer, Double> NONE = Map.of();

    /** What a plain file can show of the reference profiles; in the last four Salvor has more than a plain file. */
    static final List<Contest> ALL = List.of(
            new Contest("healthy", "healthy", "", false, Map.of(50, 1.01, 75, 1.01, 90, 1.01, 99, 1.01, 100, 1.01)),
            new Contest("clustered", "clustered", "", false, Map.of(99, 0.85, 100, 1.0)),
            new Contest("clustered-512e", "clustered", "&sector=512e", false, Map.of(100, 0.3)),
            new Contest("dead-head", "dead-head", "", false, Map.of(99, 0.3, 100, 0.3)),
            new Contest("weak-head", "weak-head", "", false, Map.of(50, 0.2, 75, 0.2, 90, 0.7)),
            new Contest("scratch", "scratch", "", false, Map.of(99, 0.5)),
            new Contest("weak-sectors", "weak-sectors", "", false, NONE),
            new Contest("wearing", "wearing", "", false, NONE),
            new Contest("slow-firmware", "slow-firmware", "", false, NONE),
            new Contest("clustered-registers", "clustered", "", true, NONE),
            new Contest("dead-head-registers", "dead-head", "", true, NONE),
            new Contest("hangs", "hangs", "", true, NONE),
            new Contest("flash-freezes", "flash-freezes", "", true, NONE));

    static Optional<Contest> named(String name) {
        return ALL.stream().filter(contest -> contest.name.equals(name)).findFirst();
    }

    /** The address of one drive; {@code more} is empty or begins with {@code &}. */
    String address(String size, long seed, String more) {
        return "sim:" + profile + "?size=" + size + "&seed=" + seed + options + more;
    }

    double goal(int percent) {
        return goals.getOrDefault(percent, NOT_WORSE);
    }
}
