package org.salvor.cli;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.salvor.station.JobOrder;

/**
 * Parts of a drive as a person writes them, parted by commas. Bare numbers are sectors: {@code 0-4095} is the first 4096, both ends included, and
 * {@code 2048+8192} is 8192 sectors from 2048 on. Sizes and percents are positions, of which the second is not included: {@code 1GiB-2GiB},
 * {@code 50%-}. An end that is left out is the drive's. Positions within a sector take the whole sector.
 */
final class SectorRanges {
    private static final Pattern LBA = Pattern.compile("\\d+|0[xX][0-9a-fA-F]+");
    private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,9})?)\\s*%");
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    private final String text;

    SectorRanges(String text) {
        this.text = text;
    }

    /**
     * The ranges on a drive of that size: half-open, ascending, apart from each other.
     *
     * @throws IllegalArgumentException with a sentence for a person
     */
    List<JobOrder.Range> on(long sectorCount, int sectorBytes) {
        List<JobOrder.Range> ranges = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            ranges.add(range(part.strip(), sectorCount, sectorBytes));
        }
        return merged(ranges);
    }

    private JobOrder.Range range(String part, long sectorCount, int sectorBytes) {
        long first;
        long end;
        int plus = part.indexOf('+');
        int dash = part.indexOf('-');
        if (plus > 0 && dash < 0) {
            first = position(part.substring(0, plus), part, sectorCount, sectorBytes, false);
            long length = position(part.substring(plus + 1), part, sectorCount, sectorBytes, true);
            end = first + Math.min(length, Long.MAX_VALUE - first);
        } else if (dash >= 0 && dash == part.lastIndexOf('-') && part.length() > 1 && plus < 0) {
            String from = part.substring(0, dash).strip();
            String to = part.substring(dash + 1).strip();
            first = from.isEmpty() ? 0 : position(from, part, sectorCount, sectorBytes, false);
            end = to.isEmpty() ? sectorCount : position(to, part, sectorCount, sectorBytes, true);
            end = LBA.matcher(to).matches() && end < Long.MAX_VALUE ? end + 1 : end;
        } else {
            throw new IllegalArgumentException("\"" + part + "\" is not a range of sectors; write FIRST-LAST or FIRST+COUNT in sectors, "
                    + "or positions such as 1GiB-2GiB or 50%-, with commas between ranges.");
        }
        if (end <= first) {
            throw new IllegalArgumentException("The range \"" + part + "\" holds no sector; its end must lie behind its start.");
        }
        if (end > sectorCount) {
            throw new IllegalArgumentException(
                    "The range \"" + part + "\" ends at sector " + (end - 1) + ", behind the last sector of the source, "
                            + (sectorCount - 1) + "; leave the end out to mean all the rest.");
        }
        return new JobOrder.Range(first, end);
    }

    /** A position in sectors. One that lies within a sector is that sector, or at an end the one after it. */
    private static long position(String word, String part, long sectorCount, int sectorBytes, boolean atEnd) {
        String stripped = word.strip();
        if (LBA.matcher(stripped).matches()) {
            BigInteger lba = stripped.regionMatches(true, 0, "0x", 0, 2) ? new BigInteger(stripped.substring(2), 16)
                    : new BigInteger(stripped);
            return lba.min(MOST).longValue();
        }
        Matcher percent = PERCENT.matcher(stripped);
        if (percent.matches()) {
            return share(percent.group(1), part, sectorCount, atEnd);
        }
        try {
            long bytes = Quantities.parseBytes(stripped);
            return bytes / sectorBytes + (atEnd && bytes % sectorBytes != 0 ? 1 : 0);
        } catch (IllegalArgumentException notASize) {
            throw new IllegalArgumentException("In the range \"" + part + "\", \"" + stripped
                    + "\" is neither a sector number nor a position such as 1GiB or 50%.", notASize);
        }
    }

    private static long share(String percent, String part, long sectorCount, boolean atEnd) {
        int point = percent.indexOf('.');
        int places = point < 0 ? 0 : percent.length() - point - 1;
        BigInteger whole = BigInteger.TEN.pow(places + 2);
        BigInteger[] sectors = new BigInteger(percent.replace(".", "")).multiply(BigInteger.valueOf(sectorCount)).divideAndRemainder(whole);
        long lba = sectors[0].min(MOST).longValue() + (atEnd && sectors[1].signum() != 0 ? 1 : 0);
        if (lba > sectorCount) {
            throw new IllegalArgumentException("The range \"" + part + "\" says " + percent + " %; a drive ends at 100 %.");
        }
        return lba;
    }

    private static List<JobOrder.Range> merged(List<JobOrder.Range> ranges) {
        List<JobOrder.Range> merged = new ArrayList<>();
        for (JobOrder.Range range : ranges.stream().sorted(Comparator.comparingLong(JobOrder.Range::firstLba)).toList()) {
            JobOrder.Range last = merged.isEmpty() ? null : merged.getLast();
            if (last != null && range.firstLba() <= last.endLba()) {
                merged.set(merged.size() - 1, new JobOrder.Range(last.firstLba(), Math.max(last.endLba(), range.endLba())));
            } else {
                merged.add(range);
            }
        }
        return List.copyOf(merged);
    }
}
