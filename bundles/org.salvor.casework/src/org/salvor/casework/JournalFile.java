package org.salvor.casework;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.salvor.imaging.CaseLog;

/** The file behind a case journal: seals entries into the chain and makes them durable. One thread at a time. */
final class JournalFile implements AutoCloseable {
    private static final int SHOWN_BYTES = 2_000;
    private static final int FIRST_CAPACITY_BYTES = 1 << 16;
    private static final int KEPT_CAPACITY_BYTES = 8 << 20;

    private final JournalStorage storage;
    private final HashChain chain;
    private JsonText unforced = new JsonText(FIRST_CAPACITY_BYTES);
    private long durableBytes;
    private boolean failed;

    /**
     * Goes on behind the last line that the walk found to chain. What follows that line is cut off together with the first entries
     * written.
     */
    JournalFile(JournalStorage storage, ChainWalk walk) {
        this.storage = storage;
        this.chain = new HashChain(walk.last());
        this.durableBytes = walk.goodEndBytes();
        this.failed = walk.tornBytes() > 0;
    }

    /** Opens the file or makes it. */
    static JournalFile open(Path path, ChainWalk walk) throws IOException {
        if (Files.isSymbolicLink(path)) {
            throw new IOException("The case journal " + path + " is a symbolic link; put the file itself there.");
        }
        boolean there = Files.exists(path);
        JournalStorage storage = JournalStorage.file(path);
        try {
            storage.force();
            if (!there) {
                AtomicFile.forceFolder(path.toAbsolutePath().getParent());
            }
        } catch (IOException e) {
            storage.close();
            throw e;
        }
        return new JournalFile(storage, walk);
    }

    /** What will be cut off a torn end: its length, hash and first bytes; empty when nothing is torn. */
    static Optional<Map<String, Object>> torn(Path path, ChainWalk walk) throws IOException {
        if (walk.tornBytes() == 0) {
            return Optional.empty();
        }
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            byte[] start = new byte[(int) Math.min(SHOWN_BYTES, walk.tornBytes())];
            file.seek(walk.goodEndBytes());
            file.readFully(start);
            return Optional.of(Map.of("cutBytes", walk.tornBytes(), "cutAtByte", walk.goodEndBytes(), "firstCutBytesHex",
                    HexFormat.of().formatHex(start),
                    "firstCutBytes", new String(start, StandardCharsets.UTF_8)));
        }
    }

    CaseLog.Head head() {
        return chain.head();
    }

    /** Chains the contents in {@code batch}, one a line, and keeps their lines for the next force. */
    void seal(JsonText batch) {
        byte[] bytes = batch.array();
        int start = 0;
        for (int at = 0; at < batch.length(); at++) {
            if (bytes[at] == '\n') {
                chain.seal(bytes, start, at - start, unforced);
                start = at + 1;
            }
        }
    }

    /** Writes what is not durable yet and forces it. After a failure the file is put back to its durable length first. */
    void force() throws IOException {
        if (unforced.length() == 0) {
            return;
        }
        boolean again = failed;
        failed = true;
        if (again) {
            storage.cutTo(durableBytes);
        }
        storage.write(durableBytes, unforced.array(), unforced.length());
        storage.force();
        failed = false;
        durableBytes += unforced.length();
        unforced.clear();
        if (unforced.array().length > KEPT_CAPACITY_BYTES) {
            unforced = new JsonText(FIRST_CAPACITY_BYTES);
        }
    }

    @Override
    public void close() throws IOException {
        storage.close();
    }
}
