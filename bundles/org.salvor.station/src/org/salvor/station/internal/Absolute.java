package org.salvor.station.internal;

import java.nio.file.Path;

/** Addresses as a job folder keeps them: a job goes on from whatever folder it is started in. */
final class Absolute {
    private static final String FILE = "file:";

    private Absolute() {
    }

    /** The address with the path of a file counted from the root; other addresses are as they were. */
    static String of(String address) {
        boolean file = address.startsWith(FILE);
        String path = file ? address.substring(FILE.length()) : address;
        boolean otherScheme = !file && address.matches("(?s)[a-z][a-z0-9]+:.*");
        if (otherScheme || path.isEmpty() || path.startsWith("/")) {
            return address;
        }
        return (file ? FILE : "") + Path.of("").toAbsolutePath() + "/" + path;
    }
}
