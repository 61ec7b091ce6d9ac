package org.salvor.station.internal;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.salvor.ata.DriveFeature;
import org.salvor.ata.IdentifyDevice;
import org.salvor.drive.AtaPort;
import org.salvor.drive.Capabilities;
import org.salvor.drive.Clock;
import org.salvor.drive.Drive;
import org.salvor.drive.DriveIdentity;
import org.salvor.drive.IdentifyOutcome;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.drive.Reset;
import org.salvor.drive.ResetOutcome;
import org.salvor.imaging.CaseLog;
import org.salvor.station.StationException;
import org.salvor.station.StationException.Kind;

/**
 * A source whose host protected area is open as long as a job has it. Its identity is that of the open drive. A drive closes the area when its power goes:
 * whenever this one is asked who it is and answers by its own name but with fewer sectors, it is told once more to show them, until power goes, and then
 * asked again. One that answers by another name is told nothing. What is done is noted in the job's journal. Threads as {@link Drive} has it.
 */
final class WideSource implements Drive {
    private static final System.Logger LOG = System.getLogger(WideSource.class.getName());
    private static final long COMMAND_MILLIS = 5_000;
    /** A drive that does not answer at the end of a job is not waited for. */
    private static final long LAST_COMMAND_MILLIS = 1_000;

    private final Drive plain;
    private final String address;
    private final DriveIdentity opened;
    private final Notes notes = new Notes();
    private long closedSectors;
    private boolean everOpened;
    private boolean through;

    /**
     * @param plain the source itself; closed with this one
     * @param opened who it is once the area is open
     * @param closedSectors what it showed before that, 0 when that is not known or nothing is hidden
     */
    WideSource(Drive plain, String address, DriveIdentity opened, long closedSectors) {
        this.plain = plain;
        this.address = address;
        this.opened = opened;
        this.closedSectors = closedSectors;
    }

    /** The source itself. */
    Drive plain() {
        return plain;
    }

    /** What the source showed before the area was opened, 0 when that is not known or nothing is hidden. */
    long closedSectors() {
        return closedSectors;
    }

    /**
     * Opens the area, if it is not open, and checks who the drive is then.
     *
     * @throws StationException with a sentence when it stays closed, or the drive is not the same afterwards
     */
    void open() throws StationException {
        if (!(plain.identify(COMMAND_MILLIS) instanceof IdentifyOutcome.Identified(DriveIdentity seen))) {
            throw refused(address + " does not say any more who it is, so that its host protected area was not opened.");
        }
        if (!named(seen)) {
            throw refused(address + " now answers as another drive, so that no host protected area was opened.");
        }
        everOpened = true;
        if (seen.sectorCount() < opened.sectorCount()) {
            widen(seen);
        } else {
            notes.note("hidden-open", closedSectors == 0 ? "No host protected area of the source is closed; it shows " + seen.sectorCount()
                    + " sectors."
                    : "The host protected area of the source is open from before; it shows " + seen.sectorCount()
                            + " sectors.",
                    Map.of("visibleSectors", seen.sectorCount()));
        }
    }

    private boolean named(DriveIdentity seen) {
        return seen.serial().equals(opened.serial()) && seen.model().equals(opened.model()) && seen.sectorBytes() == opened.sectorBytes();
    }

    private void widen(DriveIdentity seen) throws StationException {
        DriveSession session = new DriveSession(plain, address, COMMAND_MILLIS);
        IdentifyDevice page = session.identity();
        if (!page.supports(DriveFeature.HPA)) {
            throw refused(address + " has no host protected area, and shows " + seen.sectorCount() + " sectors instead of "
                    + opened.sectorCount() + ".");
        }
        HiddenAreas.show(session, page, opened.sectorCount());
        if (!(plain.identify(COMMAND_MILLIS) instanceof IdentifyOutcome.Identified(DriveIdentity now)) || !opened.sameDrive(now)) {
            throw refused("The host protected area of " + address + " did not open.");
        }
        closedSectors = closedSectors == 0 ? seen.sectorCount() : closedSectors;
        note("hidden-opened", "The host protected area of the source was opened until its power goes: " + seen.sectorCount()
                + " sectors before, " + now.sectorCount() + " now.", seen.sectorCount(), now.sectorCount());
    }

    /**
     * From now on notes go into the journal, those from before first.
     *
     * @return what the source hides and what of that is open, in one sentence; empty when nothing is
     */
    String attach(CaseLog log) {
        notes.attach(log);
        String rest = new HiddenSectors(plain, address).told(log);
        if (closedSectors == 0) {
            return rest;
        }
        String open = "Sectors " + closedSectors + " to " + (opened.sectorCount() - 1)
                + " of the source lie in a host protected area, which is open for this job";
        return rest.isEmpty() ? open + "." : open + "; " + Character.toLowerCase(rest.charAt(0)) + rest.substring(1);
    }

