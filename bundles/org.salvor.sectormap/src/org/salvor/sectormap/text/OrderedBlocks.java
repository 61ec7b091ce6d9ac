package org.salvor.sectormap.text;

import java.io.IOException;
import java.util.function.BinaryOperator;

/** Blocks that follow one another without gap. A sector in which blocks meet is put together from the status of each. */
final class OrderedBlocks implements BlockSink {
    private final GrowingMap map;
    private final int sectorBytes;
    private final boolean endIsDriveEnd;
    private final BinaryOperator<BlockStatus> ofSplitSector;
    private long at = -1;
    /** What the part of the sector before {@link #at} comes to; null at the edge of a sector. */
    private BlockStatus begun;
    private long pendingFirst;
    private long pendingEnd;
    private BlockStatus pending;

    /** @param endIsDriveEnd whether a last sector that the text covers in part is as far as it is covered, or beyond that non-tried */
    OrderedBlocks(GrowingMap map, int sectorBytes, boolean endIsDriveEnd, BinaryOperator<BlockStatus> ofSplitSector) {
        this.map = map;
        this.sectorBytes = sectorBytes;
        this.endIsDriveEnd = endIsDriveEnd;
        this.ofSplitSector = ofSplitSector;
    }

    @Override
    public void add(TextScanner text, long beginByte, long endByte, BlockStatus status) throws IOException {
        if (at < 0) {
            begun = beginByte % sectorBytes == 0 ? null : BlockStatus.NON_TRIED;
        } else if (beginByte != at) {
            throw text.error("begins a block at byte " + beginByte + " where the block before ends at " + at
                    + "; mend the line, or read the file as a loose map if gaps and any order are meant");
        }
        at = endByte;
        long begin = beginByte;
        if (begun != null) {
            begun = ofSplitSector.apply(begun, status);
            long sector = begin / sectorBytes;
            if (endByte / sectorBytes == sector) {
                return;
            }
            emit(text, sector, sector + 1, begun);
            begun = null;
            begin = (sector + 1) * sectorBytes;
        }
        emit(text, begin / sectorBytes, endByte / sectorBytes, status);
        if (endByte % sectorBytes != 0) {
            begun = status;
        }
    }

    @Override
    public void finish(TextScanner text) throws IOException {
        if (begun != null) {
            long sector = at / sectorBytes;
            boolean covered = endIsDriveEnd || sector == map.mostSectors() - 1;
            emit(text, sector, sector + 1, covered ? begun : ofSplitSector.apply(begun, BlockStatus.NON_TRIED));
            begun = null;
        }
        put();
    }

    private void emit(TextScanner text, long first, long end, BlockStatus status) throws IOException {
        if (first == end) {
            return;
        }
        long usedEnd = end;
        if (end > map.mostSectors()) {
            if (status != BlockStatus.NON_TRIED) {
                throw text.error("speaks of sectors up to " + end + " and the drive has " + map.mostSectors()
                        + "; take the map of this drive, or check the sector size");
            }
            usedEnd = Math.max(first, map.mostSectors());
        }
        if (status == pending && first == pendingEnd) {
            pendingEnd = usedEnd;
            return;
        }
        put();
        pendingFirst = first;
        pendingEnd = usedEnd;
        pending = status;
    }

    private void put() {
        if (pending != null && pendingFirst < pendingEnd) {
            map.set(pendingFirst, pendingEnd, pending.packedState());
        }
        pending = null;
    }
}
