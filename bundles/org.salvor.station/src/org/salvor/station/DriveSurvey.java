package org.salvor.station;

/**
 * A drive in a list, with what it says of itself.
 *
 * @param drive the drive, as {@link Station#drives} shows it
 * @param hiddenSectors sectors that a host protected area or a configuration overlay hides, 0 when none, -1 when not known
 * @param health SMART verdict in a word: {@code good}, {@code worn}, {@code failing}, {@code none} for a drive without SMART, empty when not known
 * @param remark why something is not known, and what else a person should know, as sentences; may be empty
 */
public record DriveSurvey(DriveView drive, long hiddenSectors, String health, String remark) {
}
