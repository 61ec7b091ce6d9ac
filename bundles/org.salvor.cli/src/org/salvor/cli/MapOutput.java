package org.salvor.cli;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.salvor.sectormap.text.DdrescueMap;

/** Writes maps where a person wants them. */
final class MapOutput {
    /** The name that stands for standard output. */
    static final String STANDARD = "-";

    private MapOutput() {
    }

    /** Writes a map as ddrescue has it; with {@code plain} without the finer states in its comments. */
    static void write(Shell shell, DdrescueMap map, boolean plain, String out) throws CommandFailure {
        if (out.equals(STANDARD)) {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            try {
                write(map, plain, text);
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
            shell.out().print(text.toString(StandardCharsets.UTF_8));
            return;
        }
        TextFile.write(Path.of(out), file -> {
            try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
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
}
