package org.salvor.cli;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.salvor.sectormap.text.DdrescueMap;
import picocli.CommandLine.Model.CommandSpec;

/** Writes maps where a person wants them. */
final class MapOutput {
    /** The name that stands for standard output. */
    static final String STANDARD = "-";
    /** What is said of a parameter that takes such a name. */
    static final String WHAT = "Where the result goes; standard output unless told otherwise.";
    private static final int BUFFER_BYTES = 1 << 16;

    private MapOutput() {
    }

    /** Writes what a command made of maps, and at its top the command as it was typed. */
    static void writeMade(Shell shell, CommandSpec command, DdrescueMap map, String out) throws CommandFailure {
        String typed = "salvor " + String.join(" ", command.root().commandLine().getParseResult().originalArgs());
        DdrescueMap headed = map.withHeading(
                List.of("# Mapfile. Created by Salvor", "# Command line: " + typed, "# current_pos  current_status  current_pass"));
        write(shell, headed, false, out);
    }

    /** Writes a map as ddrescue has it; with {@code plain} without the finer states in its comments. */
    static void write(Shell shell, DdrescueMap map, boolean plain, String out) throws CommandFailure {
        if (out.equals(STANDARD)) {
            try {
                write(map, plain, new Printed(shell));
            } catch (IOException failure) {
                throw new CommandFailure(ExitCode.OWN_SIDE, "The map could not be written (" + failure.getMessage() + ").", failure);
            }
            return;
        }
        TextFile.write(Path.of(out), file -> {
            try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES)) {
                write(map, plain, stream);
            }
        });
    }

    private static void write(DdrescueMap map, boolean plain, OutputStream stream) throws IOException {
        if (plain) {
            map.writePlain(stream);
        } else {
            map.write(stream);
        }
    }

    /** Standard output, to which a map goes line by line: the text of a large one need not fit into memory. */
    private static final class Printed extends OutputStream {
        private final Shell shell;
        private final ByteArrayOutputStream rest = new ByteArrayOutputStream();

        Printed(Shell shell) {
            this.shell = shell;
        }

        @Override
        public void write(int letter) {
            write(new byte[] { (byte) letter }, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            int end = offset + length;
            while (end > offset && bytes[end - 1] != '\n') {
                end--;
            }
            if (end > offset) {
                rest.write(bytes, offset, end - offset);
                shell.out().print(rest.toString(StandardCharsets.UTF_8));
                rest.reset();
            }
            rest.write(bytes, end, offset + length - end);
        }
    }
}
