package org.salvor.drive.simulated;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.salvor.ata.DeviceStatistics;
import org.salvor.ata.SctStatus;
import org.salvor.ata.SmartAttribute;
import org.salvor.ata.SmartData;

/**
 * What the drive tells of its health. All of it follows from what it has lived through; nothing is made up beside the age it was made with.
 */
final class Health {
    private static final long SECOND = 1_000_000_000L;
    private static final int HOURS_WHEN_MADE = 17_520;
    private static final int STARTS_WHEN_MADE = 212;
    private static final int PREFAIL = 0x33;
    private static final int ADVISORY = 0x32;
    private static final double AMBIENT = 24;
    private static final double RUNNING = 9;
    private static final double WORKING = 11;
    private static final double WARMING_SECONDS = 900;
    private final Counters counters;
    private long poweredSince = -4 * 3600 * SECOND;
    private long busyBefore;
    private long poweredNanosBefore;
    private int hottest;

    Health(Counters counters) {
        this.counters = counters;
    }

    void powerOff(long nowNanos) {
        poweredNanosBefore += Math.max(0, nowNanos - Math.max(0, poweredSince));
    }

    void powerOn(long nowNanos) {
        poweredSince = nowNanos;
        busyBefore = counters.busyNanos;
    }

    /** Degrees Celsius: warms up while it runs, more while it works. */
    int temperature(long nowNanos) {
        double seconds = (double) (nowNanos - poweredSince) / SECOND;
        double warm = 1 - Math.exp(-seconds / WARMING_SECONDS);
        double working = Math.min(1, (counters.busyNanos - busyBefore) / (WARMING_SECONDS * SECOND));
        int now = (int) Math.round(AMBIENT + (RUNNING + WORKING * working) * warm);
        hottest = Math.max(hottest, now);
        return now;
    }

    /** SMART data with thresholds. */
    SmartData smart(long nowNanos) {
        List<SmartAttribute> list = new ArrayList<>();
        long failed = counters.failedReads;
        int damaged = counters.damagedSectors();
        long resets = counters.softResets + counters.hardResets;
        int celsius = temperature(nowNanos);
        list.add(attribute(1, PREFAIL, 100 - Math.min(99, 10 * digits(failed)), failed, 44));
        list.add(attribute(3, PREFAIL, 97, 0, 21));
        list.add(attribute(4, ADVISORY, 100, STARTS_WHEN_MADE + counters.powerCycles, 20));
        list.add(attribute(5, PREFAIL, 100, counters.reallocated, 36));
        list.add(attribute(7, PREFAIL, 87, 0, 30));
        list.add(attribute(9, ADVISORY, 80, hours(nowNanos), 0));
        list.add(attribute(10, PREFAIL, 100, 0, 97));
        list.add(attribute(12, ADVISORY, 100, STARTS_WHEN_MADE + counters.powerCycles, 20));
        list.add(attribute(187, ADVISORY, 100 - (int) Math.min(99, failed), failed, 0));
        list.add(attribute(188, ADVISORY, 100 - (int) Math.min(99, resets), resets, 0));
        list.add(attribute(194, ADVISORY, Math.max(1, 150 - celsius), celsius, 0));
        list.add(attribute(197, ADVISORY, 100 - Math.min(99, damaged / 8), damaged, 0));
        list.add(attribute(198, ADVISORY, 100 - Math.min(99, damaged / 8), damaged, 0));
        list.add(attribute(199, ADVISORY, 200 - (int) Math.min(199, counters.interfaceErrors), counters.interfaceErrors, 0));
        return new SmartData(list, 0, 0);
    }

    /** Whether a threshold is reached that foretells a failure. */
    boolean failing(long nowNanos) {
        return smart(nowNanos).attributes().stream().anyMatch(attribute -> (attribute.flags() & 1) == 1 && attribute.failing());
    }

    /** One page of the device statistics log; null for a page that there is not. */
    byte[] statistics(int page, long nowNanos) {
        byte[] raw = new byte[512];
        raw[0] = 1;
        raw[2] = (byte) page;
        switch (page) {
        case 0 -> {
            byte[] pages = { 0, DeviceStatistics.GENERAL_PAGE, DeviceStatistics.ERRORS_PAGE, DeviceStatistics.TEMPERATURE_PAGE };
            raw[8] = (byte) pages.length;
            System.arraycopy(pages, 0, raw, 9, pages.length);
        }
        case DeviceStatistics.GENERAL_PAGE -> {
            statistic(raw, 8, STARTS_WHEN_MADE + counters.powerCycles);
            statistic(raw, DeviceStatistics.POWER_ON_HOURS, hours(nowNanos));
            statistic(raw, 40, counters.sectors);
            statistic(raw, 48, counters.reads);
        }
        case DeviceStatistics.ERRORS_PAGE -> {
            statistic(raw, DeviceStatistics.UNCORRECTABLE_ERRORS, counters.failedReads);
            statistic(raw, 16, counters.softResets + counters.hardResets);
        }
        case DeviceStatistics.TEMPERATURE_PAGE -> statistic(raw, 8, temperature(nowNanos));
        default -> {
            return null;
        }
        }
        return raw;
    }

    /** SCT status after a command of this action and function. */
    SctStatus sct(int extendedStatus, int action, int function, long lba, long nowNanos) {
        int now = temperature(nowNanos);
        return new SctStatus(3, 0, extendedStatus, action, function, lba, OptionalInt.of(now), OptionalInt.of(hottest),
                OptionalInt.of(Math.max(51, hottest)));
    }

    private long hours(long nowNanos) {
        return HOURS_WHEN_MADE + (poweredNanosBefore + nowNanos - Math.max(0, poweredSince)) / (3600 * SECOND);
    }

    private static int digits(long number) {
        return 64 - Long.numberOfLeadingZeros(number) >> 1;
    }

    private static SmartAttribute attribute(int id, int flags, int value, long raw, int threshold) {
        return new SmartAttribute(id, flags, value, value, raw, OptionalInt.of(threshold));
    }

    private static void statistic(byte[] raw, int offset, long value) {
        for (int index = 0; index < 6; index++) {
            raw[offset + index] = (byte) (value >> 8 * index);
        }
        raw[offset + 7] = (byte) 0xC0;
    }
}
