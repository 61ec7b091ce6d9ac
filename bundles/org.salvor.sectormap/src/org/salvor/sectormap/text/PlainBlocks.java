package org.salvor.sectormap.text;

import java.io.IOException;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.ReadableMap;
import org.salvor.sectormap.RunCursor;

/** The blocks of the five states of ddrescue that a map comes to. */
final class PlainBlocks {
    private PlainBlocks() {
    }

    /** Takes one block after the other. */
    interface Visitor {
        void block(long beginByte, long endByte, BlockStatus status) throws IOException;
    }

    /** The sectors that these bytes touch. */
    static LbaRange sectors(int sectorBytes, long firstByte, long endByte) {
        long first = firstByte / sectorBytes;
        return firstByte == endByte ? new LbaRange(first, first) : new LbaRange(first, (endByte - 1) / sectorBytes + 1);
    }

    /** Visits the blocks from the first byte to the end; what lies beyond the map is not tried. */
    static void visit(ReadableMap map, int sectorBytes, long firstByte, long endByte, Visitor visitor) throws IOException {
        long begin = firstByte;
        BlockStatus status = null;
        RunCursor runs = map.runs(sectors(sectorBytes, firstByte, endByte));
        while (runs.next()) {
            BlockStatus next = BlockStatus.ofPacked(runs.packedState());
            if (next != status) {
                long runBegin = Math.max(firstByte, runs.firstLba() * sectorBytes);
                if (status != null) {
                    visitor.block(begin, runBegin, status);
                }
                begin = runBegin;
                status = next;
            }
        }
        if (status != null) {
            visitLast(map, sectorBytes, begin, endByte, status, visitor);
        }
    }

    private static void visitLast(ReadableMap map, int sectorBytes, long begin, long endByte, BlockStatus status, Visitor visitor)
            throws IOException {
        if (status == BlockStatus.NON_TRIED || (endByte - 1) / sectorBytes < map.sectorCount()) {
            visitor.block(begin, endByte, status);
        } else {
            long mapEnd = map.sectorCount() * sectorBytes;
            visitor.block(begin, mapEnd, status);
            visitor.block(mapEnd, endByte, BlockStatus.NON_TRIED);
        }
    }
}
