package org.salvor.ata;

/** Bytes of a drive do not have the form that they claim to have. The message is one sentence that says what is wrong. */
public final class AtaFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    public AtaFormatException(String sentence) {
        super(sentence);
    }
}
