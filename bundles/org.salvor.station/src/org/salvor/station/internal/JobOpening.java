package org.salvor.station.internal;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.salvor.casework.JobFiles;
import org.salvor.casework.JobFolder;
import org.salvor.casework.JobFolderException;
import org.salvor.casework.JobOptions;
import org.salvor.casework.JobSpec;
import org.salvor.drive.Clock;
import org.salvor.drive.Drive;
import org.salvor.drive.DriveIdentity;
import org.salvor.imaging.Destination;
import org.salvor.imaging.DestinationException;
import org.salvor.imaging.DestinationIdentity;
import org.salvor.imaging.DestinationProvider;
import org.salvor.imaging.DestinationRequest;
import org.salvor.imaging.Fill;
import org.salvor.imaging.ImageLayout;
import org.salvor.imaging.SegmentHash;
import org.salvor.imaging.plan.BuiltInPlans;
import org.salvor.imaging.plan.PassPlan;
import org.salvor.linux.BlockDevices;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.MapView;
import org.salvor.sectormap.SectorMap;
import org.salvor.sectormap.store.FolderFiles;
import org.salvor.sectormap.store.MapStore;
import org.salvor.station.DriveView;
import org.salvor.station.JobOrder;
import org.salvor.station.Providers;
import org.salvor.station.StationException;
import org.salvor.station.StationException.Kind;
import org.salvor.station.internal.HeadMaps.HeadMap;

/** Opens a job, new or as its folder has it. Any thread; the same folder is opened by one at a time. */
final class JobOpening {
    private static final String USUAL_PLAN = "standard";

    private final Providers providers;
    private final Clock hostClock;
    private final Wakefulness wakefulness = new Wakefulness();
    private final Supplies supplies;

    JobOpening(Providers providers, Clock hostClock, Supplies supplies) {
        this.providers = providers;
        this.supplies = supplies;
        this.hostClock = hostClock;
    }

    /** A job that runs, with what must be known to steer it. */
    record Running(RunningJob job, JobViews.Frame frame, DriveView source, JobOrder.Options options, DestinationSlot destination) {
    }

    /** A job as its folder has it. */
    record Stored(JobViews.Frame frame, DriveView source, MapView map, String sentence) {
    }

    /** Everything opened, to be put together. */
    record Opened(JobFolder folder, Drive source, PassPlan plan, ImageLayout layout, DestinationSlot destination,
            Optional<NewPlan> newPlan, HeadMap heads, boolean newHeads) {
    }

    /** A plan that is to replace the one in the folder. */
    record NewPlan(String name, String text) {
    }

    /** Opens what the order asks for; the job is ready to be started. */
    Running open(Path path, JobOrder order, ToldCaseLog.Listener notes, Runnable changed, Moving moving) throws StationException {
        try (Opening opening = new Opening()) {
            boolean exists = new JobFiles(path).content() == JobFiles.Content.JOB;
            Opened opened = exists ? resume(path, order, opening, notes, moving) : create(path, order, opening);
            Running running = new JobAssembly(hostClock, wakefulness, supplies).assemble(opened, order.options(), notes, changed);
            opening.keep();
            return running;
        } catch (JobFolderException e) {
            throw new StationException(switch (e.kind()) {
            case NO_JOB, OTHER_CONTENT, INCOMPLETE, NEWER, OTHER_SOURCE, OTHER_DESTINATION -> Kind.INPUT;
            case IN_USE -> Kind.OPERATOR;
            case READ_ONLY, FAILED -> Kind.OWN_SIDE;
            }, e.getMessage(), e);
        } catch (DestinationException e) {
            throw new StationException(e.kind() == DestinationException.Kind.GUARDED ? Kind.INPUT : Kind.OWN_SIDE, e.getMessage(), e);
        } catch (IOException e) {
            throw new StationException(Kind.OWN_SIDE, "The job in " + path + " cannot be opened: " + e.getMessage(), e);
        }
    }

