package org.salvor.sectormap.text;

import org.salvor.sectormap.SectorState;
import org.salvor.sectormap.Stage;

/** The five states of a block in a ddrescue map, from less to more processed. */
enum BlockStatus {
    NON_TRIED('?', Stage.UNTRIED),
    NON_TRIMMED('*', Stage.NON_TRIMMED),
    NON_SCRAPED('/', Stage.NON_SCRAPED),
    BAD_SECTOR('-', Stage.BAD),
    FINISHED('+', Stage.IMPORTED);

    private final char letter;
    private final long packedState;

    BlockStatus(char letter, Stage stage) {
        this.letter = letter;
        packedState = SectorState.of(stage).packed();
    }

    char letter() {
        return letter;
    }

    /** State of a sector of which nothing else is known. */
    long packedState() {
        return packedState;
    }

    /** What a sector comes to that holds some of each: the less processed, or in a domain the more processed, which is all that is wanted. */
    BlockStatus inOneSectorWith(BlockStatus other, boolean domain) {
        return ordinal() < other.ordinal() == domain ? other : this;
    }

    /** The status with this letter; null for none. */
    static BlockStatus of(int letter) {
        return switch (letter) {
        case '?' -> NON_TRIED;
        case '*' -> NON_TRIMMED;
        case '/' -> NON_SCRAPED;
        case '-' -> BAD_SECTOR;
        case '+' -> FINISHED;
        default -> null;
        };
    }

    /**
     * The status nearest to a stage. A stage whose bytes are in doubt never becomes finished: ddrescue would leave it alone for ever. What
     * was jumped over counts as not tried, as it does in ddrescue.
     */
    static BlockStatus of(Stage stage) {
        return switch (stage) {
        case UNTRIED, SKIPPED, SUSPECT, EXCLUDED -> NON_TRIED;
        case NON_TRIMMED -> NON_TRIMMED;
        case NON_SCRAPED -> NON_SCRAPED;
        case BAD, READ_IGNORING_ECC -> BAD_SECTOR;
        case READ, IMPORTED -> FINISHED;
        };
    }

    static BlockStatus ofPacked(long packedState) {
        return of(SectorState.unpack(packedState).stage());
    }

}
