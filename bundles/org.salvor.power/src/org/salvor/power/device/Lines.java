package org.salvor.power.device;

import java.io.IOException;

/** A conversation in lines of text with a device. One thread. */
public interface Lines {

    /** Sends a line; the end of line is added. */
    void say(String line) throws IOException;

    /** The next line without its end. @throws IOException with a sentence when the other end closes, or sends more than a line can be long */
    String hear() throws IOException;

    /** Sends a line and takes the next one for its answer. */
    default String ask(String line) throws IOException {
        say(line);
        return hear();
    }

    /** Something that is talked through in lines. */
    @FunctionalInterface
    interface Talk<T> {
        T with(Lines lines) throws IOException;
    }
}