    private Opened create(Path path, JobOrder order, Opening opening) throws StationException, IOException {
        if (order.source().isEmpty() || order.destination().isEmpty()) {
            throw new StationException(Kind.INPUT, "There is no job in " + path + " yet; a new one needs a source and a destination.");
        }
        String planName = order.plan().isEmpty() ? USUAL_PLAN : order.plan();
        String planText = Plans.text(planName);
        JobOptions chosen = options(order.options());
        Drive plain = opening.with(providers.openSource(order.source(), hostClock));
        requireOffTheSource(path, order.source());
        Drive source = chosen.openHidden() ? opening.with(HiddenSectors.wide(plain, order.source())) : plain;
        DriveIdentity identity = source.identity();
        if (identity.sectorCount() < 1) {
            throw new StationException(Kind.INPUT, "The source " + order.source() + " has no sectors; there is nothing to image.");
        }
        PassPlan plan = Plans.plan(planName, planText, identity.sectorBytes());
        Plans.refuseImpossible(plan, source.capabilities(), new NearerTransport(providers.drives(), order.source(), identity));
        HeadMap heads = heads(order, Optional.empty(), identity);
        HeadMaps.require(plan, heads.heads());
        JobOptions options = source instanceof WideSource wide ? chosen.withHiddenOpened(wide.closedSectors()) : chosen;
        supplies.check(path, options);
        ImageLayout layout = layout(identity, options);
        Domains domains = new Domains(identity.sectorCount(), identity.sectorBytes());
        List<LbaRange> ranges = domains.checked(order.ranges());
        Optional<Path> domain = path(order.domainMap());
        Optional<Path> imported = path(order.importMap());
        if (domain.isPresent()) {
            domains.domain(domain.get());
        }
        if (imported.isPresent()) {
            domains.importMap(imported.get());
        }
        DestinationProvider provider = providers.destination(order.destination());
        DestinationRequest request = request(order.source(), identity, layout, options, imported.isPresent());
        List<String> objections = provider.objections(order.destination(), request);
        if (!objections.isEmpty()) {
            throw new StationException(Kind.INPUT, String.join(" ", objections));
        }
        if (imported.isPresent()) {
            requireImage(provider, order.destination(), layout, imported.get(), domains.importedEnd());
        }
        JobSpec spec = JobSpec.of(hostClock.wallTime(), identity, Absolute.of(order.source()), Absolute.of(order.destination()), planName)
                .withOptions(options).withRanges(ranges);
        JobFolder folder = opening.with(JobFolder.create(path, spec, planText, Optional.of(heads.text()).filter(text -> !text.isEmpty()),
                domain, imported));
        try {
            Destination destination = opening.with(provider.open(order.destination(), request));
            requireOther(destination, identity);
            requireConfirmed(destination, options);
            folder.save(folder.spec().withDestination(destination.identity(), Absolute.of(order.destination()), hostClock.wallTime(),
                    "first"));
            widen(source);
            return new Opened(folder, source, plan, layout,
                    new DestinationSlot(provider, Absolute.of(order.destination()), request, destination),
                    Optional.empty(), heads, false);
        } catch (IOException | StationException e) {
            folder.discard();
            throw e;
        }
    }

    /** What another program's map calls read must at least be there. */
    private static void requireImage(DestinationProvider provider, String address, ImageLayout layout, Path map, long endLba)
            throws StationException {
        if (endLba == 0) {
            return;
        }
        try (Destination image = provider.openForReading(address)) {
            if (image.read(layout.offsetOf(endLba - 1), MemorySegment.ofArray(new byte[layout.storedSectorBytes()]))
                    == layout.storedSectorBytes()) {
                return;
            }
        } catch (DestinationException e) {
            throw new StationException(Kind.INPUT,
                    "The map " + map + " tells of sectors that were read, but the image that holds them cannot be read: "
                            + e.getMessage(),
                    e);
        }
        throw new StationException(Kind.INPUT,
                "The map " + map + " tells of sectors that were read up to sector " + (endLba - 1) + ", but " + address
                        + " ends before; give the image that belongs to the map.");
    }

