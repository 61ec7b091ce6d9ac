package org.salvor.station.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.salvor.ata.DriveFeature;
import org.salvor.ata.IdentifyDevice;
import org.salvor.casework.JobOptions;
import org.salvor.casework.JobSpec;
import org.salvor.drive.Drive;
import org.salvor.drive.DriveIdentity;
import org.salvor.imaging.CaseLog;
import org.salvor.station.HiddenView;
import org.salvor.station.StationException;

/** What of a job's source hosts do not see, before the job begins: shown, noted, and made ready to be opened. Thread of the one who opens the job. */
final class HiddenSectors {
    private static final long TIMEOUT_MILLIS = 5_000;

    private final Drive source;
    private final String address;

    HiddenSectors(Drive source, String address) {
        this.source = source;
        this.address = address;
    }

    /** What a source hides, and whether that can be opened until power goes. */
    private record Look(HiddenView view, boolean openable) {
        long reachable() {
            return openable ? Math.max(view.visibleSectors(), view.nativeSectors()) : view.visibleSectors();
        }
    }

    private static Look look(Drive drive, String address) throws StationException {
        DriveSession session = new DriveSession(drive, address, TIMEOUT_MILLIS);
        IdentifyDevice page = session.identity();
        return new Look(HiddenAreas.seen(session), page.supports(DriveFeature.HPA));
    }

    /**
     * A new job's source that will show its host protected area once it is opened. Nothing is changed yet.
     *
     * @throws StationException when its transport takes no single commands, or the drive does not tell
     */
    static WideSource wide(Drive plain, String address) throws StationException {
        Look look = look(plain, address);
        long reachable = look.reachable();
        long closed = reachable > look.view().visibleSectors() ? look.view().visibleSectors() : 0;
        return new WideSource(plain, address, ofSectors(plain.identity(), reachable), closed);
    }

    /**
     * The source of a job that began with its host protected area open. It is asked nothing and told nothing yet: a drive that shows another name stays as
     * it is, to be refused.
     *
     * @param vouched whether the operator vouches for a drive that shows another name
     */
    static WideSource wide(Drive plain, String address, JobSpec spec, boolean vouched) {
        DriveIdentity seen = plain.identity();
        DriveIdentity opened = ofSectors(seen, spec.source().sectorCount());
        boolean named = spec.source().sameDrive(opened) && spec.source().model().equals(seen.model());
        boolean closed = seen.sectorCount() < opened.sectorCount() && (named || vouched);
        long closedSectors = spec.options().closedSectors() == 0 && closed ? seen.sectorCount() : spec.options().closedSectors();
        return new WideSource(plain, address, closed ? opened : seen, closedSectors);
    }

    /** Who the source will be for a job with these choices: what its host protected area hides counts if it is to be opened. */
    static DriveIdentity wanted(Drive source, String address, JobOptions options, JobSpec known) throws StationException {
        if (!options.openHidden()) {
            return source.identity();
        }
        return ofSectors(source.identity(), known == null ? look(source, address).reachable() : known.source().sectorCount());
    }

    private static DriveIdentity ofSectors(DriveIdentity from, long sectors) {
        return new DriveIdentity(from.model(), from.serial(), from.firmware(), sectors, from.sectorBytes(), from.physicalSectorBytes());
    }

    /**
     * Notes in the journal what is hidden now.
     *
     * @return the same in one sentence; empty when nothing is hidden, or the drive cannot be asked
     */
    String told(CaseLog log) {
        if (source.ataPort().isEmpty()) {
            return "";
        }
        Look look;
        try {
            look = look(source, address);
        } catch (StationException e) {
            log.note("hidden-unknown", "It is not known whether the source hides sectors: " + e.getMessage(), Map.of());
            return "";
        }
        HiddenView view = look.view();
        if (view.hiddenByHost() == 0 && view.hiddenByOverlay() == 0) {
            return "";
        }
        String sentence = sentence(view, look.openable());
        log.note("hidden", sentence, facts(view));
        return sentence;
    }

    private static Map<String, Object> facts(HiddenView view) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("visibleSectors", view.visibleSectors());
        facts.put("nativeSectors", view.nativeSectors());
        facts.put("realSectors", view.realSectors());
        return facts;
    }

    private static String sentence(HiddenView view, boolean openable) {
        String host = view.hiddenByHost() == 0 ? ""
                : view.hiddenByHost() + " sectors behind "
                        + (openable ? "a host protected area" : "an accessible maximum, which only a stored change could raise");
        String overlay = view.hiddenByOverlay() == 0 ? ""
                : view.hiddenByOverlay() + " sectors behind a configuration overlay, which only a stored change could show";
        String what = host.isEmpty() ? overlay : overlay.isEmpty() ? host : host + " and " + overlay;
        return "The source hides " + what + "; they are not in this image"
                + (host.isEmpty() || !openable ? "." : " (a new job with --open-hidden reads a host protected area).");
    }
}
