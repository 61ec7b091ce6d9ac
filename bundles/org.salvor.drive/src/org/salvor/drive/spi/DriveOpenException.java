package org.salvor.drive.spi;

/** A drive cannot be opened. The message is one sentence that says what, where and what to do. */
public final class DriveOpenException extends Exception {
    private static final long serialVersionUID = 1L;

    public DriveOpenException(String sentence) {
        super(sentence);
    }

    public DriveOpenException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