    private Opened resume(Path path, JobOrder order, Opening opening, ToldCaseLog.Listener notes, Moving moving)
            throws StationException, IOException {
        JobFolder folder = opening.with(JobFolder.open(path));
        refuseOtherScope(order, folder.spec());
        String address = order.source().isEmpty() ? folder.spec().sourceAddress() : Absolute.of(order.source());
        Drive plain = opening.with(providers.openSource(address, hostClock));
        Drive source = folder.spec().options().openHidden()
                ? opening.with(HiddenSectors.wide(plain, address, folder.spec(), order.options().acceptSource()))
                : plain;
        folder.requireSource(source.identity(), order.options().acceptSource());
        requireOffTheSource(path, address);
        folder.save(folder.spec().withSource(source.identity(), address, hostClock.wallTime(), "the operator gave it"));
        if (source instanceof WideSource wide && wide.closedSectors() != folder.spec().options().closedSectors()) {
            folder.save(folder.spec().withOptions(folder.spec().options().withHiddenOpened(wide.closedSectors())));
        }
        Optional<NewPlan> newPlan = newPlan(order, folder);
        PassPlan plan = newPlan.isPresent() ? Plans.plan(newPlan.get().name(), newPlan.get().text(), source.identity().sectorBytes())
                : Plans.plan(folder.spec().plan(), folder.files().readPlan(), source.identity().sectorBytes());
        Plans.refuseImpossible(plan, source.capabilities(), new NearerTransport(providers.drives(), address, source.identity()));
        Optional<String> oldHeads = folder.files().readHeads();
        HeadMap heads = heads(order, oldHeads, source.identity());
        HeadMaps.require(plan, heads.heads());
        JobOptions switched = folder.spec().options().withPower(order.options().power(), order.options().destinationPower());
        if (!switched.equals(folder.spec().options())) {
            folder.save(folder.spec().withOptions(switched));
        }
        ImageLayout layout = layout(source.identity(), folder.spec().options());
        DestinationSlot destination = destination(order, folder, source.identity(), layout, opening, notes, moving);
        widen(source);
        return new Opened(folder, source, plan, layout, destination, newPlan, heads, !heads.text().equals(oldHeads.orElse("")));
    }

    /** The last thing before the job: everything else has been checked, and the job's file says what is about to be done. */
    private static void widen(Drive source) throws StationException {
        if (source instanceof WideSource wide) {
            wide.open();
        }
    }

    /** The head map that the order names, else the folder's. */
    private static HeadMap heads(JobOrder order, Optional<String> ofFolder, DriveIdentity drive) throws StationException {
        String file = order.options().headMap();
        if (!file.isEmpty()) {
            return HeadMaps.of(file, HeadMaps.text(file), drive);
        }
        return ofFolder.isEmpty() ? HeadMap.NONE : HeadMaps.of("of the job", ofFolder.get(), drive);
    }

    private DestinationSlot destination(JobOrder order, JobFolder folder, DriveIdentity source, ImageLayout layout, Opening opening,
            ToldCaseLog.Listener notes, Moving moving) throws StationException, IOException {
        JobSpec spec = folder.spec();
        String address = order.destination().isEmpty() ? spec.destinationAddress() : Absolute.of(order.destination());
        DestinationProvider provider = providers.destination(address);
        boolean holdsTheImage = holdsTheImage(folder.files(), spec, provider, address);
        DestinationRequest request = request(spec.sourceAddress(), source, layout, spec.options(),
                address.equals(spec.destinationAddress()) || holdsTheImage);
        if (spec.destination().isPresent() && address.equals(spec.destinationAddress())) {
            try (Destination there = provider.openForReading(address)) { // a file that is gone must not be made anew
                folder.requireDestination(there.identity());
            }
        }
        Destination destination = opening.with(provider.open(address, request));
        requireOther(destination, source);
        boolean another = spec.destination().isPresent()
                && (destination.isNew() || !spec.destination().get().same(destination.identity()));
        if (another && address.equals(spec.destinationAddress())) {
            folder.requireDestination(destination.identity());
        }
        if (another || spec.destination().isEmpty()) {
            requireConfirmed(destination, options(order.options()));
        }
        if (another) {
            notes.noted("destination-replaced", "The image moves from " + spec.destinationAddress() + " to " + address + ".");
            moving.begin(stored(folder.files().folder()));
            new DestinationMove(folder, layout, providers, hostClock, moving).to(destination);
        }
        folder.save(folder.spec().withDestination(destination.identity(), address, hostClock.wallTime(), "the operator gave it"));
        if (another) {
            folder.endMove();
        }
        return new DestinationSlot(provider, address, request, destination);
    }

