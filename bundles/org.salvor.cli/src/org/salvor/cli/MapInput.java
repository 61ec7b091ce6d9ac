package org.salvor.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.salvor.sectormap.SectorMap;
import org.salvor.sectormap.text.DdrescueMap;
import org.salvor.sectormap.text.MapFormatException;
import org.salvor.sectormap.text.MapTextOptions;
import org.salvor.sectormap.text.SuperCloneProject;
import org.salvor.station.JobView;
import org.salvor.station.Station;
import org.salvor.station.StationException;
import picocli.CommandLine.Option;

/** Reads the maps that a person names, in whatever form they are. */
final class MapInput {
    private static final int LOOK_AHEAD_BYTES = 1 << 20;

    private final Shell shell;

    @Option(names = "--sector-size", paramLabel = "BYTES", defaultValue = "512",
            description = "Bytes of a sector in map files, ${DEFAULT-VALUE} unless "
                    + "told otherwise. A job knows its own.")
    private int sectorBytes;

    @Option(names = "--sectors", paramLabel = "N", defaultValue = "0",
            description = "Sectors of the drive, where a map file ends before it does.")
    private long sectorCount;

    @Option(names = "--loose", description = "Take a ddrescue map with gaps, in any order and with overlaps that agree.")
    private boolean loose;

    MapInput(Shell shell) {
        this.shell = shell;
    }

    /** The map in a file or a job folder. */
    LoadedMap load(String name) throws CommandFailure, StationException {
        checkOptions();
        if (Files.isDirectory(Path.of(name))) {
            return job(name);
        }
        Path file = Path.of(name);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), LOOK_AHEAD_BYTES)) {
            return new LoadedMap(name, isSuperClone(in) ? superClone(name, in) : DdrescueMap.read(in, options(sectorBytes, sectorCount)));
        } catch (MapFormatException wrong) {
            throw new CommandFailure(ExitCode.WRONG_INPUT, name + ": " + wrong.getMessage() + ".", wrong);
        } catch (IOException failure) {
            throw TextFile.notRead(file, "map", failure);
        }
    }

    /** A job's map, by way of the text that the station gives. */
    private LoadedMap job(String folder) throws CommandFailure, StationException {
        Station station = shell.stations().station();
        JobView job = station.open(folder);
        byte[] text = station.exportMap(job.id()).getBytes(StandardCharsets.UTF_8);
        try (InputStream in = new ByteArrayInputStream(text)) {
            MapTextOptions options = MapTextOptions.sectorsOf(job.sectorBytes()).onDriveOf(job.sectorCount());
            return new LoadedMap(folder, DdrescueMap.read(in, options));
        } catch (IOException wrong) {
            throw new CommandFailure(ExitCode.OWN_SIDE,
                    "The map of the job in " + folder + " could not be read: " + wrong.getMessage() + ".", wrong);
        }
    }

    private void checkOptions() throws CommandFailure {
        if (sectorBytes < 1 || sectorCount < 0) {
            throw CommandFailure
                    .input("--sector-size takes a number of bytes above 0, --sectors a number of sectors that is not negative.");
        }
        if (sectorCount > mostSectors()) {
            throw CommandFailure.input("--sectors " + sectorCount + " is more than any drive has; give at most " + mostSectors() + ".");
        }
    }

    /** As many as a map can have and bytes can be counted of. */
    private long mostSectors() {
        return Math.min(SectorMap.MOST_SECTORS, Long.MAX_VALUE / sectorBytes);
    }

    private DdrescueMap superClone(String name, InputStream in) throws IOException, CommandFailure {
        SuperCloneProject project = SuperCloneProject.read(in, sectorCount);
        if (project.map().sectorCount() > mostSectors()) {
            throw CommandFailure.input(name + " speaks of " + project.map().sectorCount() + " sectors of " + sectorBytes
                    + " bytes, which is more than any drive has; check that this is a project file.");
        }
        long lengthBytes = project.map().sectorCount() * sectorBytes;
        return DdrescueMap.of(project.map(), sectorBytes, lengthBytes);
    }

    private MapTextOptions options(int bytes, long sectors) {
        return new MapTextOptions(bytes, sectors, loose);
    }

    /**
     * Whether the first line that is no comment has the two hexadecimal numbers of a project; ddrescue has a letter or sign in the second place. Only the
     * beginning is looked at, however long the lines are.
     */
    private static boolean isSuperClone(InputStream in) throws IOException {
        in.mark(LOOK_AHEAD_BYTES);
        String beginning = new String(in.readNBytes(LOOK_AHEAD_BYTES - 1), StandardCharsets.ISO_8859_1);
        in.reset();
        return beginning.replaceFirst("^\u00EF\u00BB\u00BF", "").lines().map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#")).findFirst()
                .map(line -> line.split("\\s+")).filter(words -> words.length >= 2)
                .map(words -> words[1].matches("(0[xX])?[0-9a-eA-E][0-9a-fA-F]*"))
                .orElse(false);
    }
}
