package org.salvor.imaging;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.salvor.drive.Drive;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.SectorMap;
import org.salvor.sectormap.SectorRun;
import org.salvor.sectormap.Stage;
import org.salvor.sectormap.StateFilter;

/** Reads from the source into the pipeline's buffers, and keeps what is needed to check the source later. Owner thread only. */
final class SourceReader {
    private static final StateFilter READ = StateFilter.of(Stage.READ);
    /** What is on the destination, or on its way there. */
    private static final StateFilter HELD = StateFilter.of(Stage.READ, Stage.SUSPECT);

    private final Drive source;
    private final SectorMap map;
    private final Pipeline pipeline;
    private final BufferPool buffers;
    private final BooleanSupplier stopping;
    private final CaseLog caseLog;
    private final ImageLayout layout;
    private final boolean movesBytes;
    private final KnownSectors known;
    private boolean knownFromDestination;
    private int lastRegisters;

    SourceReader(Drive source, SectorMap map, Pipeline pipeline, BufferPool buffers, CaseLog caseLog, ImageLayout layout,
            BooleanSupplier stopping) {
        this.source = source;
        this.map = map;
        this.pipeline = pipeline;
        this.buffers = buffers;
        this.stopping = stopping;
        this.caseLog = caseLog;
        this.layout = layout;
        movesBytes = source.capabilities().movesBytes();
        known = new KnownSectors(layout.sourceSectorBytes());
    }

    /** A read and where its data is; {@code buffer} is null when none was needed or it was given up. */
    record Result(Event.ReadEnded event, BufferPool.Buffer buffer) {
    }

    /** Reads; {@code buffer} is null for reads that move nothing. Null when the job stops while the data is being compared. */
    Result read(Action.Read action, BufferPool.Buffer buffer, String pass) throws IOException {
        ReadRequest request = action.request();
        MemorySegment into = buffer == null ? MemorySegment.NULL : buffer.segment();
        ReadOutcome outcome = source.read(request, into);
        LbaRange proven = LbaRange.ofCount(request.firstLba(), outcome.provenSectors());
        map.noteLatency(
                new LbaRange(request.firstLba(), outcome.good() ? proven.endLba() : OutcomeRules.failedBlock(request, outcome).endLba()),
                outcome.evidence().slowestNanos() / 1_000);
        if (!proven.isEmpty()) {
            caseLog.good(proven.firstLba(), proven.endLba(), outcome.good() ? outcome.evidence().slowestNanos() : 0);
        }
        if (!outcome.good()) {
            lastRegisters = outcome.evidence().registers().packed();
            caseLog.failed(request, outcome, pass);
        }
        List<LbaRange> differing = action.confirm() ? List.of() : null;
        if (!proven.isEmpty() && buffer != null) {
            if (action.confirm()) {
                differing = compare(proven, buffer, outcome);
                if (differing == null) {
                    return null;
                }
            }
            boolean sound = map.stateAt(proven.endLba() - 1).tries() == 0;
            if (request.method() != ReadMethod.LONG && sound) { // a sector that has failed before is no measure of the drive
                known.keep(proven.firstLba(), proven.sectorCount(), into);
            }
        }
        return new Result(new Event.ReadEnded(request, outcome, differing),
                settle(buffer, outcome, differing != null && differing.isEmpty()));
    }

    private List<LbaRange> compare(LbaRange proven, BufferPool.Buffer buffer, ReadOutcome outcome) throws IOException {
        List<LbaRange> differing = null;
        try {
            differing = pipeline.differing(proven, buffer.segment());
        } finally {
            if (differing == null) {
                settle(buffer, outcome, true);
            }
        }
        return differing;
    }

    /** The buffer if its data is to be stored, else null, the buffer being given back or given up. */
    private BufferPool.Buffer settle(BufferPool.Buffer buffer, ReadOutcome outcome, boolean unwanted) {
        if (buffer == null) {
            return null;
        }
        if (outcome instanceof ReadOutcome.TimedOut(boolean stillInKernel, _, _) && stillInKernel) {
            buffer = buffers.exchange(buffer, outcome.provenSectors() * layout.sourceSectorBytes());
        }
        if (outcome.provenSectors() == 0 || unwanted) {
            buffers.give(buffer);
            return null;
        }
        return buffer;
    }

    /** Reads a sector again whose bytes are known. Null when that cannot be done now, or when the job stops first. */
    Event checkKnownSector(ReadMethod method, long timeoutMillis, long waitMillis) throws IOException {
        KnownSectors.Known sector = movesBytes ? chooseKnown() : null;
        BufferPool.Buffer buffer = stopping.getAsBoolean() || sector == null ? null : buffers.take(waitMillis);
        if (buffer == null) {
            return sector != null || stopping.getAsBoolean() ? null : new Event.KnownSectorChecked(Event.Answer.NOTHING_KNOWN);
        }
        ReadMethod plain = method == ReadMethod.LONG || method == ReadMethod.VERIFY ? ReadMethod.AUTO : method;
        ReadRequest request = ReadRequest.of(sector.lba(), 1, plain, timeoutMillis);
        ReadOutcome outcome = source.read(request, buffer.segment());
        if (!outcome.good()) {
            known.forget(sector);
            caseLog.failed(request, outcome, "check of a known sector");
            settle(buffer, outcome, true);
            return new Event.KnownSectorChecked(Event.Answer.SILENT);
        }
        boolean same = buffer.segment().asSlice(0, sector.bytes().length).mismatch(MemorySegment.ofArray(sector.bytes())) < 0;
        buffers.give(buffer);
        caseLog.note(same ? "known-sector-same" : "known-sector-other",
                "Sector " + sector.lba() + ", read again to check the source, gave "
                        + (same ? "the same bytes." : "other bytes than before."),
                Map.of("lba", sector.lba()));
        if (same) {
            known.same(sector);
        } else {
            known.other(sector);
        }
        return new Event.KnownSectorChecked(same ? Event.Answer.SAME : Event.Answer.OTHER);
    }

    /** After a stop nothing is remembered: a sector that the map calls read is fetched back from the destination. */
    private KnownSectors.Known chooseKnown() throws IOException {
        KnownSectors.Known sector = known.choose();
        while (sector != null && !HELD.matches(map.stateAt(sector.lba()))) {
            known.forget(sector); // lost on our own side: the next time it reads, it must be to be stored
            sector = known.choose();
        }
        if (sector == null && !knownFromDestination && layout.storedSectorBytes() == layout.sourceSectorBytes()) {
            knownFromDestination = true;
            SectorRun run = map.nextRun(map.wholeRange(), READ);
            if (run != null) {
                byte[] bytes = pipeline.fetch(run.firstLba());
                if (bytes != null && bytes.length > 0) {
                    known.add(run.firstLba(), bytes);
                }
            }
        }
        return known.choose();
    }

    /** Registers of the last failed read, packed; 0 when none. */
    int lastRegisters() {
        return lastRegisters;
    }

    /** Whether reads of this method need a buffer. */
    boolean needsBuffer(ReadMethod method) {
        return movesBytes && method != ReadMethod.VERIFY;
    }
}
