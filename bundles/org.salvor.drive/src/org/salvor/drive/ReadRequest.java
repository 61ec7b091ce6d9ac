package org.salvor.drive;

/**
 * One order to read consecutive sectors.
 *
 * @param firstLba first sector, from 0
 * @param sectorCount sectors wanted, ≥ 1
 * @param blockSectors sectors a single command asks for, ≥ 1. When {@code sectorCount} is larger the request is a <em>streak</em>: the
 *        drive sends one command after another and stops at the first that fails or takes longer than {@code slowMillis}. Only for drives
 *        whose {@link Capabilities#streaks()} is true
 * @param method how to read
 * @param timeoutMillis deadline of each single command, in milliseconds, ≥ 1
 * @param slowMillis a command of a streak that takes longer ends the streak, in milliseconds; 0 = never
 */
public record ReadRequest(long firstLba, long sectorCount, int blockSectors, ReadMethod method, long timeoutMillis, long slowMillis) {

    public ReadRequest {
        if (firstLba < 0 || sectorCount < 1 || blockSectors < 1 || timeoutMillis < 1) {
            throw new IllegalArgumentException(
                    "impossible read: " + sectorCount + " sectors at " + firstLba + " in " + timeoutMillis + " ms");
        }
    }

    /** A single command. */
    public static ReadRequest of(long firstLba, int sectorCount, ReadMethod method, long timeoutMillis) {
        return new ReadRequest(firstLba, sectorCount, sectorCount, method, timeoutMillis, 0);
    }

    /** First sector behind the request. */
    public long endLba() {
        return firstLba + sectorCount;
    }
}
