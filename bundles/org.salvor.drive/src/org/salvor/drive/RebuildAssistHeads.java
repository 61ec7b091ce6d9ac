package org.salvor.drive;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.salvor.ata.AtaCommand;
import org.salvor.ata.AtaFormatException;
import org.salvor.ata.DriveCommands;
import org.salvor.ata.LogAddress;
import org.salvor.ata.NcqErrorLog;
import org.salvor.ata.ReadCommands;
import org.salvor.ata.Registers;
import org.salvor.ata.RebuildAssistLog;

/**
 * Finds the bands of the heads by rebuild assist (ACS-4 4.18 and 9.18): with one head disabled through log 15h a queued read of one of its sectors is
 * aborted at once, and log 10h tells the last sector of the stretch. The medium is touched only by a wrong guess. Which head comes next is
 * learned from the order of the last two, so that a band takes three commands once the order is known: disable, read, ask. Rebuild assist is
 * left as it was; should the drive not take that any more, it ends when power goes. The drive needs queued reads that nobody else handles
 * the errors of: a kernel in between reads log 10h first.
 */
public final class RebuildAssistHeads implements HeadMapSource {
    private static final int PAGE = 512;
    /** A drive that only tells of the sectors that were asked for would need years. */
    private static final int SHORT_SECTORS = 64;
    private static final int MOST_SHORT_BANDS = 64;
    private static final long FIRST_SKIP_SECTORS = 2_048;
    private static final long LONGEST_SKIP_SECTORS = 1 << 20;
    private static final int MOST_SKIPS = 64;

    private final AtaPort port;
    private final long sectorCount;
    private final int sectorBytes;
    private final long timeoutMillis;
    private final MemorySegment data;
    private final MemorySegment page = Arena.ofAuto().allocate(PAGE, PAGE);
    private final List<HeadMap.Band> bands = new ArrayList<>();
    private final Map<List<Integer>, Integer> follower = new HashMap<>();
    private RebuildAssistLog before;
    private int disabled = -1;
    private long commands;

    /**
     * @param port the drive's
     * @param identity the drive's size and sectors
     * @param timeoutMillis deadline of each command in milliseconds, ≥ 1
     */
    public RebuildAssistHeads(AtaPort port, DriveIdentity identity, long timeoutMillis) {
        this.port = port;
        sectorCount = identity.sectorCount();
        sectorBytes = identity.sectorBytes();
        this.timeoutMillis = timeoutMillis;
        data = Arena.ofAuto().allocate(sectorBytes, PAGE);
    }

    /** The search cannot go on; the message is a sentence. */
    private static final class Ended extends Exception {
        private static final long serialVersionUID = 1L;

        Ended(String sentence) {
            super(sentence, null, false, false);
        }
    }

    @Override
    public HeadMap find(BooleanSupplier goOn) {
        bands.clear();
        follower.clear();
        commands = 0;
        disabled = -1;
        before = null;
        String shortfall;
        try {
            before = log(LogAddress.REBUILD_ASSIST, RebuildAssistLog::decode, "rebuild assist");
            if (before.supported().isEmpty()) {
                throw new Ended("The drive names no head that could be disabled.");
            }
            shortfall = walk(goOn);
        } catch (Ended end) {
            shortfall = end.getMessage();
        }
        boolean interrupted = Thread.interrupted(); // the last command has to come through all the same
        shortfall += restored();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return new HeadMap(sectorCount, bands, commands, shortfall.strip());
    }

    private String walk(BooleanSupplier goOn) throws Ended {
        long lba = 0;
        long skip = FIRST_SKIP_SECTORS;
        long unknown = 0;
        int skips = 0;
        int shortOnes = 0;
        while (lba < sectorCount) {
            if (!goOn.getAsBoolean() || Thread.currentThread().isInterrupted()) {
                throw new Ended("It was stopped at sector " + lba + ".");
            }
            Optional<HeadMap.Band> band = band(lba);
            if (band.isPresent()) {
                bands.add(band.get());
                shortOnes = band.get().endLba() - lba < SHORT_SECTORS && band.get().endLba() < sectorCount ? shortOnes + 1 : 0;
                lba = band.get().endLba();
                skip = FIRST_SKIP_SECTORS;
                skips = 0;
            } else {
                long end = Math.min(sectorCount, lba + skip);
                unknown += end - lba;
                lba = end;
                skip = Math.min(LONGEST_SKIP_SECTORS, 2 * skip);
                skips++;
            }
            if (shortOnes > MOST_SHORT_BANDS || skips > MOST_SKIPS) {
                throw new Ended("The drive does not tell where bands end; given up at sector " + lba + ".");
            }
        }
        return unknown == 0 ? "" : "No head is known of " + unknown + " sectors, which read without any that could be disabled.";
    }

