package org.salvor.station.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.salvor.casework.CaseJournal;
import org.salvor.casework.ChainCheck;
import org.salvor.casework.JobFiles;
import org.salvor.casework.JobSpec;
import org.salvor.casework.JournalPart;
import org.salvor.drive.Clock;
import org.salvor.imaging.Attachment;
import org.salvor.imaging.CaseLog;
import org.salvor.imaging.Destination;
import org.salvor.imaging.DestinationException;
import org.salvor.imaging.ImageLayout;
import org.salvor.imaging.SegmentTable;
import org.salvor.imaging.Verifier;
import org.salvor.sectormap.store.FolderFiles;
import org.salvor.sectormap.store.MapStore;
import org.salvor.sectormap.store.StoredMap;
import org.salvor.station.JournalCheck;
import org.salvor.station.JournalView;
import org.salvor.station.Progress;
import org.salvor.station.Providers;
import org.salvor.station.StationException;
import org.salvor.station.StationException.Kind;
import org.salvor.station.VerifyView;

/** Reads what jobs have left behind: images back, and case journals. Changes nothing. Any thread. */
public final class RecordDesk {
    private final Providers providers;
    private final Clock hostClock;

    RecordDesk(Providers providers, Clock hostClock) {
        this.providers = providers;
        this.hostClock = hostClock;
    }

    public VerifyView verify(Path folder, Consumer<Progress> progress) throws StationException {
        try {
            JobFiles files = new JobFiles(folder.toAbsolutePath().normalize());
            JobSpec spec = files.readJob();
            StoredMap map = MapStore.read(new FolderFiles(files.folder()));
            int stored = spec.options().stripTo() == 0 ? spec.source().sectorBytes() : spec.options().stripTo();
            ImageLayout layout = new ImageLayout(spec.source().sectorBytes(), stored);
            SegmentTable segments = SegmentTable.open(files.segments(), JobAssembly.segmentSectors(spec, stored));
            try (Destination destination = providers.destination(spec.destinationAddress()).openForReading(spec.destinationAddress())) {
                requireSame(spec, destination, files);
                long start = hostClock.nanos();
                Verifier.Report report = new Verifier(segments, map.map(), layout).verify(destination, (done, total) -> progress.accept(
                        new Progress("verifying", layout.storedBytes(done), layout.storedBytes(total), remaining(start, done, total))));
                return new VerifyView(report.segments(), report.matching(), report.withoutHash(), report.faults().stream()
                        .map(fault -> new VerifyView.Fault(fault.range().firstLba(), fault.range().endLba(), fault.sentence())).toList());
            }
        } catch (DestinationException e) {
            throw new StationException(Kind.OWN_SIDE, e.getMessage(), e);
        } catch (IOException e) {
            throw new StationException(Kind.INPUT, e.getMessage(), e);
        }
    }

    private static void requireSame(JobSpec spec, Destination destination, JobFiles files) throws StationException {
        if (spec.destination().isPresent() && !spec.destination().get().same(destination.identity())) {
            throw new StationException(Kind.INPUT, "The job in " + files.folder() + " wrote to " + JobSpec.words(spec.destination().get())
                    + ", but there is now " + JobSpec.words(destination.identity()) + "; put the right one in its place.");
        }
    }

    private double remaining(long startNanos, long done, long total) {
        return done == 0 ? -1 : (hostClock.nanos() - startNanos) / 1e9 / done * (total - done);
    }

    public JournalView journal(Path folder, long first, int count) throws StationException {
        try {
            JobFiles files = new JobFiles(folder.toAbsolutePath().normalize());
            files.readJob();
            JournalPart part = CaseJournal.read(files.caseJournal(), first, count);
            return new JournalView(part.total(), part.first(), part.lines());
        } catch (IOException e) {
            throw new StationException(Kind.INPUT, e.getMessage(), e);
        }
    }

    public JournalCheck verifyJournal(Path folder) throws StationException {
        try {
            JobFiles files = new JobFiles(folder.toAbsolutePath().normalize());
            files.readJob();
            ChainCheck check = CaseJournal.check(files.caseJournal(), head(files));
            return new JournalCheck(check.entries(), check.hash(), check.intact(), check.sentence());
        } catch (IOException e) {
            throw new StationException(Kind.INPUT, e.getMessage(), e);
        }
    }

    private static Optional<CaseLog.Head> head(JobFiles files) throws IOException {
        FolderFiles maps = new FolderFiles(files.folder());
        byte[] attachment = MapStore.exists(maps) ? MapStore.read(maps).attachment() : null;
        return attachment == null || attachment.length == 0 ? Optional.empty() : Optional.of(Attachment.decode(attachment).head());
    }
}
