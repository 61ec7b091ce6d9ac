package org.salvor.station;

import java.util.List;
import java.util.Map;

/**
 * A job at one moment.
 *
 * @param id name within the station: the canonical path of its folder
 * @param folder job folder
 * @param source the source drive
 * @param destination address and identity of the destination in words
 * @param plan plan name
 * @param passes names of the plan's passes
 * @param state see {@link State}
 * @param sentence what is going on, or what the operator should do, in one sentence
 * @param passIndex running pass, from 0; -1 before the first, {@code passes.size()} after the last
 * @param passRound round of the pass, from 1
 * @param passPercent share of the running pass's sectors that are through, 0-100
 * @param positionLba sector the engine works at
 * @param sectorCount sectors of the source
 * @param sectorBytes bytes of a sector
 * @param sectorsByStage sectors of each stage of the map (names of the sector map's stages, lower case with dashes), all stages present
 * @param sectorsByCause sectors whose last error was of that kind; only kinds that occur
 * @param errors failed commands so far
 * @param resets resets so far
 * @param powerCycles power cycles so far
 * @param bytesPerSecond rate over the last seconds of drive time
 * @param averageBytesPerSecond rate since the job was last started
 * @param driveSeconds drive time used by the job over all its runs, in seconds
 * @param remainingSeconds estimate for the rest of the pass, -1 when unknown
 * @param temperatureCelsius source temperature, {@link Integer#MIN_VALUE} when unknown
 * @param lastRegisters status and error register of the last failed command, packed (status &lt;&lt; 8 | error), 0 when none
 * @param mapVersion grows with every change of the map
 * @param durableSectors sectors that are {@code read} in the durable map
 * @param hidden what the source hides from hosts, or what of that is open for this job, in one sentence; empty when nothing is hidden, when the drive does
 *        not tell, and while the job is not running
 */
public record JobView(String id, String folder, DriveView source, String destination, String plan, List<String> passes, State state,
        String sentence,
        int passIndex, int passRound, double passPercent, long positionLba, long sectorCount, int sectorBytes,
        Map<String, Long> sectorsByStage,
        Map<String, Long> sectorsByCause, long errors, long resets, long powerCycles, double bytesPerSecond, double averageBytesPerSecond,
        double driveSeconds, double remainingSeconds, int temperatureCelsius, int lastRegisters, long mapVersion, long durableSectors,
        String hidden) {

    /** A job whose source hides nothing. */
    public JobView(String id, String folder, DriveView source, String destination, String plan, List<String> passes, State state,
            String sentence, int passIndex, int passRound, double passPercent, long positionLba, long sectorCount, int sectorBytes,
            Map<String, Long> sectorsByStage, Map<String, Long> sectorsByCause, long errors, long resets, long powerCycles,
            double bytesPerSecond, double averageBytesPerSecond, double driveSeconds, double remainingSeconds, int temperatureCelsius,
            int lastRegisters, long mapVersion, long durableSectors) {
        this(id, folder, source, destination, plan, passes, state, sentence, passIndex, passRound, passPercent, positionLba, sectorCount,
                sectorBytes, sectorsByStage, sectorsByCause, errors, resets, powerCycles, bytesPerSecond, averageBytesPerSecond,
                driveSeconds, remainingSeconds, temperatureCelsius, lastRegisters, mapVersion, durableSectors, "");
    }

    /** What a job is doing. */
    public enum State {
        /** Known from its folder; no drive is open. */
        IDLE,
        /** Copies its image to another destination; {@link JobView#passPercent} and {@link JobView#remainingSeconds} are those of the copying. */
        MOVING,
        /** Reads. */
        RUNNING,
        /** Waits as the plan says, to spare the drive. */
        RESTING,
        /** Resets or power cycles the drive. */
        RECOVERING,
        /** Makes hashes complete from the destination. */
        HASHING,
        /** Paused by the operator. */
        PAUSED,
        /** Paused: the operator must decide or do something. */
        NEEDS_OPERATOR,
        /** Stop was acknowledged; a command is still with the drive or data not yet durable. */
        STOPPING,
        /** Stopped by the operator; can go on. */
        STOPPED,
        /** Every pass is through. */
        FINISHED,
        /** Our own side failed: destination or job folder. */
        FAILED
    }

    /** Sectors of one stage, by its name. */
    public long sectors(String stage) {
        return sectorsByStage.getOrDefault(stage, 0L);
    }

    /** Whether nothing is left unread in what was asked for. */
    public boolean complete() {
        return sectors("read") + sectors("excluded") == sectorCount;
    }

    /** Whether the job can go on by itself. */
    public boolean live() {
        return switch (state) {
        case MOVING, RUNNING, RESTING, RECOVERING, HASHING, PAUSED, NEEDS_OPERATOR, STOPPING -> true;
        case IDLE, STOPPED, FINISHED, FAILED -> false;
        };
    }
}
