package org.salvor.power.spi;

/** A power switch cannot be opened. The message is one sentence that says what, where and what to do. */
public final class PowerOpenException extends Exception {
    private static final long serialVersionUID = 1L;

    public PowerOpenException(String sentence) {
        super(sentence);
    }

    public PowerOpenException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
