package org.salvor.sectormap.store;

import java.io.IOException;
import org.salvor.sectormap.LatencyChange;
import org.salvor.sectormap.MapView;
import org.salvor.sectormap.RunCursor;
import org.salvor.sectormap.SectorMap;
import org.salvor.sectormap.SectorMapBuilder;
import org.salvor.sectormap.SectorState;

/**
 * A whole map in one file: header, then in checksummed blocks the runs (length; stage, cause, tries; where there are any also last pass and
 * registers), the latency cells and the attachment.
 */
final class SnapshotFile {
    private static final int HAS_DETAIL = 1 << 12;

    private SnapshotFile() {
    }

    /** Writes and syncs a snapshot; gives its length in bytes. */
    static long write(MapFiles files, String name, MapView map, long generation, long epoch, byte[] attachment) throws IOException {
        var latencies = map.knownLatencies();
        FileHeader header = new FileHeader(FileHeader.SNAPSHOT, generation, map.sectorCount(), epoch, map.runCount(map.wholeRange()),
                latencies.size(), attachment == null ? -1 : attachment.length);
        try (MapFiles.Appender file = files.create(name)) {
            file.write(header.encode());
            BlockOutput out = new BlockOutput(file, generation);
            RunCursor runs = map.runs();
            while (runs.next()) {
                writeRun(runs, out);
            }
            long previous = -1;
            for (LatencyChange latency : latencies) {
                long cell = latency.firstLba() / map.latencyCellSectors();
                out.putNumber(cell - previous - 1);
                out.putByte(latency.code());
                previous = cell;
            }
            for (byte value : attachment == null ? new byte[0] : attachment) {
                out.putByte(value);
            }
            out.flush();
            file.sync();
            return FileHeader.BYTES + out.writtenBytes();
        }
    }

    private static void writeRun(RunCursor run, BlockOutput out) throws IOException {
        long state = run.packedState();
        int detail = (int) (state >>> 12);
        int head = (int) state & 0xFFF | (detail == 0 ? 0 : HAS_DETAIL);
        out.putNumber(run.endLba() - run.firstLba());
        out.putByte(head >>> 8);
        out.putByte(head);
        if (detail != 0) {
            out.putByte(detail >>> 16);
            out.putByte(detail >>> 8);
            out.putByte(detail);
        }
    }

    /** What a snapshot holds. */
    record Loaded(FileHeader header, SectorMap map, byte[] attachment, long lengthBytes) {
    }

    static Loaded read(MapFiles files, String name) throws IOException {
        try (MapFiles.Content content = files.read(name)) {
            FileHeader header = FileHeader.read(name, FileHeader.SNAPSHOT, content);
            BlockInput in = new BlockInput(content, name, header.generation(), FileHeader.BYTES);
            SectorMap map = readRuns(header, in);
            readLatencies(header, in, map);
            byte[] attachment = null;
            if (header.attachmentBytes() >= 0) {
                attachment = new byte[Math.min(header.attachmentBytes(), Epoch.MOST_ATTACHMENT_BYTES)];
                for (int i = 0; i < attachment.length; i++) {
                    attachment[i] = (byte) in.nextByte();
                }
            }
            in.expectEnd();
            map.takeLatencyChanges();
            return new Loaded(header, map, attachment, content.lengthBytes());
        }
    }

    private static SectorMap readRuns(FileHeader header, BlockInput in) throws IOException {
        SectorMapBuilder map = new SectorMapBuilder();
        for (long run = 0; run < header.runs(); run++) {
            long length = in.nextNumber();
            int head = in.nextByte() << 8 | in.nextByte();
            long detail = (head & HAS_DETAIL) == 0 ? 0 : in.nextByte() << 16 | in.nextByte() << 8 | in.nextByte();
            long state = detail << 12 | head & 0xFFF;
            if (length < 1 || length > header.sectorCount() - map.endLba() || !SectorState.isPacked(state)) {
                throw in.damaged("holds a run that cannot be");
            }
            map.append(map.endLba() + length, state);
        }
        if (map.endLba() != header.sectorCount()) {
            throw in.damaged("does not reach the end of the drive");
        }
        return map.build();
    }

    private static void readLatencies(FileHeader header, BlockInput in, SectorMap map) throws IOException {
        long cell = -1;
        for (int i = 0; i < header.latencies(); i++) {
            cell += in.nextNumber() + 1;
            int code = in.nextByte();
            if (code == 0 || cell > (map.sectorCount() - 1) / map.latencyCellSectors()) {
                throw in.damaged("holds a latency cell that cannot be");
            }
            map.apply(new LatencyChange(cell * map.latencyCellSectors(), code));
        }
    }
}
