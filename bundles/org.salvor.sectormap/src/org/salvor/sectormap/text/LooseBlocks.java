package org.salvor.sectormap.text;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.RunCursor;
import org.salvor.sectormap.SectorMap;
import org.salvor.sectormap.SectorRun;
import org.salvor.sectormap.SectorState;
import org.salvor.sectormap.Stage;
import org.salvor.sectormap.StateFilter;

/**
 * Blocks in any order, with gaps, overlapping where they agree. While they come in, excluded stands for what no block has mentioned; no
 * block can mean that stage. Parts of sectors are kept aside until the end.
 */
final class LooseBlocks implements BlockSink {
    /** Stage of a map in which nothing has been mentioned yet. */
    static final SectorState UNMENTIONED = SectorState.of(Stage.EXCLUDED);

    private static final int MOST_PIECES = 1 << 20;

    private record Piece(long sector, int from, int to, BlockStatus status, long line) {
    }

    private final GrowingMap map;
    private final int sectorBytes;
    private final boolean endIsDriveEnd;
    private final boolean domain;
    private final List<Piece> pieces = new ArrayList<>();
    private long end;

    /** The parameters are those of {@link OrderedBlocks}. */
    LooseBlocks(long mostSectors, int sectorBytes, boolean endIsDriveEnd, boolean domain) {
        map = new GrowingMap(mostSectors, UNMENTIONED, true);
        this.sectorBytes = sectorBytes;
        this.endIsDriveEnd = endIsDriveEnd;
        this.domain = domain;
    }

    @Override
    public void add(TextScanner text, long beginByte, long endByte, BlockStatus status) throws IOException {
        end = Math.max(end, endByte);
        long firstSector = beginByte / sectorBytes;
        int from = (int) (beginByte % sectorBytes);
        long endSector = endByte / sectorBytes;
        int to = (int) (endByte % sectorBytes);
        if (firstSector == endSector) {
            addPiece(text, new Piece(firstSector, from, to, status, text.line()));
            return;
        }
        if (from != 0) {
            addPiece(text, new Piece(firstSector++, from, sectorBytes, status, text.line()));
        }
        if (to != 0) {
            addPiece(text, new Piece(endSector, 0, to, status, text.line()));
        }
        if (endSector > map.mostSectors()) {
            if (status != BlockStatus.NON_TRIED) {
                throw text.error("speaks of sectors up to " + endSector + " and the drive has " + map.mostSectors()
                        + "; take the map of this drive, or check the sector size");
            }
            endSector = Math.max(firstSector, map.mostSectors());
        }
        if (firstSector < endSector) {
            put(text.line(), firstSector, endSector, status);
        }
    }

    private void addPiece(TextScanner text, Piece piece) throws IOException {
        if (pieces.size() == MOST_PIECES) {
            throw text
                    .error("is one of more than a million whose blocks split sectors of " + sectorBytes + " bytes; check the sector size");
        }
        pieces.add(piece);
    }

    private void put(long line, long first, long endSector, BlockStatus status) throws MapFormatException {
        RunCursor runs = map.map().runs(new LbaRange(first, endSector));
        while (runs.next()) {
            if (runs.packedState() != UNMENTIONED.packed() && runs.packedState() != status.packedState()) {
                throw disagreement(line, runs.firstLba());
            }
        }
        map.set(first, endSector, status.packedState());
    }

    private MapFormatException disagreement(long line, long sector) {
        return new MapFormatException(line, "gives sector " + sector + " (from byte " + sector * sectorBytes
                + ") another status than a line before; remove one of the two");
    }

    @Override
    public void finish(TextScanner text) throws IOException {
        pieces.sort(Comparator.comparingLong(Piece::sector).thenComparingInt(Piece::from));
        int first = 0;
        while (first < pieces.size()) {
            int next = first + 1;
            while (next < pieces.size() && pieces.get(next).sector == pieces.get(first).sector) {
                next++;
            }
            putTogether(pieces.subList(first, next));
            first = next;
        }
        for (SectorRun gap = nextGap(0); gap != null; gap = nextGap(gap.endLba())) {
            map.map().set(gap.range(), SectorState.UNTRIED);
        }
    }

    @Override
    public SectorMap map(long sectorCount) {
        return map.firstSectors(sectorCount);
    }

    private SectorRun nextGap(long fromLba) {
        return fromLba >= map.mostSectors() ? null
                : map.map().nextRun(new LbaRange(fromLba, map.mostSectors()), StateFilter.of(UNMENTIONED.stage()));
    }

    private void putTogether(List<Piece> parts) throws MapFormatException {
        Piece first = parts.getFirst();
        BlockStatus status = first.status;
        long sector = first.sector;
        int covered = 0;
        boolean gaps = false;
        Piece reaching = null;
        for (Piece part : parts) {
            if (reaching != null && part.from < covered && part.status != reaching.status) {
                throw disagreement(Math.max(part.line, reaching.line), sector);
            }
            gaps |= part.from > covered;
            status = status.inOneSectorWith(part.status, domain);
            if (part.to > covered) {
                covered = part.to;
                reaching = part;
            }
        }
        if (sector >= map.mostSectors()) {
            if (status != BlockStatus.NON_TRIED) {
                throw new MapFormatException(first.line, "speaks of sector " + sector + " and the drive has " + map.mostSectors()
                        + "; take the map of this drive, or check the sector size");
            }
            return;
        }
        SectorState whole = map.map().stateAt(sector);
        if (!whole.equals(UNMENTIONED)) {
            for (Piece part : parts) {
                if (part.status.packedState() != whole.packed()) {
                    throw disagreement(part.line, sector);
                }
            }
            return;
        }
        long sectorStart = sector * sectorBytes;
        int driveBytes = endIsDriveEnd ? (int) Math.min(sectorBytes, end - sectorStart) : sectorBytes;
        boolean isLast = sector == map.mostSectors() - 1;
        if (gaps || covered < driveBytes && !isLast) {
            status = status.inOneSectorWith(BlockStatus.NON_TRIED, domain);
        }
        map.set(sector, sector + 1, status.packedState());
    }
}
