package org.salvor.linux;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;

/** A call that the kernel refused or failed, with its true error number. The message is one sentence: what, on what, why. */
public final class LinuxException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String action;
    private final String subject;
    private final int errno;

    /**
     * @param action what was tried, as a verb that may follow "cannot", for example {@code "read"}
     * @param subject on what, for example a path
     * @param errno the kernel's number, 1 to 4095
     */
    public LinuxException(String action, String subject, int errno) {
        super("cannot " + action + " " + subject + ": " + Errno.describe(errno));
        this.action = Objects.requireNonNull(action);
        this.subject = Objects.requireNonNull(subject);
        this.errno = errno;
    }

    /** The kernel's number, 1 to 4095. */
    public int errno() {
        return errno;
    }

    /** The number's entry in {@link Errno}, or empty for one that is not in the table. */
    public Optional<Errno> known() {
        return Errno.of(errno);
    }

    /** Whether the kernel's number is one of these. */
    public boolean is(Errno... candidates) {
        for (Errno candidate : candidates) {
            if (candidate.number() == errno) {
                return true;
            }
        }
        return false;
    }

    /** What was tried, as a verb. */
    public String action() {
        return action;
    }

    /** On what it was tried, mostly a path. */
    public String subject() {
        return subject;
    }
}
