package org.salvor.sectormap.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.salvor.sectormap.Cause;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.RunCursor;
import org.salvor.sectormap.SectorMap;
import org.salvor.sectormap.SectorState;
import org.salvor.sectormap.Stage;

/**
 * What a map knows beyond the five states of ddrescue, as comment lines at the end of the text:
 *
 * <pre>
 * #+ salvor 1 sectors of 512 bytes, blocks 1b2c3d4e
 * #+ 2048 8 BAD UNCORRECTABLE 3 2 5140
 * #+ end 1 5e6f7081
 * </pre>
 *
 * First sector, number of sectors, stage, cause, tries, last pass, registers in hexadecimal. The checksums are those of the blocks before
 * and of the lines between. The lines count only while both are right, and while each stage is one that the plain line can stand for.
 */
final class FinerStates {
    static final String MARK = "#+ ";

    private static final String HEAD = MARK + "salvor 1 sectors of ";
    private static final String END = MARK + "end ";

    private final CRC32C crc = new CRC32C();
    /** First sector, number of sectors and packed state of each line. */
    private long[] lines = new long[3 * 16];
    private int count;
    private String head;
    private String end;
    private boolean nonsense;

    static String head(int sectorBytes, int blocksChecksum) {
        return HEAD + sectorBytes + " bytes, blocks " + Integer.toHexString(blocksChecksum);
    }

    static String end(long count, CRC32C crc) {
        return END + count + " " + Long.toHexString(crc.getValue());
    }

    /** The line for a run; null when its plain line says it all. */
    static String line(RunCursor run) {
        SectorState state = run.state();
        boolean plain = state.equals(SectorState.of(state.stage()))
                && (state.stage() == Stage.READ || BlockStatus.of(state.stage()).packedState() == run.packedState());
        return plain ? null
                : MARK + run.firstLba() + " " + (run.endLba() - run.firstLba()) + " " + state.stage() + " " + state.cause() + " "
                        + state.tries()
                        + " " + state.lastPass() + " " + Integer.toHexString(state.registers());
    }

    static void sum(CRC32C crc, String line) {
        crc.update(line.getBytes(StandardCharsets.US_ASCII));
        crc.update('\n');
    }

    /** Takes a comment line that begins with {@link #MARK}; what follows the last line is passed over. */
    void take(String line) {
        if (head == null) {
            head = line;
        } else if (end == null && line.startsWith(END)) {
            end = line;
        } else if (end == null && !nonsense) {
            sum(crc, line);
            nonsense = !keep(line.substring(MARK.length()).split(" ", 8));
        }
    }

    /** End of the sectors of a line; 0 before the first. Lines go up, so that there are no more of them than the map has runs. */
    private long end(int line) {
        return line < 0 ? 0 : lines[3 * line] + Math.max(1, lines[3 * line + 1]);
    }

    private boolean keep(String[] words) {
        if (words.length != 7) {
            return false;
        }
        try {
            SectorState state = new SectorState(Stage.valueOf(words[2]), Cause.valueOf(words[3]), Integer.parseInt(words[4]),
                    Integer.parseInt(words[5]), Integer.parseInt(words[6], 16));
            if (3 * count == lines.length) {
                lines = Arrays.copyOf(lines, lines.length * 2);
            }
            long first = Long.parseLong(words[0]);
            if (first < end(count - 1)) {
                return false;
            }
            lines[3 * count] = first;
            lines[3 * count + 1] = Long.parseLong(words[1]);
            lines[3 * count + 2] = state.packed();
            count++;
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Refines a map that is as the plain lines give it.
     *
     * @return null when it is done; otherwise why the lines do not count, and the map is as it was
     */
    String refine(SectorMap map, int sectorBytes, int blocksChecksum) {
        if (!head.startsWith(HEAD + sectorBytes + " ")) {
            return "they are in another format or for another sector size";
        }
        if (!head.equals(head(sectorBytes, blocksChecksum))) {
            return "the plain lines were changed after they were written";
        }
        if (nonsense || end == null || !end.equals(end(count, crc))) {
            return "they were changed or cut short";
        }
        for (int i = 0; i < count; i++) {
            if (!fits(map, lines[3 * i], lines[3 * i + 1], lines[3 * i + 2])) {
                return "one of them does not fit its plain line";
            }
        }
        for (int i = 0; i < count; i++) {
            SectorState state = unproven(SectorState.unpack(lines[3 * i + 2]));
            map.set(LbaRange.ofCount(lines[3 * i], lines[3 * i + 1]), state);
        }
        return null;
    }

    private static boolean fits(SectorMap map, long firstLba, long sectorCount, long packedState) {
        if (firstLba < 0 || sectorCount < 1 || firstLba >= map.sectorCount() || sectorCount > map.sectorCount() - firstLba) {
            return false;
        }
        RunCursor plain = map.runs(LbaRange.ofCount(firstLba, sectorCount));
        return plain.next() && plain.endLba() == firstLba + sectorCount
                && BlockStatus.ofPacked(plain.packedState()) == BlockStatus.ofPacked(packedState);
    }

    /** No text can claim that bytes are on the destination: what was read is imported, what was taken ignoring ECC is to be tried again. */
    private static SectorState unproven(SectorState state) {
        return switch (state.stage()) {
        case READ -> state.withStage(Stage.IMPORTED);
        case READ_IGNORING_ECC -> state.withStage(Stage.BAD);
        case UNTRIED, SKIPPED, NON_TRIMMED, NON_SCRAPED, BAD, SUSPECT, IMPORTED, EXCLUDED -> state;
        };
    }
}
