package org.salvor.sectormap.text;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.salvor.sectormap.SectorMap;

/** Reads one ddrescue map text. */
final class DdrescueReader {
    private static final int MOST_HEADING_LINES = 64;
    private static final int MOST_HEADING_BYTES = 1000;
    private static final String COLUMNS = "#      pos        size  status";

    private final TextScanner text;
    private final MapTextOptions options;
    private final List<String> heading = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final PlainLine plain = new PlainLine();
    private final long mostSectors;
    private final BlockSink blocks;
    private DdrescuePosition position;
    private long firstByte = Long.MAX_VALUE;
    private long endByte;
    private FinerStates finer;

    DdrescueReader(InputStream in, MapTextOptions options, boolean domain) {
        text = new TextScanner(in);
        this.options = options;
        boolean known = options.sectorCount() > 0;
        mostSectors = known ? options.sectorCount()
                : Math.min(SectorMap.MOST_SECTORS, (Long.MAX_VALUE - 1) / options.sectorBytes() + 1);
        blocks = options.loose() ? new LooseBlocks(mostSectors, options.sectorBytes(), !known, domain)
                : new OrderedBlocks(mostSectors, options.sectorBytes(), !known, domain);
    }

    DdrescueMap read() throws IOException {
        text.skipByteOrderMark();
        int next = text.skipEmptyLines();
        while (next != TextScanner.END_OF_TEXT) {
            if (next == '#') {
                comment();
            } else if (position == null) {
                position = positionLine();
            } else {
                block();
                plainBlocks();
            }
            next = text.skipEmptyLines();
        }
        if (position == null) {
            throw text.error("is the last and no line said where the program was; check that this is a ddrescue map");
        }
        blocks.finish(text);
        long textEndByte = endByte;
        SectorMap read = blocks.map(sectorCount());
        String doubt = finer == null ? null
                : finer.refine(read, options.sectorBytes(), PlainChecksum.of(read, options.sectorBytes(), firstByte, textEndByte));
        if (doubt != null) {
            notes.add("The finer states in the comments do not count: " + doubt + ".");
        }
        return new DdrescueMap(read.snapshot(), options.sectorBytes(), Math.min(firstByte, endByte), endByte, position, heading, notes);
    }

    /** Sectors of the drive; blocks beyond them do not count any more. */
    private long sectorCount() throws MapFormatException {
        long known = options.sectorCount();
        if (known > 0) {
            endByte = endByte / options.sectorBytes() < known ? endByte : Math.multiplyExact(known, options.sectorBytes());
            return known;
        }
        if (endByte == 0) {
            throw text.error("is the last and there was no block; name the drive whose map it is, or take another file");
        }
        long sectorCount = (endByte - 1) / options.sectorBytes() + 1;
        if (sectorCount > mostSectors) {
            throw text.error("is the last of a map of " + sectorCount + " sectors, which is too many; check the sector size");
        }
        return sectorCount;
    }

    private void comment() throws IOException {
        boolean inHeading = position == null;
        String line = text.restOfLine(MOST_HEADING_BYTES);
        if (line.startsWith(FinerStates.MARK) && !inHeading) {
            finer = finer == null ? new FinerStates() : finer;
            finer.take(line);
        } else if (inHeading && heading.size() < MOST_HEADING_LINES && !line.equals(COLUMNS)) {
            heading.add(line);
        }
    }

    private DdrescuePosition positionLine() throws IOException {
        long at = text.number("position");
        int status = text.skipBlanks();
        if (!DdrescuePosition.isStatus(status)) {
            throw text
                    .error("has '" + text.word() + "' where the status of the program (? * / - F G or +) is expected; check that this is a"
                            + " ddrescue map");
        }
        text.advance();
        int next = text.skipBlanks();
        int pass = 0;
        if (next != TextScanner.END_OF_LINE && next != TextScanner.END_OF_TEXT && next != '#') {
            long number = text.number("pass");
            if (number < 1 || number > Integer.MAX_VALUE) {
                throw text.error("names pass " + number + "; passes are counted from 1");
            }
            pass = (int) number;
        }
        text.expectEndOfLine("the position");
        return new DdrescuePosition(at, (char) status, pass);
    }

    private void block() throws IOException {
        long begin = text.number("position");
        long size = text.number("size");
        BlockStatus status = BlockStatus.of(text.skipBlanks());
        if (status == null) {
            throw text.error(
                    "has '" + text.word() + "' where the status of a block (? * / - or +) is expected; check that this is a ddrescue map");
        }
        if (size > Long.MAX_VALUE - begin) {
            throw text.error("gives a block that ends at 2^63 or beyond; no drive is that large, so check that this is a map file");
        }
        text.advance();
        if (size > 0) {
            add(begin, begin + size, status);
        }
        text.expectEndOfLine("the block");
    }

    private void plainBlocks() throws IOException {
        while (text.take(plain)) {
            add(plain.begin, plain.begin + plain.size, plain.status);
        }
    }

    private void add(long begin, long end, BlockStatus status) throws IOException {
        blocks.add(text, begin, end, status);
        firstByte = Math.min(firstByte, begin);
        endByte = Math.max(endByte, end);
    }
}
