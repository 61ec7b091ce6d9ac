package org.salvor.ata;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/**
 * What {@code releng/lab fuzz} hands to Jazzer: the decoder is named by the system property {@code salvor.fuzz}. By itself, with a folder, it writes the
 * bytes to begin with, one folder a decoder; with a decoder and a file, it prints the file as a line of the kept corpus.
 */
public final class FuzzDecoders {
    private static final DecoderTargets TARGETS = new DecoderTargets();
    private static final String NAME = System.getProperty("salvor.fuzz", "sense");

    private FuzzDecoders() {
    }

    /** Called by Jazzer, over and over. */
    public static void fuzzerTestOneInput(byte[] raw) {
        TARGETS.run(NAME, raw);
    }

    public static void main(String[] args) throws IOException {
        if (args.length == 2) {
            System.out.println(args[0] + " " + HexFormat.of().formatHex(Files.readAllBytes(Path.of(args[1]))));
            return;
        }
        for (String name : TARGETS.names()) {
            Path folder = Files.createDirectories(Path.of(args[0], name));
            List<byte[]> seeds = TARGETS.seeds(name);
            for (int index = 0; index < seeds.size(); index++) {
                Files.write(folder.resolve("seed-" + index), seeds.get(index));
            }
            System.out.println(name);
        }
    }
}
