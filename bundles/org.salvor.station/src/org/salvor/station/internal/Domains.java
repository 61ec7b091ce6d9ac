package org.salvor.station.internal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.MapChange;
import org.salvor.sectormap.RunCursor;
import org.salvor.sectormap.SectorMap;
import org.salvor.sectormap.SectorState;
import org.salvor.sectormap.Stage;
import org.salvor.sectormap.text.DdrescueMap;
import org.salvor.sectormap.text.MapTextOptions;
import org.salvor.station.JobOrder;
import org.salvor.station.StationException;

/** The first changes of a new job's map: what is excluded, and what another program's map says. */
final class Domains {
    private static final Set<Stage> HELD = EnumSet.of(Stage.IMPORTED, Stage.SUSPECT, Stage.READ_IGNORING_ECC);

    private final long sectorCount;
    private final int sectorBytes;
    private final SectorMap map;

    Domains(long sectorCount, int sectorBytes) {
        this.sectorCount = sectorCount;
        this.sectorBytes = sectorBytes;
        map = new SectorMap(sectorCount);
    }

    /** Excludes what lies outside all of the ranges; none = nothing. */
    Domains keep(List<LbaRange> ranges) {
        if (!ranges.isEmpty()) {
            long at = 0;
            for (LbaRange range : ranges.stream().sorted().toList()) {
                if (range.firstLba() > at) {
                    exclude(at, range.firstLba());
                }
                at = Math.max(at, range.endLba());
            }
            if (at < sectorCount) {
                exclude(at, sectorCount);
            }
        }
        return this;
    }

    private void exclude(long firstLba, long endLba) {
        map.set(new LbaRange(firstLba, endLba), SectorState.of(Stage.EXCLUDED));
    }

    /** Ranges as ordered, checked against the drive. */
    List<LbaRange> checked(List<JobOrder.Range> ranges) throws StationException {
        List<LbaRange> checked = new ArrayList<>();
        for (JobOrder.Range range : ranges) {
            if (range.firstLba() < 0 || range.endLba() <= range.firstLba() || range.endLba() > sectorCount) {
                throw new StationException(StationException.Kind.INPUT, "The range " + range.firstLba() + "-" + (range.endLba() - 1)
                        + " is not on the source, whose sectors are 0-" + (sectorCount - 1) + ".");
            }
            checked.add(new LbaRange(range.firstLba(), range.endLba()));
        }
        return checked;
    }

    /** Finished blocks of a domain mapfile. */
    List<LbaRange> domain(Path file) throws StationException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            List<LbaRange> wanted = DdrescueMap.readDomain(in, MapTextOptions.sectorsOf(sectorBytes).onDriveOf(sectorCount));
            if (wanted.isEmpty()) {
                throw new StationException(StationException.Kind.INPUT,
                        "The domain map " + file + " has no finished block, so there is nothing to image.");
            }
            return wanted;
        } catch (IOException e) {
            throw new StationException(StationException.Kind.INPUT, "The domain map " + unusable(file, e), e);
        }
    }

    private static String unusable(Path file, IOException e) {
        String why = String.valueOf(e.getMessage());
        return file + " cannot be used: " + why + (why.endsWith(".") ? "" : ".");
    }

    /** Takes another program's map in: what it calls finished becomes imported, the rest keeps its stage. */
    Domains importMap(Path file) throws StationException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            RunCursor runs = DdrescueMap.read(in, MapTextOptions.sectorsOf(sectorBytes).onDriveOf(sectorCount)).map().runs();
            while (runs.next()) {
                Stage stage = runs.state().stage() == Stage.READ ? Stage.IMPORTED : runs.state().stage();
                if (stage != Stage.UNTRIED) {
                    map.set(new LbaRange(runs.firstLba(), Math.min(sectorCount, runs.endLba())), runs.state().withStage(stage));
                }
            }
            return this;
        } catch (IOException e) {
            throw new StationException(StationException.Kind.INPUT, "The map " + unusable(file, e), e);
        }
    }

    /** End of the last sector that is said to be on the destination already; 0 when there is none. */
    long importedEnd() {
        long end = 0;
        RunCursor runs = map.runs();
        while (runs.next()) {
            end = HELD.contains(runs.state().stage()) ? runs.endLba() : end;
        }
        return end;
    }

    /** Everything said so far, as changes of a map of untried sectors. */
    List<MapChange> changes() {
        List<MapChange> changes = new ArrayList<>();
        RunCursor runs = map.runs();
        while (runs.next()) {
            if (!runs.state().equals(SectorState.UNTRIED)) {
                changes.add(new MapChange(new LbaRange(runs.firstLba(), runs.endLba()), runs.state()));
            }
        }
        return changes;
    }
}
