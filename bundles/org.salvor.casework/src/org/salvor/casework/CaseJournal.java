package org.salvor.casework;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.salvor.drive.Clock;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.imaging.CaseLog;

/**
 * The case journal of a job: {@code case.ndjson}, one JSON object a line, only ever appended to, each entry chained to the one before by
 * SHA-256.
 *
 * <h2>The form of an entry</h2> A line is {@code CONTENT,"hash":"HASH"}, a closing brace and a line break (0Ah), in UTF-8. The content
 * starts with an opening brace and {@code "n":NUMBER,"at":"TIME","driveMillis":MILLIS,"kind":"KIND"}: numbers count from 1, {@code at} is
 * calendar time in UTC (it may jump, also backwards), {@code driveMillis} the drive time that the job has used in all its runs together.
 * The hash is the SHA-256, in lower case hex, of the hash of the entry before (its 64 hex digits as text; 64 zeros before the first entry)
 * directly followed by the bytes of the content: everything in the line before the last {@code ,"hash":"}. Anybody can compute it again
 * with a shell (bash, sha256sum):
 *
 * <pre>
 * p=$(printf '0%.0s' $(seq 64)); while IFS= read -r l; do c=${l%,\"hash\":\"*}; h=$(printf '%s%s' "$p" "$c" | sha256sum | cut -c1-64)
 * [ "$l" = "$c,\"hash\":\"$h\"}" ] || { echo "broken: $l"; break; }; p=$h; done &lt; case.ndjson; echo "$p"
 * </pre>
 *
 * It ends with the chain's head. {@code jq -r 'select(.kind == "failed") | [.at, .lba, .outcome] | @tsv' case.ndjson} lists the failures.
 *
 * <h2>What is promised</h2> A change, a deleted, moved or inserted entry and a cut-off end are found <em>relative to a head kept
 * elsewhere</em>: without one, a chain that was computed anew from some entry on, or that lost its last entries, looks whole.
 *
 * <h2>Threads</h2> {@link #good}, {@link #failed} and {@link #note} may be called from any thread and never wait for a disk: they format
 * into memory. {@link #sync} and {@link #close} write and force; they belong on another thread than a drive's owner thread. Entries made
 * meanwhile go into the next sync.
 */
public final class CaseJournal implements CaseLog, AutoCloseable {
    private static final int FIRST_CAPACITY_BYTES = 1 << 16;
    private static final int KEPT_CAPACITY_BYTES = 8 << 20;

    private final Object disk = new Object();
    private final Clock clock;
    private final JournalFile file;
    private final long originNanos;
    private final long baseMicros;
    private JsonText pending = new JsonText(FIRST_CAPACITY_BYTES);
    private JsonText spare = new JsonText(FIRST_CAPACITY_BYTES);
    private long nextNumber;
    private GoodRun run;
    private boolean closed;

    CaseJournal(Clock clock, JournalFile file, long baseMicros) {
        this.clock = clock;
        this.file = file;
        this.originNanos = clock.nanos();
        this.baseMicros = baseMicros;
        this.nextNumber = file.head().entries() + 1;
    }

    /**
     * Opens a journal to append to it; makes the file when it is not there. A torn end, such as a crash leaves, is cut off behind the last
     * whole line that chains, and the first new entry tells what was cut. A gap inside the file, or a known head that it does not hold, is
     * left as it is and noted too: evidence is never thrown away, and a damaged journal does not keep a drive from being saved.
     *
     * @param path the file; no symbolic link
     * @param clock calendar time and drive time of the entries
     * @param known a head that the journal must hold, such as the one in the map's snapshot
     * @throws IOException when it cannot be read or written
     */
    public static CaseJournal open(Path path, Clock clock, Optional<Head> known) throws IOException {
        ChainWalk walk = ChainWalk.over(path, known);
        Optional<Map<String, Object>> cut = JournalFile.torn(path, walk);
        CaseJournal journal = new CaseJournal(clock, JournalFile.open(path, walk), walk.lastDriveMicros());
        try {
            journal.noteFindings(walk, cut, known);
            journal.sync();
            return journal;
        } catch (IOException e) {
            journal.file.close();
            throw e;
        }
    }

