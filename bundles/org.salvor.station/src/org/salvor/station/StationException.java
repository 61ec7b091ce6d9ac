package org.salvor.station;

/** A station could not do what was asked. The message is one sentence that says what, where and what to do. */
public final class StationException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Whose fault it is; decides a command line's exit code. */
    public enum Kind {
        /** Wrong request or input: a path, a plan, an address. */
        INPUT,
        /** The operator must decide or do something first. */
        OPERATOR,
        /** Our own side failed: destination, job folder, journal. */
        OWN_SIDE
    }

    private final Kind kind;

    public StationException(Kind kind, String sentence, Throwable cause) {
        super(sentence, cause);
        this.kind = kind;
    }

    public StationException(Kind kind, String sentence) {
        this(kind, sentence, null);
    }

    /** Whose fault it is. */
    public Kind kind() {
        return kind;
    }
}
