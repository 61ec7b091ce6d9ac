package org.salvor.drive.simulated.internal;

import org.salvor.drive.simulated.Parameter;
import org.salvor.drive.simulated.Profile;

/**
 * What moving the heads and turning the platters costs, in whole nanoseconds. Within a zone every sector takes the same time, so that the
 * time of a long read equals the sum of its parts to the nanosecond. Immutable, any thread.
 */
public final class Mechanics {
    private final long sectorCount;
    private final long zoneSectors;
    private final long[] sectorNanos;
    private final long[] zoneStartNanos;
    private final double seekLeast;
    private final double seekSquareRoot;
    private final long latency;
    /** Cost of a command. */
    public final long command;
    /** Cost of coming too late for the next sector. */
    public final long revolution;
    /** Pause from which the host comes too late. */
    public final long gap;
    /** Time until the drive gives a sector up. */
    public final long failedRead;
    /** Time of a sector from the cache. */
    public final long cachedSector;

    /**
     * @param sectorCount logical sectors, ≥ 1
     * @param sectorBytes bytes of a logical sector
     */
    public Mechanics(Profile profile, long sectorCount, int sectorBytes) {
        this.sectorCount = sectorCount;
        int zones = (int) Math.min(profile.count(Parameter.ZONES), sectorCount);
        zoneSectors = (sectorCount + zones - 1) / zones;
        sectorNanos = new long[zones];
        zoneStartNanos = new long[zones];
        double outer = profile.value(Parameter.RATE_OUTER);
        double inner = profile.value(Parameter.RATE_INNER);
        for (int zone = 0; zone < zones; zone++) {
            double rate = zones == 1 ? outer : outer + (inner - outer) * zone / (zones - 1);
            sectorNanos[zone] = Math.round(sectorBytes * 1000.0 / rate);
            zoneStartNanos[zone] = zone == 0 ? 0 : zoneStartNanos[zone - 1] + zoneSectors * sectorNanos[zone - 1];
        }
        seekLeast = profile.value(Parameter.SEEK_LEAST) * 1e6;
        seekSquareRoot = profile.value(Parameter.SEEK_SQUARE_ROOT) * 1e6;
        latency = profile.nanosOfMillis(Parameter.LATENCY);
        command = profile.nanosOfMillis(Parameter.COMMAND);
        revolution = profile.nanosOfMillis(Parameter.REVOLUTION);
        gap = profile.nanosOfMillis(Parameter.GAP);
        failedRead = profile.nanosOfMillis(Parameter.FAILED_READ);
        cachedSector = Math.round(sectorBytes * 1000.0 / profile.value(Parameter.RATE_INTERFACE));
    }

    /** Time in which the sectors from {@code first} to {@code end} (exclusive) pass under the head. */
    public long transferNanos(long first, long end) {
        return nanosAt(end) - nanosAt(first);
    }

    /** Time from the head being behind sector {@code from} to its being before sector {@code to} somewhere else. */
    public long seekNanos(long from, long to) {
        double distance = (double) Math.abs(to - from) / sectorCount;
        return (long) (seekLeast + seekSquareRoot * Math.sqrt(distance)) + latency;
    }

    /** How many sectors from {@code first} on pass under the head in {@code nanos} at most, to the end of the drive at most. */
    public long sectorsWithin(long first, long nanos) {
        long sector = first;
        long left = nanos;
        while (sector < sectorCount && left > 0) {
            int zone = (int) (sector / zoneSectors);
            long zoneEnd = Math.min(sectorCount, (zone + 1) * zoneSectors);
            long fit = Math.min(zoneEnd - sector, left / sectorNanos[zone]);
            sector += fit;
            left -= fit * sectorNanos[zone];
            if (sector < zoneEnd) {
                break;
            }
        }
        return sector - first;
    }

    private long nanosAt(long sector) {
        int zone = (int) Math.min(sectorNanos.length - 1, sector / zoneSectors);
        return zoneStartNanos[zone] + (sector - zone * zoneSectors) * sectorNanos[zone];
    }
}
