package org.salvor.casework;

import java.io.IOException;

/** A job folder cannot be used. The message is one sentence that says what, where and what to do. */
public final class JobFolderException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Kind {
        /** There is no job there. */
        NO_JOB,
        /** There is something else there. */
        OTHER_CONTENT,
        /** It was not written to its end, or something of it is missing or damaged. */
        INCOMPLETE,
        /** A newer version wrote it. */
        NEWER,
        /** It cannot be written to. */
        READ_ONLY,
        /** Somebody else has it open. */
        IN_USE,
        /** It belongs to another source drive. */
        OTHER_SOURCE,
        /** It belongs to another destination. */
        OTHER_DESTINATION,
        /** Reading or writing failed. */
        FAILED
    }

    private final Kind kind;

    public JobFolderException(Kind kind, String sentence, Throwable cause) {
        super(sentence, cause);
        this.kind = kind;
    }

    public JobFolderException(Kind kind, String sentence) {
        this(kind, sentence, null);
    }

    /** Why it cannot be used. */
    public Kind kind() {
        return kind;
    }
}
