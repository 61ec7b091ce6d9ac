package org.salvor.cli;

import java.io.Console;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Asks a person for something that nobody else is to see. */
@FunctionalInterface
interface SecretReader {

    /**
     * Asks, and does not show what is typed.
     *
     * @return the answer in UTF-8, for the caller to overwrite
     * @throws CommandFailure when nobody can be asked
     */
    byte[] ask(String question) throws CommandFailure;

    /** Asks at the terminal of this process. */
    static SecretReader ofProcess() {
        return question -> {
            Console console = System.console();
            char[] typed = console == null || !console.isTerminal() ? null : console.readPassword("%s ", question);
            if (typed == null) {
                throw CommandFailure
                        .input("Nobody can be asked for the password here; put it into a file and name that with --password-file.");
            }
            ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(typed));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            Arrays.fill(encoded.array(), (byte) 0);
            Arrays.fill(typed, ' ');
            return bytes;
        };
    }
}