    /** Tells the drive to show what it showed before the job, where that is possible; else notes that it stays as it is until power goes. */
    void putBack() {
        if (through || !everOpened || closedSectors == 0) {
            return;
        }
        through = true;
        String problem;
        try {
            problem = whyNotClosed();
        } catch (StationException e) {
            problem = e.getMessage();
        }
        if (!problem.isEmpty()) {
            notes.note("hidden-left-open", "The host protected area of the source stays open until its power goes; it was not put back: "
                    + problem, Map.of("visibleSectors", opened.sectorCount(), "closedSectors", closedSectors));
        }
    }

    /** Why the drive does not show what it showed before, empty when it does. */
    private String whyNotClosed() throws StationException {
        return switch (plain.identify(LAST_COMMAND_MILLIS)) {
        case IdentifyOutcome.Identified(DriveIdentity seen) when !named(seen) -> "another drive answers in its place";
        case IdentifyOutcome.Identified(DriveIdentity seen) when seen.sectorCount() == closedSectors -> {
            note("hidden-put-back", "The host protected area of the source is closed again already: it shows " + closedSectors
                    + " sectors, as before the job.", opened.sectorCount(), closedSectors);
            yield "";
        }
        case IdentifyOutcome.Identified _ -> close(new DriveSession(plain, address, LAST_COMMAND_MILLIS));
        case IdentifyOutcome.NoAnswer(String why) -> why;
        };
    }

    private String close(DriveSession session) throws StationException {
        HiddenAreas.show(session, session.identity(), closedSectors);
        long now = session.identity().sectorCount();
        if (now != closedSectors) {
            return "it shows " + now + " sectors, although it was told to show " + closedSectors + ".";
        }
        note("hidden-put-back", "The host protected area of the source was put back: " + opened.sectorCount() + " sectors before, " + now
                + " now.", opened.sectorCount(), now);
        return "";
    }

    private static StationException refused(String sentence) {
        return new StationException(Kind.OPERATOR, sentence);
    }

    private void note(String kind, String sentence, long before, long now) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("sectorsBefore", before);
        facts.put("sectorsNow", now);
        notes.note(kind, sentence, facts);
    }

    @Override
    public IdentifyOutcome identify(long timeoutMillis) {
        IdentifyOutcome answer = plain.identify(timeoutMillis);
        if (!(answer instanceof IdentifyOutcome.Identified(DriveIdentity seen)) || !named(seen)
                || seen.sectorCount() >= opened.sectorCount()) {
            return answer;
        }
        try {
            widen(seen);
        } catch (StationException e) {
            notes.note("hidden-not-opened",
                    "The source shows " + seen.sectorCount() + " sectors, and its host protected area was not opened: "
                            + e.getMessage(),
                    Map.of("visibleSectors", seen.sectorCount()));
        }
        return plain.identify(timeoutMillis);
    }

    @Override
    public DriveIdentity identity() {
        return opened;
    }

    @Override
    public Clock clock() {
        return plain.clock();
    }

    @Override
    public Capabilities capabilities() {
        return plain.capabilities();
    }

    @Override
    public ReadOutcome read(ReadRequest request, MemorySegment into) {
        return plain.read(request, into);
    }

    @Override
    public ResetOutcome reset(Reset reset, long readyMillis) {
        return plain.reset(reset, readyMillis);
    }

    @Override
    public ResetOutcome awaitReady(long readyMillis) {
        return plain.awaitReady(readyMillis);
    }

    @Override
    public Optional<AtaPort> ataPort() {
        return plain.ataPort();
    }

    @Override
    public OptionalInt temperatureCelsius() {
        return plain.temperatureCelsius();
    }

    /** A job that could not begin leaves the drive as it was, too. */
    @Override
    public void close() {
        notes.detach();
        putBack();
        plain.close();
    }

    /** Keeps notes until there is a journal; without one they go to the program's log. */
    private static final class Notes {
        private final List<Note> waiting = new ArrayList<>();
        private CaseLog log;

        private record Note(String kind, String sentence, Map<String, Object> facts) {
        }

        void attach(CaseLog journal) {
            log = journal;
            waiting.forEach(note -> journal.note(note.kind(), note.sentence(), note.facts()));
            waiting.clear();
        }

        void detach() {
            log = null;
        }

        void note(String kind, String sentence, Map<String, Object> facts) {
            LOG.log(System.Logger.Level.INFO, sentence);
            if (log == null) {
                waiting.add(new Note(kind, sentence, facts));
            } else {
                log.note(kind, sentence, facts);
            }
        }
    }
}
