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
    private final long revolution;
    private final boolean turning;
    /** Cost of a command. */
    public final long command;
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
        turning = profile.value(Parameter.ROTATION) >= 0.5;
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

    /**
     * Time from the head being behind sector {@code from} to its being before sector {@code to} somewhere else.
     *
     * @param nowNanos when the head sets out
     */
    public long seekNanos(long from, long to, long nowNanos) {
        double distance = (double) Math.abs(to - from) / sectorCount;
        long seek = (long) (seekLeast + seekSquareRoot * Math.sqrt(distance));
        return seek + (turning ? untilItComes(to, nowNanos + seek) : latency);
    }

    /** Wait for the next sector, {@code to}, by a host that came too late for it at {@code nowNanos}. */
    public long lateNanos(long to, long nowNanos) {
        return turning ? untilItComes(to, nowNanos) : revolution;
    }

    /** A sector stands as far round its track as the head has turned over all sectors before it. */
    private long untilItComes(long sector, long nowNanos) {
        return Math.floorMod(nanosAt(sector) - nowNanos, revolution);
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
