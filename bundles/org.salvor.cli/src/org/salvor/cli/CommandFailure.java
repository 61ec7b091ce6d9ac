package org.salvor.cli;

/** A command could not do what was asked. The message is one sentence that says what, where and what to do. */
final class CommandFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    CommandFailure(int exitCode, String sentence, Throwable cause) {
        super(sentence, cause);
        this.exitCode = exitCode;
    }

    CommandFailure(int exitCode, String sentence) {
        this(exitCode, sentence, null);
    }

    /** Wrong usage or input. */
    static CommandFailure input(String sentence) {
        return new CommandFailure(ExitCode.WRONG_INPUT, sentence);
    }

    int exitCode() {
        return exitCode;
    }
}