    /** Whether a destination is the job's own, however its path is spelled, or holds part of the image from a move that was cut off. */
    private static boolean holdsTheImage(JobFiles files, JobSpec spec, DestinationProvider provider, String address) throws IOException {
        try (Destination there = provider.openForReading(address)) {
            DestinationIdentity seen = there.identity();
            return files.movesTo(seen)
                    || spec.destination().filter(own -> own.same(seen) && own.address().equals(seen.address())).isPresent();
        } catch (DestinationException nothingThere) {
            return false;
        }
    }

    private static Optional<NewPlan> newPlan(JobOrder order, JobFolder folder) throws StationException, IOException {
        boolean sameBuiltIn = BuiltInPlans.names().contains(order.plan()) && order.plan().equals(folder.spec().plan());
        if (order.plan().isEmpty() || sameBuiltIn) { // a job keeps its plan when a newer Salvor has another of the same name
            return Optional.empty();
        }
        String text = Plans.text(order.plan());
        return text.equals(folder.files().readPlan()) ? Optional.empty() : Optional.of(new NewPlan(order.plan(), text));
    }

    private static void refuseOtherScope(JobOrder order, JobSpec spec) throws StationException {
        List<LbaRange> ranges = order.ranges().stream().map(range -> new LbaRange(range.firstLba(), range.endLba())).toList();
        boolean other = !ranges.isEmpty() && !ranges.equals(spec.ranges()) || !order.domainMap().isEmpty() && !spec.domain()
                || !order.importMap().isEmpty() && !spec.imported() || order.options().openHidden() && !spec.options().openHidden();
        if (other) {
            throw new StationException(Kind.INPUT,
                    "What a job images is settled when it begins; go on without ranges, domain, map and hidden sectors, "
                            + "or begin another job in another folder.");
        }
    }

    /** The job of a folder without opening its drives. */
    Stored stored(Path path) throws StationException {
        try {
            JobFiles files = new JobFiles(path);
            JobSpec spec = files.readJob();
            PassPlan plan = Plans.plan(spec.plan(), files.readPlan(), spec.source().sectorBytes());
            FolderFiles maps = new FolderFiles(path);
            MapView map = MapStore.exists(maps) ? MapStore.read(maps).map()
                    : new SectorMap(spec.source().sectorCount()).snapshot();
            DriveView source = JobViews.drive(spec.sourceAddress(), "", spec.source(), null, "source");
            return new Stored(JobAssembly.frame(path, spec, plan, ""), source, map, "Not running.");
        } catch (IOException e) {
            throw new StationException(Kind.INPUT, e.getMessage(), e);
        }
    }

    List<String> objections(Path path, JobOrder order) throws StationException {
        try {
            boolean exists = new JobFiles(path).content() == JobFiles.Content.JOB;
            JobSpec spec = exists ? new JobFiles(path).readJob() : null;
            String sourceAddress = !order.source().isEmpty() || spec == null ? order.source() : spec.sourceAddress();
            String address = !order.destination().isEmpty() || spec == null ? order.destination() : spec.destinationAddress();
            try (Drive source = providers.openDrive(sourceAddress, hostClock)) {
                JobOptions options = spec == null ? options(order.options()) : spec.options();
                DriveIdentity identity = HiddenSectors.wanted(source, sourceAddress, options, spec);
                ImageLayout layout = layout(identity, options);
                DestinationProvider provider = providers.destination(address);
                boolean mayHoldData = spec == null ? !order.importMap().isEmpty()
                        : address.equals(spec.destinationAddress())
                                || holdsTheImage(new JobFiles(path), spec, provider, address);
                List<String> objections = new ArrayList<>(provider.objections(address,
                        request(sourceAddress, identity, layout, options, mayHoldData)));
                Optional<DestinationIdentity> known = spec == null ? Optional.empty() : spec.destination();
                objections.addAll(objections(provider, address, identity, known, options(order.options())));
                return objections;
            }
        } catch (IOException e) {
            throw new StationException(Kind.INPUT, e.getMessage(), e);
        }
    }