    /** The band that begins, or goes on, at a sector; empty when no head says that it is its own. */
    private Optional<HeadMap.Band> band(long lba) throws Ended {
        for (int head : guesses()) {
            long end = endOfBand(lba, head);
            if (end > lba) {
                learn(head);
                return Optional.of(new HeadMap.Band(lba, Math.min(end, sectorCount), head));
            }
        }
        return Optional.empty();
    }

    /** All heads, the likeliest first. */
    private Set<Integer> guesses() {
        Set<Integer> guesses = new LinkedHashSet<>();
        BitSet heads = before.supported();
        int last = last(1);
        Integer learned = follower.get(List.of(last(2), last));
        if (learned != null) {
            guesses.add(learned);
        }
        int step = last >= last(2) ? 1 : -1;
        for (int guess : new int[] { last + step, last - step }) {
            if (guess >= 0 && heads.get(guess)) {
                guesses.add(guess);
            }
        }
        heads.stream().forEach(guesses::add);
        return guesses;
    }

    private void learn(int head) {
        follower.put(List.of(last(2), last(1)), head);
    }

    /** The head of the last band, or of the one before; -1 for none. */
    private int last(int back) {
        return bands.size() < back ? -1 : bands.get(bands.size() - back).head();
    }

    /** With a head disabled: first sector behind its band that holds {@code lba}; {@code lba} when the sector is not its own. */
    private long endOfBand(long lba, int head) throws Ended {
        if (disabled != head) {
            BitSet only = new BitSet();
            only.set(head);
            disabled = head;
            write(before.disabling(only));
        }
        if (!send(ReadCommands.fpdma(lba, 1, sectorBytes, 0), data).failed()) {
            return lba;
        }
        NcqErrorLog error = log(LogAddress.NCQ_ERROR, NcqErrorLog::decode, "queued errors");
        if (!error.queued()) {
            throw new Ended("The drive's log of queued errors is empty, so that somebody else has read it: a kernel in between; "
                    + "open the drive by ahci:.");
        }
        boolean known = error.predicted() && error.registers().lba() == lba;
        return known ? Math.max(lba, error.finalLba()) + 1 : lba;
    }

    private String restored() {
        if (disabled < 0) {
            return "";
        }
        try {
            write(before.enabled() ? before : before.off());
            return "";
        } catch (Ended end) {
            return " Rebuild assist could not be switched off (" + end.getMessage() + "); cut the drive's power before it is read.";
        }
    }

    private void write(RebuildAssistLog log) throws Ended {
        page.copyFrom(MemorySegment.ofArray(log.encode()));
        Registers end = send(DriveCommands.writeLog(LogAddress.REBUILD_ASSIST, 0, 1), page);
        if (end.failed()) {
            throw new Ended("The drive does not let a head be disabled: status %02x error %02x.".formatted(end.status(), end.error()));
        }
    }

    /** Decodes a log's page. */
    private interface Decoder<T> {
        T decode(MemorySegment page) throws AtaFormatException;
    }

    private <T> T log(int address, Decoder<T> decoder, String name) throws Ended {
        if (send(DriveCommands.readLog(address, 0, 1), page).failed()) {
            throw new Ended("The drive has no log of " + name + ".");
        }
        try {
            return decoder.decode(page);
        } catch (AtaFormatException e) {
            throw new Ended("The drive's log of " + name + " cannot be understood: " + e.getMessage());
        }
    }

    private Registers send(AtaCommand command, MemorySegment with) throws Ended {
        commands++;
        return switch (port.execute(command.taskFile(), command.protocol(), with, timeoutMillis)) {
        case CommandOutcome.Ended(Registers registers, _) -> registers;
        case CommandOutcome.Refused(String why) -> throw new Ended(why);
        case CommandOutcome.TimedOut _ when Thread.currentThread().isInterrupted() -> throw new Ended("It was stopped.");
        case CommandOutcome.TimedOut _ -> throw new Ended(
                "The drive did not answer %s in %d ms; reset it and try again.".formatted(command.name(), timeoutMillis));
        case CommandOutcome.Unavailable(String why) -> throw new Ended(why);
        };
    }
}
