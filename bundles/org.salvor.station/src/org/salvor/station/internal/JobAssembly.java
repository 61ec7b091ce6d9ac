package org.salvor.station.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.salvor.casework.CaseJournal;
import org.salvor.casework.JobFolder;
import org.salvor.casework.JobSpec;
import org.salvor.drive.Clock;
import org.salvor.drive.Drive;
import org.salvor.imaging.Attachment;
import org.salvor.imaging.Fill;
import org.salvor.imaging.Imager;
import org.salvor.imaging.ImagerParts;
import org.salvor.imaging.SegmentTable;
import org.salvor.imaging.plan.Pass;
import org.salvor.imaging.plan.PassPlan;
import org.salvor.linux.SleepInhibitor;
import org.salvor.power.PowerSwitch;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.SectorMap;
import org.salvor.sectormap.store.Epoch;
import org.salvor.sectormap.store.FolderFiles;
import org.salvor.sectormap.store.MapStore;
import org.salvor.station.JobOrder;
import org.salvor.station.Providers;
import org.salvor.station.StationException;

/** Puts opened parts together to a job that is ready to start. */
final class JobAssembly {
    private static final long USUAL_SEGMENT_BYTES = 64L << 20;
    private static final List<String> USUAL_HASHES = List.of("SHA-256");

    private final Clock hostClock;
    private final Wakefulness wakefulness;
    private final Supplies supplies;

    JobAssembly(Clock hostClock, Wakefulness wakefulness, Supplies supplies) {
        this.supplies = supplies;
        this.wakefulness = wakefulness;
        this.hostClock = hostClock;
    }

    JobOpening.Running assemble(JobOpening.Opened opened, JobOrder.Options options, ToldCaseLog.Listener notes, Runnable changed)
            throws IOException, StationException {
        try (Opening opening = new Opening()) {
            JobFolder folder = opened.folder();
            JobSpec spec = folder.spec();
            Drive source = opened.source();
            Path path = folder.files().folder();
            AutoCloseable note = opening.with(supplies.hold(path, spec));
            MapStore store = opening.with(store(folder, opened.newPlan().isPresent() || opened.newHeads()));
            if (opened.newPlan().isPresent()) { // the map has taken note first: whatever happens, the new plan begins with its first pass
                folder.replacePlan(opened.newPlan().get().name(), opened.newPlan().get().text(), hostClock.wallTime(),
                        "the operator gave it");
            }
            if (opened.newHeads()) {
                folder.replaceHeads(opened.heads().words(), opened.heads().text(), hostClock.wallTime(), "the operator gave it");
            }
            Attachment attachment = attachment(store);
            CaseJournal journal = opening.with(folder.openJournal(source.clock(), Optional.ofNullable(attachment).map(Attachment::head)));
            ToldCaseLog log = new ToldCaseLog(journal, notes);
            if (!opened.heads().heads().isEmpty()) {
                log.note("head-map", "The head map of this job knows " + opened.heads().words() + ".", Map.of());
            }
            Optional<PowerSwitch> power = supplies.source(path, spec.options(), source instanceof WideSource wide ? wide.plain() : source,
                    log);
            String hidden = source instanceof WideSource wide ? wide.attach(log)
                    : new HiddenSectors(source, spec.sourceAddress()).told(log);
            SegmentTable segments = segments(folder, opened);
            List<String> hashes = spec.options().hashes().isEmpty() ? USUAL_HASHES : spec.options().hashes();
            RunningJob.Lanes lanes = new RunningJob.Lanes(path.getFileName().toString());
            Imager imager = new Imager(new ImagerParts(hostClock, source, spec.source(), power, opened.plan(),
                    SectorMap.copyOf(store.durable()),
                    attachment == null ? new byte[0] : attachment.schedulerState(), opened.heads().heads(), opened.layout(),
                    opened.destination().open(),
                    log, segments, hashes, Fill.parse(spec.options().fill()), new StoreEpochs(store),
                    lanes.writer, lanes.flusher));
            SleepInhibitor awake = wakefulness.hold("Salvor is imaging " + spec.source().model());
            RunningJob job = new RunningJob(path.getFileName().toString(), imager, source, lanes,
                    List.of(() -> putBack(source), journal, store, opened.destination(), source, awake, note, folder), changed);
            opening.keep();
            return new JobOpening.Running(job, frame(path, folder.spec(), opened.plan(), hidden),
                    JobViews.drive(spec.sourceAddress(), Providers.address(spec.sourceAddress()).scheme(), source.identity(),
                            source.capabilities(), "source"),
                    options, opened.destination());
        }
    }

    /** While the journal still takes notes. */
    private static void putBack(Drive source) {
        if (source instanceof WideSource wide) {
            wide.putBack();
        }
    }

    static JobViews.Frame frame(Path path, JobSpec spec, PassPlan plan, String hidden) {
        String destination = spec.destinationAddress() + spec.destination().map(identity -> ", " + JobSpec.words(identity)).orElse("");
        return new JobViews.Frame(path.toString(), destination, spec.plan(), plan.passes().stream().map(Pass::name).toList(),
                hidden);
    }

    /** The durable map; one that has no history yet gets its first epoch: what is excluded and what another program's map says. */
    private static MapStore store(JobFolder folder, boolean restart) throws IOException, StationException {
        JobSpec spec = folder.spec();
        MapStore store = MapStore.openOrCreate(new FolderFiles(folder.files().folder()), spec.source().sectorCount());
        try {
            if (store.epoch() == 0) {
                Domains domains = new Domains(spec.source().sectorCount(), spec.source().sectorBytes());
                if (spec.imported()) {
                    domains.importMap(folder.files().imported());
                }
                domains.keep(spec.ranges());
                List<LbaRange> domain = spec.domain() ? domains.domain(folder.files().domain()) : List.of();
                store.append(Epoch.of(domains.keep(domain).changes()));
            } else if (restart && attachment(store) instanceof Attachment attachment) {
                store.append(new Epoch(List.of(), List.of(), attachment.restarted()));
            }
            return store;
        } catch (IOException | StationException e) {
            Opening.closeQuietly(store);
            throw e;
        }
    }

    static Attachment attachment(MapStore store) throws IOException {
        byte[] bytes = store.attachment();
        return bytes == null || bytes.length == 0 ? null : Attachment.decode(bytes);
    }

    private static SegmentTable segments(JobFolder folder, JobOpening.Opened opened) throws IOException {
        return SegmentTable.open(folder.files().segments(), segmentSectors(folder.spec(), opened.layout().storedSectorBytes()));
    }

    static long segmentSectors(JobSpec spec, int storedSectorBytes) {
        long bytes = spec.options().segmentBytes() == 0 ? USUAL_SEGMENT_BYTES : spec.options().segmentBytes();
        return Math.max(1, bytes / storedSectorBytes);
    }
}
