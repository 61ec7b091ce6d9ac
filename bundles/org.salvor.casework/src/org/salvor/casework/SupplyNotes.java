package org.salvor.casework;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What all jobs of this user tell one another about supplies, in a folder outside any job, so that one program knows what another one runs: a file a job, which
 * stays behind when the job named a switch, and a file a switch with the times at which it was cut. Any thread, any process.
 */
public final class SupplyNotes {
    private static final String JOB = ".job";
    private static final String CUTS = ".cuts";
    private static final int KEPT_CUTS = 500;
    private static final long MOST_BYTES = 1 << 20;

    private final Optional<Path> folder;
    private final Map<String, SupplyNote> own = new ConcurrentHashMap<>();
    private final Map<String, List<Instant>> ownCuts = new ConcurrentHashMap<>();

    /** @param folder made when something is to be noted; empty to know of this object's own notes only */
    public SupplyNotes(Optional<Path> folder) {
        this.folder = folder;
    }

    /** Who runs a job here: this process, told from a later one of the same number. */
    public static String thisProcess() {
        return words(ProcessHandle.current());
    }

    /** Whether the process that a note names is there. */
    public static boolean runs(SupplyNote note) {
        int space = note.process().indexOf(' ');
        if (space < 1 || !note.process().substring(0, space).matches("\\d{1,18}")) {
            return false;
        }
        Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(note.process().substring(0, space)));
        return process.isPresent() && process.get().isAlive() && words(process.get()).equals(note.process());
    }

    private static String words(ProcessHandle process) {
        return process.pid() + " " + process.info().startInstant().map(start -> Long.toString(start.toEpochMilli())).orElse("0");
    }

    /** What is known of jobs. A file that cannot be read is left out. */
    public List<SupplyNote> jobs() throws IOException {
        Map<String, SupplyNote> notes = new HashMap<>(own);
        if (folder.isEmpty()) {
            return List.copyOf(notes.values());
        }
        try (Stream<Path> files = Files.list(folder.get())) {
            for (Path file : files.filter(each -> each.toString().endsWith(JOB)).toList()) {
                read(file).ifPresent(note -> notes.put(note.job(), note));
            }
        } catch (NoSuchFileException _) {
            // nothing was ever noted there
        }
        return List.copyOf(notes.values());
    }

    /** Whether a supply may be cut, as things are now. */
    public SupplyInterlock interlock() throws IOException {
        return new SupplyInterlock(jobs(), SupplyNotes::runs);
    }

    /** Notes that a job runs, until the answer is closed. */
    public AutoCloseable hold(SupplyNote note) throws IOException {
        write(note);
        return () -> {
            if (note.namesSwitch()) {
                write(note.ended());
            } else {
                own.remove(note.job());
                if (folder.isPresent()) {
                    Files.deleteIfExists(file(note.job(), JOB));
                }
            }
        };
    }

    private void write(SupplyNote note) throws IOException {
        own.put(note.job(), note);
        if (folder.isEmpty()) {
            return;
        }
        Properties values = new Properties();
        values.setProperty("job", note.job());
        values.setProperty("process", note.process());
        values.setProperty("atMillis", Long.toString(note.atMillis()));
        values.setProperty("power", note.power());
        values.setProperty("source", note.source());
        values.setProperty("sourceSerial", note.sourceSerial());
        values.setProperty("destinationPower", note.destinationPower());
        values.setProperty("destination", note.destination());
        values.setProperty("destinationSerial", note.destinationSerial());
        StringWriter text = new StringWriter();
        values.store(text, null);
        Files.createDirectories(folder.get());
        AtomicFile.write(file(note.job(), JOB), text.toString());
    }

    private static Optional<SupplyNote> read(Path file) throws IOException {
        Properties values = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            if (Files.size(file) > MOST_BYTES) {
                return Optional.empty();
            }
            values.load(reader);
        } catch (NoSuchFileException | IllegalArgumentException _) {
            return Optional.empty(); // ended in between, or not ours
        }
        String at = values.getProperty("atMillis", "");
        return at.matches("\\d{1,18}") ? Optional.of(new SupplyNote(values.getProperty("job", ""), values.getProperty("process", ""),
                Long.parseLong(at), values.getProperty("power", ""), values.getProperty("source", ""),
                values.getProperty("sourceSerial", ""),
                values.getProperty("destinationPower", ""), values.getProperty("destination", ""),
                values.getProperty("destinationSerial", "")))
                : Optional.empty();
    }

    /** When a switch was cut, oldest first. */
    public List<Instant> cuts(String power) throws IOException {
        if (folder.isEmpty()) {
            return ownCuts.getOrDefault(power, List.of());
        }
        try {
            List<Instant> cuts = Files.readAllLines(file(power, CUTS), StandardCharsets.US_ASCII).stream()
                    .filter(line -> line.matches("\\d{1,18}")).map(line -> Instant.ofEpochMilli(Long.parseLong(line))).sorted().toList();
            return cuts.subList(Math.max(0, cuts.size() - KEPT_CUTS), cuts.size());
        } catch (NoSuchFileException _) {
            return List.of();
        }
    }

    /** Notes that a switch is cut. */
    public void cut(String power, Instant at) throws IOException {
        List<Instant> before = cuts(power);
        if (folder.isEmpty()) {
            ownCuts.put(power, Stream.concat(before.stream(), Stream.of(at)).skip(before.size() < KEPT_CUTS ? 0 : 1).toList());
            return;
        }
        Files.createDirectories(folder.get());
        Path file = file(power, CUTS);
        if (before.size() < KEPT_CUTS) {
            Files.writeString(file, at.toEpochMilli() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return;
        }
        StringBuilder text = new StringBuilder();
        before.subList(KEPT_CUTS / 2, before.size()).forEach(cut -> text.append(cut.toEpochMilli()).append('\n'));
        AtomicFile.write(file, text.append(at.toEpochMilli()).append('\n').toString());
    }

    private Path file(String name, String ending) {
        return folder.orElseThrow().resolve(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)) + ending);
    }
}
