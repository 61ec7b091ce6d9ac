package org.salvor.drive.sgio;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.salvor.linux.Errno;
import org.salvor.linux.FileStatus;
import org.salvor.linux.LinuxException;
import org.salvor.linux.OpenFlag;
import org.salvor.linux.OwnedFd;

/**
 * A locked file that says what has to be put back, written before anything is changed. The lock ends with its process, however that ends, so that
 * whoever can take it knows that nobody else is going to put it back.
 */
final class HoldNote implements AutoCloseable {
    private static final int TRIES = 3;
    private final Path file;
    private final OwnedFd fd;
    private final Map<String, String> facts = new TreeMap<>();

    private HoldNote(Path file, OwnedFd fd) {
        this.file = file;
        this.fd = fd;
    }

    /** Takes a note over, or begins one; empty when somebody alive has it, in this process or another. */
    static Optional<HoldNote> take(Path file) throws IOException {
        for (int tries = 0; tries < TRIES; tries++) {
            Optional<HoldNote> note = once(file);
            if (note.isEmpty() || Files.exists(file) && FileStatus.of(file).isSameFile(note.get().fd.status())) {
                return note;
            }
            note.get().close(); // its holder had just deleted it
        }
        return Optional.empty();
    }

    private static Optional<HoldNote> once(Path file) throws IOException {
        OwnedFd fd = OwnedFd.openForReadingAndWriting(file, OpenFlag.CREATE);
        boolean handedOver = false;
        try {
            fd.claim();
            HoldNote note = new HoldNote(file, fd);
            note.read();
            handedOver = true;
            return Optional.of(note);
        } catch (LinuxException e) {
            if (e.is(Errno.EAGAIN)) {
                return Optional.empty();
            }
            throw e;
        } finally {
            if (!handedOver) {
                fd.close();
            }
        }
    }

    /** A line each: name, blank, value. What does not look so, as after a power cut in the middle of it, is passed over. */
    private void read() throws IOException {
        for (String line : Files.readString(file).lines().toList()) {
            int blank = line.indexOf(' ');
            if (blank > 0) {
                facts.put(line.substring(0, blank), line.substring(blank + 1));
            }
        }
    }

    Path file() {
        return file;
    }

    /** What stands under a name; empty when nothing does. */
    String fact(String name) {
        return facts.getOrDefault(name, "");
    }

    Map<String, String> facts() {
        return Map.copyOf(facts);
    }

    /** Writes a fact down, unless one of this name stands there from before: the older one is the true one. */
    void keep(String name, String value) throws IOException {
        if (facts.putIfAbsent(name, value) == null) {
            write();
        }
    }

    /** Writes a fact down. */
    void put(String name, String value) throws IOException {
        facts.put(name, value);
        write();
    }

    private void write() throws IOException {
        StringBuilder text = new StringBuilder();
        facts.forEach((name, value) -> text.append(name).append(' ').append(value.replace('\n', ' ')).append('\n'));
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        try (Arena arena = Arena.ofConfined()) {
            fd.writeAt(arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes), 0);
        }
        fd.truncate(bytes.length);
    }

    /** All is as it was. */
    void delete() throws IOException {
        Files.deleteIfExists(file);
        close();
    }

    /** Lets go; the note stays for the next who looks. */
    @Override
    public void close() {
        fd.close();
    }
}
