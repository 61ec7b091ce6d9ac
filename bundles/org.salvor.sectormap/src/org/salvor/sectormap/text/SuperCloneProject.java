package org.salvor.sectormap.text;

import java.io.IOException;
import java.io.InputStream;
import org.salvor.sectormap.Cause;
import org.salvor.sectormap.MapView;
import org.salvor.sectormap.SectorMap;
import org.salvor.sectormap.SectorState;
import org.salvor.sectormap.Stage;

/**
 * The progress of an OpenSuperClone or HDDSuperClone project, whose text counts in sectors and hexadecimal numbers. Finished sectors are
 * read as {@link Stage#IMPORTED}; the registers or sense of a bad read become cause and registers.
 *
 * @param map the sectors
 * @param positionLba where the program was, a sector from 0
 * @param phase what it was doing, in the project's own numbers: 0, 2, 6, 8 copying, 10 trimming, 20 and 22 dividing, 30 scraping, 40
 *        retrying, 7F finished (hexadecimal)
 */
public record SuperCloneProject(MapView map, long positionLba, long phase) {
    private static final int NO_SENSE_BITS = 24;

    /**
     * Reads a project.
     *
     * @param sectorCount sectors of the drive; 0 to take the end of the last block for it
     * @throws MapFormatException when the text is no such project, or not one of this drive
     * @throws IOException when the stream cannot be read
     */
    public static SuperCloneProject read(InputStream in, long sectorCount) throws IOException {
        TextScanner text = new TextScanner(in);
        SectorMap map = new SectorMap(sectorCount > 0 ? sectorCount : SectorMap.MOST_SECTORS);
        text.skipByteOrderMark();
        skipComments(text);
        long position = text.hexNumber("position");
        long phase = text.hexNumber("status of the program");
        text.expectEndOfLine("the position");
        long end = 0;
        while (skipComments(text)) {
            end = readBlock(text, map, end);
        }
        if (sectorCount > 0) {
            return new SuperCloneProject(map.snapshot(), position, phase);
        }
        if (end == 0) {
            throw text.error("is the last and there was no block; name the drive whose map it is, or take another file");
        }
        return new SuperCloneProject(SectorMap.firstSectorsOf(map.snapshot(), end).snapshot(), position, phase);
    }

    private static boolean skipComments(TextScanner text) throws IOException {
        int next = text.skipEmptyLines();
        while (next == '#') {
            text.restOfLine(0);
            next = text.skipEmptyLines();
        }
        return next != TextScanner.END_OF_TEXT;
    }

    private static long readBlock(TextScanner text, SectorMap map, long previousEnd) throws IOException {
        long first = text.hexNumber("position");
        long count = text.hexNumber("size");
        long status = text.hexNumber("status");
        text.hexNumber("info");
        long error = text.unsignedHexNumber("err/status/time");
        Stage stage = stage(text, status);
        if (first != previousEnd) {
            throw text.error("begins a block at sector " + Long.toHexString(first) + "h where the block before ends at "
                    + Long.toHexString(previousEnd) + "h; mend the line");
        }
        if (count > map.sectorCount() - first) {
            throw text.error(
                    "describes sectors beyond the end of the drive, which has " + map.sectorCount() + "; take the project of this drive");
        }
        if (count > 0) {
            boolean failed = stage != Stage.IMPORTED && stage != Stage.UNTRIED;
            map.set(first, first + count, (failed ? failure(stage, error) : SectorState.of(stage)).packed());
        }
        text.expectEndOfLine("the block");
        return first + count;
    }

    private static Stage stage(TextScanner text, long status) throws MapFormatException {
        return switch ((int) Math.min(status, 0x100)) {
        case 0x00 -> Stage.UNTRIED;
        case 0x10, 0x20 -> Stage.NON_TRIMMED;
        case 0x30 -> Stage.NON_SCRAPED;
        case 0x40 -> Stage.BAD;
        case 0x7F -> Stage.IMPORTED;
        default ->
                throw text.error("gives a block the unknown status " + Long.toHexString(status) + "h; check that this is a project file");
        };
    }

    /** The last column holds status and error register (two bytes), or sense key, code and qualifier (three), or all ones for neither. */
    private static SectorState failure(Stage stage, long error) {
        if (error == 0 || error >>> NO_SENSE_BITS != 0) {
            return SectorState.of(stage);
        }
        if (error <= 0xFFFF) {
            return new SectorState(stage, causeOfRegisters((int) error >>> 8, (int) error & 0xFF), 1, 0, (int) error);
        }
        return new SectorState(stage, causeOfSense((int) error >>> 16, (int) error >>> 8 & 0xFF), 1, 0, 0);
    }

    /** ACS: device fault is bit 5 of the status, the others are bits of the error register. */
    private static Cause causeOfRegisters(int status, int error) {
        if ((status & 0x20) != 0) {
            return Cause.DRIVE_FAULT;
        } else if ((error & 0x80) != 0) {
            return Cause.INTERFACE_CRC;
        } else if ((error & 0x40) != 0) {
            return Cause.UNCORRECTABLE;
        } else if ((error & 0x10) != 0) {
            return Cause.ID_NOT_FOUND;
        } else if ((error & 0x01) != 0) {
            return Cause.ADDRESS_MARK;
        }
        return (error & 0x04) != 0 ? Cause.ABORTED : Cause.NONE;
    }

    /** SPC sense keys, and of medium errors the additional codes 11h (unrecovered read), 12h and 13h (address mark), 14h (not found). */
    private static Cause causeOfSense(int key, int code) {
        return switch (key) {
        case 0x2 -> Cause.NOT_READY;
        case 0x3 -> code == 0x12 || code == 0x13 ? Cause.ADDRESS_MARK : code == 0x14 ? Cause.ID_NOT_FOUND : Cause.UNCORRECTABLE;
        case 0x4 -> Cause.DRIVE_FAULT;
        case 0xB -> code == 0x47 ? Cause.INTERFACE_CRC : Cause.ABORTED;
        case 0x5 -> Cause.ABORTED;
        default -> Cause.NONE;
        };
    }
}
