package org.salvor.station;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where a program keeps what it wants to remember for its user, by the rules of the XDG Base Directory Specification 0.8. Pure. */
final class StateFolder {
    /** Names another folder than the usual one, for tests and for programs that are carried along. */
    static final String OVERRIDE = "SALVOR_STATE";

    private StateFolder() {
    }

    /** The folder, which need not be there; empty when the user has no home. */
    static Optional<Path> of(Map<String, String> environment, String userHome) {
        return absolute(environment.get(OVERRIDE)).or(() -> absolute(environment.get("XDG_STATE_HOME")).map(path -> path.resolve("salvor")))
                .or(() -> absolute(userHome).map(path -> path.resolve(".local/state/salvor")));
    }

    private static Optional<Path> absolute(String text) {
        try {
            return Optional.ofNullable(text).filter(path -> !path.isEmpty()).map(Path::of).filter(Path::isAbsolute);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
