package org.salvor.testkit.rig;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Asks the kernel how much of a file it keeps in memory. */
public final class PageCache {
    private PageCache() {
    }

    /** Bytes of the file in the page cache; skips the running test where {@code fincore} is missing. */
    public static long bytesOf(Path file) throws IOException {
        Needs.orSkip(Needs.tools("fincore"));
        Process fincore = new ProcessBuilder("fincore", "--noheadings", "--bytes", "--output", "RES", file.toString()).start();
        return Long.parseLong(new String(fincore.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip());
    }
}
