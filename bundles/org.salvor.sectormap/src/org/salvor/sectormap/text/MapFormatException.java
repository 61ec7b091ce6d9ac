package org.salvor.sectormap.text;

import java.io.IOException;

/** A map text cannot be read; the message is one sentence that says which line, what is wrong with it, and what to do. */
public final class MapFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    private final long line;

    /** @param line number of the line, from 1 */
    MapFormatException(long line, String message) {
        super("Line " + line + " of the map " + message);
        this.line = line;
    }

    /** Number of the line, from 1. */
    public long line() {
        return line;
    }
}
