package org.salvor.sectormap.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.MapView;
import org.salvor.sectormap.ReadableMap;
import org.salvor.sectormap.Stage;
import org.salvor.sectormap.StateFilter;

/**
 * A map in the form of GNU ddrescue, which counts in bytes and knows five states. Finished blocks are read as {@link Stage#IMPORTED}: no
 * text can make a sector {@link Stage#READ}. What a map knows beyond the five states travels in comments, which ddrescue passes over; they
 * are read back as long as nobody changed the plain lines (stages that claim bytes on the destination come back as the next lesser one).
 *
 * @param map the sectors
 * @param sectorBytes size of a sector, 1 or more
 * @param firstByte where the blocks of the text begin, mostly 0
 * @param endByte where they end; need not be the end of a sector
 * @param position where the program was
 * @param heading comment lines before the position, with their {@code #}
 * @param notes what the reader has to say about the text, in sentences
 */
public record DdrescueMap(MapView map, int sectorBytes, long firstByte, long endByte, DdrescuePosition position, List<String> heading,
        List<String> notes) {
    /** @throws IllegalArgumentException when the bytes lie outside the map */
    public DdrescueMap {
        Objects.requireNonNull(position, "position");
        heading = List.copyOf(heading);
        notes = List.copyOf(notes);
        if (sectorBytes < 1 || firstByte < 0 || endByte < firstByte || endByte > 0 && (endByte - 1) / sectorBytes >= map.sectorCount()) {
            throw new IllegalArgumentException(
                    "bytes " + firstByte + " up to " + endByte + " in a map of " + map.sectorCount() + " sectors of "
                            + sectorBytes + " bytes");
        }
    }

    /**
     * A map to be written.
     *
     * @param lengthBytes length of the drive or file, which may end within the last sector
     */
    public static DdrescueMap of(MapView map, int sectorBytes, long lengthBytes) {
        boolean done = map.totals().of(Stage.UNTRIED, Stage.SKIPPED, Stage.NON_TRIMMED, Stage.NON_SCRAPED, Stage.SUSPECT) == 0;
        DdrescuePosition position = done ? new DdrescuePosition(0, '+', 1) : DdrescuePosition.START;
        return new DdrescueMap(map, sectorBytes, 0, lengthBytes, position,
                List.of("# Mapfile. Created by Salvor", "# current_pos  current_status  current_pass"), List.of());
    }

    /**
     * The same with other comment lines at the top, which are written in UTF-8; a line is given its {@code #} if it has none. A heading that
     * was read holds the bytes of the text instead, a character each, so that it is written as it was.
     */
    public DdrescueMap withHeading(List<String> lines) {
        List<String> marked = lines.stream().map(line -> line.replaceAll("[\\r\\n]", " "))
                .map(line -> new String(line.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))
                .map(line -> line.startsWith("#") ? line : "# " + line)
                .toList();
        return new DdrescueMap(map, sectorBytes, firstByte, endByte, position, marked, notes);
    }

    /** The same with another map of the same sectors. */
    public DdrescueMap withMap(MapView newMap) {
        return new DdrescueMap(newMap, sectorBytes, firstByte, endByte, position, heading, notes);
    }

    /**
     * Reads a map. A sector that the edge of a block splits takes the less processed status. Memory grows with the number of runs only,
     * however the text is made.
     *
     * @throws MapFormatException when the text is not a map, or not one of this drive
     * @throws IOException when the stream cannot be read
     */
    public static DdrescueMap read(InputStream in, MapTextOptions options) throws IOException {
        return new DdrescueReader(in, options, false).read();
    }

    /**
     * Reads a domain map: the sectors that its finished blocks touch, in order.
     *
     * @throws MapFormatException as with {@link #read}
     */
    public static List<LbaRange> readDomain(InputStream in, MapTextOptions options) throws IOException {
        ReadableMap map = new DdrescueReader(in, options, true).read().map();
        List<LbaRange> domain = new ArrayList<>();
        StateFilter finished = StateFilter.of(Stage.IMPORTED);
        LbaRange rest = map.wholeRange();
        LbaRange next = map.nextStretch(rest, finished, Long.MAX_VALUE);
        while (next != null) {
            domain.add(next);
            rest = new LbaRange(next.endLba(), map.sectorCount());
            next = map.nextStretch(rest, finished, Long.MAX_VALUE);
        }
        return domain;
    }

    /** Writes the map with its finer states in comments. */
    public void write(OutputStream out) throws IOException {
        new DdrescueWriter(this, out).write(true);
    }

    /** Writes the map as ddrescue would, without the finer states. */
    public void writePlain(OutputStream out) throws IOException {
        new DdrescueWriter(this, out).write(false);
    }
}
