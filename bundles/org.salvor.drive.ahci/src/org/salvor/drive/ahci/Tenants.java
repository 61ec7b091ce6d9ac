package org.salvor.drive.ahci;

import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The ports of one controller that are in use. One thread at a time. */
final class Tenants {
    private final SortedSet<Integer> ports = new TreeSet<>();

    /** @return false when the port is in use already */
    boolean add(int port) {
        return ports.add(port);
    }

    /** @return whether the last port in use has gone with this one */
    boolean removedLast(int port) {
        return ports.remove(port) && ports.isEmpty();
    }

    /** Who but a port uses the controller, as half a sentence; empty when nobody does. */
    Optional<String> besides(int port) {
        String others = ports.stream().filter(each -> each != port).map(String::valueOf).collect(Collectors.joining(", "));
        return others.isEmpty() ? Optional.empty()
                : Optional.of(others.contains(",") ? "ports " + others + " are in use too" : "port " + others + " is in use too");
    }
}