    private void noteFindings(ChainWalk walk, Optional<Map<String, Object>> cut, Optional<Head> known) {
        cut.ifPresent(facts -> note("journal-mended",
                "The journal ended in an entry that was not written to its end; it was cut off behind entry " + walk.last().entries() + ".",
                facts));
        if (walk.brokenInside()) {
            note("journal-damaged", "Line " + walk.firstBadLine() + " of the journal does not follow the line before it.",
                    Map.of("line", walk.firstBadLine()));
        }
        if (!walk.holdsKnown()) {
            note("journal-behind", "The journal does not hold entry " + known.get().entries() + " with the hash that the map keeps.",
                    Map.of("knownEntries", known.get().entries(), "knownHash", known.get().hash(), "entriesFound",
                            walk.chained().entries()));
        }
    }

    /**
     * Walks over the whole chain of a journal, changing nothing.
     *
     * @param known a head kept elsewhere, that the chain must hold
     * @throws IOException when the file cannot be read
     */
    public static ChainCheck check(Path path, Optional<Head> known) throws IOException {
        return ChainCheck.of(path, known);
    }

    /**
     * Reads entries as they stand in the file, unchecked.
     *
     * @param first index of the first entry wanted, from 0; negative counts from the end
     * @param count how many at most
     * @throws IOException when the file cannot be read
     */
    public static JournalPart read(Path path, long first, int count) throws IOException {
        return JournalPart.of(path, first, count);
    }

    @Override
    public synchronized void good(long firstLba, long endLba, long slowestNanos) {
        long now = driveNanos();
        if (run != null && run.take(firstLba, endLba, slowestNanos, now)) {
            return;
        }
        closeRun();
        run = new GoodRun(firstLba, endLba, slowestNanos, now);
    }

    @Override
    public synchronized void failed(ReadRequest request, ReadOutcome outcome, String pass) {
        closeRun();
        begin("failed");
        FailureText.write(pending, request, outcome);
        pending.key("pass").string(pass).raw('\n');
    }

    @Override
    public synchronized void note(String kind, String sentence, Map<String, Object> facts) {
        closeRun();
        begin(kind);
        pending.key("sentence").string(sentence);
        if (!facts.isEmpty()) {
            pending.key("facts").value(facts);
        }
        pending.raw('\n');
    }

    /** Bytes of entries that wait for the next {@link #sync}. Any thread. */
    public synchronized int pendingBytes() {
        return pending.length();
    }

    /**
     * {@inheritDoc}
     *
     * <p>
     * A sync that failed loses nothing: the next one writes everything that is not durable yet once more.
     */
    @Override
    public Head sync() throws IOException {
        synchronized (disk) {
            JsonText batch;
            synchronized (this) {
                closeRun();
                batch = pending;
                pending = spare;
            }
            file.seal(batch);
            batch.clear();
            spare = batch.array().length > KEPT_CAPACITY_BYTES ? new JsonText(FIRST_CAPACITY_BYTES) : batch;
            file.force();
            return file.head();
        }
    }

    /** Syncs and gives the file back. Idempotent. */
    @Override
    public void close() throws IOException {
        synchronized (disk) {
            synchronized (this) {
                if (closed) {
                    return;
                }
                closeRun();
                closed = true;
            }
            try {
                sync();
            } finally {
                file.close();
            }
        }
    }

    private void closeRun() {
        if (run != null) {
            GoodRun done = run;
            run = null;
            begin("good");
            done.write(pending);
            pending.raw('\n');
        }
    }

    private void begin(String kind) {
        if (closed) {
            throw new IllegalStateException("the case journal is closed");
        }
        pending.raw("{\"n\":").number(nextNumber++).key("at").time(clock.wallTime()).key("driveMillis").millis(driveNanos()).key("kind")
                .string(kind);
    }

    /** Drive time of the whole job, in nanoseconds. */
    private long driveNanos() {
        return baseMicros * 1_000 + clock.nanos() - originNanos;
    }
}