    /** What of a destination that is there speaks against it; a file that is not there yet has nothing to say. */
    private static List<String> objections(DestinationProvider provider, String address, DriveIdentity source,
            Optional<DestinationIdentity> known, JobOptions options) {
        try (Destination there = provider.openForReading(address)) {
            boolean ofJob = known.isPresent() && known.get().same(there.identity());
            return Stream.of(sameSerial(there.identity(), source), ofJob ? "" : unconfirmed(there.identity(), options))
                    .filter(sentence -> !sentence.isEmpty()).toList();
        } catch (DestinationException nothingThere) {
            return List.of();
        }
    }

    /** The job folder is written to with every epoch, so it must not lie on the source drive either. */
    private void requireOffTheSource(Path folder, String sourceAddress) throws StationException, DestinationException {
        String sourcePath = SourceNode.of(Providers.address(sourceAddress), BlockDevices.ofThisMachine());
        Path there = folder.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        if (!sourcePath.isEmpty() && providers.destination(there.toString()).liesOnSource(there, sourcePath)) {
            throw new StationException(Kind.INPUT, "The job folder " + folder + " lies on the source drive " + sourcePath
                    + ", which is never written to; name a job folder on another drive.");
        }
    }

    /** Whatever the transports: a drive that carries the source's serial number is the source. */
    private static void requireOther(Destination destination, DriveIdentity source) throws StationException {
        refuse(sameSerial(destination.identity(), source));
    }

    private static String sameSerial(DestinationIdentity destination, DriveIdentity source) {
        boolean same = destination.kind().equals("drive") && !source.serial().isEmpty()
                && destination.serial().strip().equals(source.serial());
        return same ? "The destination " + JobSpec.words(destination)
                + " has the serial number of the source: it is the source itself. Give another destination." : "";
    }

    /** Refuses a drive that is there and that the operator has not confirmed, before anything else is done for it. */
    void requireConfirmed(String address, JobOrder.Options options) throws StationException {
        try (Destination there = providers.destination(address).openForReading(address)) {
            requireConfirmed(there, options(options));
        } catch (DestinationException nothingThere) {
            // It is made, or refused, when it is opened.
        }
    }

    private static void requireConfirmed(Destination destination, JobOptions options) throws StationException {
        refuse(unconfirmed(destination.identity(), options));
    }

    private static String unconfirmed(DestinationIdentity destination, JobOptions options) {
        return destination.kind().equals("drive") && !options.confirmed() ? "The destination is " + JobSpec.words(destination)
                + "; everything on it will be overwritten. Confirm that first." : "";
    }

    private static void refuse(String objection) throws StationException {
        if (!objection.isEmpty()) {
            throw new StationException(Kind.INPUT, objection);
        }
    }

    private static DestinationRequest request(String sourceAddress, DriveIdentity source, ImageLayout layout, JobOptions options,
            boolean mayHoldData)
            throws StationException {
        String path = SourceNode.of(Providers.address(sourceAddress), BlockDevices.ofThisMachine());
        return new DestinationRequest(layout.storedBytes(source.sectorCount()), path, options.preallocate(), mayHoldData);
    }

    private static ImageLayout layout(DriveIdentity source, JobOptions options) throws StationException {
        int kept = options.stripTo() == 0 ? source.sectorBytes() : options.stripTo();
        if (kept < 1 || kept > source.sectorBytes()) {
            throw new StationException(Kind.INPUT,
                    "Sectors of " + source.sectorBytes() + " bytes cannot be stripped to " + kept + " bytes.");
        }
        return new ImageLayout(source.sectorBytes(), kept);
    }

    private static JobOptions options(JobOrder.Options from) throws StationException {
        try {
            Fill.parse(from.fill());
            SegmentHash.requireAlgorithms(from.hashes());
        } catch (IllegalArgumentException e) {
            throw new StationException(Kind.INPUT, e.getMessage(), e);
        }
        return new JobOptions(from.hashes(), from.preallocate(), from.stripTo(), from.fill(), from.power(), from.acceptSource(),
                from.confirmed(), from.segmentBytes(), from.destinationPower(), from.openHidden(), 0);
    }

    private static Optional<Path> path(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
    }
}
