package org.salvor.sectormap.text;

import java.io.IOException;
import org.salvor.sectormap.SectorMap;
import org.salvor.sectormap.SectorMapBuilder;
import org.salvor.sectormap.SectorState;

/** Blocks that follow one another without gap. A sector in which blocks meet is put together from the status of each. */
final class OrderedBlocks implements BlockSink {
    private static final long UNTRIED = SectorState.UNTRIED.packed();

    private final SectorMapBuilder map = new SectorMapBuilder();
    private final long mostSectors;
    private final int sectorBytes;
    private final boolean endIsDriveEnd;
    private final boolean domain;
    /** Where the last block ends; before the first block -1. */
    private long at = -1;
    /** The sector that holds this byte. */
    private long sector;
    /** What the part of the sector before comes to; null at the edge of a sector. */
    private BlockStatus begun;

    /**
     * @param mostSectors sectors of the drive, or as many as it can have at most
     * @param endIsDriveEnd whether a last sector that the text covers in part is as far as it is covered, or beyond that non-tried
     * @param domain whether what is finished decides about a sector that blocks split, or what is less processed
     */
    OrderedBlocks(long mostSectors, int sectorBytes, boolean endIsDriveEnd, boolean domain) {
        this.mostSectors = mostSectors;
        this.sectorBytes = sectorBytes;
        this.endIsDriveEnd = endIsDriveEnd;
        this.domain = domain;
    }

    @Override
    public void add(TextScanner text, long beginByte, long endByte, BlockStatus status) throws IOException {
        if (beginByte != at) {
            begin(text, beginByte);
        }
        at = endByte;
        long endSector = endByte / sectorBytes;
        if (begun != null) {
            begun = begun.inOneSectorWith(status, domain);
            if (endSector == sector) {
                return;
            }
            emit(text, sector + 1, begun);
            begun = null;
        }
        emit(text, endSector, status);
        sector = endSector;
        if (endSector * sectorBytes != endByte) {
            begun = status;
        }
    }

    private void begin(TextScanner text, long beginByte) throws IOException {
        if (at >= 0) {
            throw text.error("begins a block at byte " + beginByte + " where the block before ends at " + at
                    + "; mend the line, or read the file as a loose map if gaps and any order are meant");
        }
        sector = beginByte / sectorBytes;
        begun = beginByte % sectorBytes == 0 ? null : BlockStatus.NON_TRIED;
        emit(text, sector, BlockStatus.NON_TRIED);
    }

    @Override
    public void finish(TextScanner text) throws IOException {
        if (begun != null) {
            boolean covered = endIsDriveEnd || sector == mostSectors - 1;
            emit(text, sector + 1, covered ? begun : begun.inOneSectorWith(BlockStatus.NON_TRIED, domain));
        }
    }

    /** Gives the sectors after those before, up to this one, that status. */
    private void emit(TextScanner text, long end, BlockStatus status) throws IOException {
        if (end <= mostSectors) {
            if (end > map.endLba()) {
                map.append(end, status.packedState());
            }
            return;
        }
        if (status != BlockStatus.NON_TRIED) {
            throw text.error("speaks of sectors up to " + end + " and the drive has " + mostSectors
                    + "; take the map of this drive, or check the sector size");
        }
        if (map.endLba() < mostSectors) {
            map.append(mostSectors, UNTRIED);
        }
    }

    @Override
    public SectorMap map(long sectorCount) {
        if (map.endLba() < sectorCount) {
            map.append(sectorCount, UNTRIED);
        }
        return map.build();
    }
}
