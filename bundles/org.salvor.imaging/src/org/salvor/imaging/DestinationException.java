package org.salvor.imaging;

import java.io.IOException;

/** A destination failed. The message is one sentence that says what, where and what to do. */
public final class DestinationException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What kind of failure. */
    public enum Kind {
        FULL, FAILED, READ_ONLY, GONE, GUARDED
    }

    private final Kind kind;

    public DestinationException(Kind kind, String sentence, Throwable cause) {
        super(sentence, cause);
        this.kind = kind;
    }

    public DestinationException(Kind kind, String sentence) {
        this(kind, sentence, null);
    }

    /** What kind of failure. */
    public Kind kind() {
        return kind;
    }
}
