package org.salvor.drive.sgio;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.salvor.ata.AtaFormatException;
import org.salvor.ata.InquiryData;
import org.salvor.ata.ReadCapacity;
import org.salvor.ata.Registers;
import org.salvor.ata.ScsiCommand;
import org.salvor.ata.SenseData;
import org.salvor.ata.SenseMeaning;
import org.salvor.ata.VitalProductData;
import org.salvor.drive.AtaPort;
import org.salvor.drive.DriveIdentity;
import org.salvor.drive.Evidence;
import org.salvor.drive.IdentifyOutcome;
import org.salvor.drive.MediaFault;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadOutcome;

/** A drive that speaks SCSI itself: READ (10) and (16), VERIFY, READ LONG where it has that, sense data. After an error nothing of a block is taken for proven. */
final class PlainAccess implements SectorAccess {
    private static final byte[] NO_SENSE = {};
    private static final int PAGE_BYTES = 252;
    private static final int MOST_SECTORS = 65_535;
    private final Channel<ScsiCommand, ScsiReply> channel;
    private final int sectorBytes;
    /** Bytes of a sector that is read with READ LONG; 0 when the drive has none. */
    private final int longBytes;

    PlainAccess(Channel<ScsiCommand, ScsiReply> channel, int sectorBytes, int longBytes) {
        this.channel = channel;
        this.sectorBytes = sectorBytes;
        this.longBytes = longBytes;
    }

    /**
     * Asks how many bytes a sector has together with what the drive keeps beside it. The question is a READ LONG of too few bytes: a drive that has the
     * command refuses it and says how many it would be, before it looks at the medium (SBC-4 5.24).
     *
     * @return 0 when the drive has no READ LONG, or does not say
     */
    static int askLong(Channel<ScsiCommand, ScsiReply> channel, int sectorBytes, long timeoutMillis) {
        if (channel.execute(ScsiCommand.readLong(0, sectorBytes), timeoutMillis) instanceof Exchange.Ended<ScsiReply> ended
                && ended.reply().hostStatus() == 0 && ended.reply().status() == ScsiReply.CHECK_CONDITION) {
            long length = sectorBytes - SenseData.wrongLength(ended.reply().sense()).orElse(sectorBytes);
            return length > sectorBytes && length <= 2L * sectorBytes ? (int) length : 0;
        }
        return 0;
    }

    /** Asks who it is. */
    static IdentifyOutcome ask(Channel<ScsiCommand, ScsiReply> channel, long timeoutMillis) {
        try {
            InquiryData inquiry = InquiryData.decode(bytes(channel, ScsiCommand.inquiry(), timeoutMillis));
            ReadCapacity capacity = capacity(channel, timeoutMillis);
            String model = (inquiry.vendor() + " " + inquiry.product()).strip();
            return new IdentifyOutcome.Identified(
                    new DriveIdentity(model.isEmpty() ? "unnamed drive" : model, serial(channel, timeoutMillis),
                            inquiry.revision(), capacity.sectorCount(), capacity.sectorBytes(),
                            capacity.sectorBytes() * capacity.sectorsPerPhysical()));
        } catch (NoAnswer | AtaFormatException e) {
            return new IdentifyOutcome.NoAnswer(e.getMessage());
        }
    }

    private static ReadCapacity capacity(Channel<ScsiCommand, ScsiReply> channel, long timeoutMillis) throws NoAnswer, AtaFormatException {
        try {
            return ReadCapacity.decode16(bytes(channel, ScsiCommand.readCapacity16(), timeoutMillis));
        } catch (NoAnswer older) {
            return ReadCapacity.decode10(bytes(channel, ScsiCommand.readCapacity10(), timeoutMillis));
        }
    }

    /** Empty when the drive has no such page; one that goes away before it can say so is none with another serial number. */
    private static String serial(Channel<ScsiCommand, ScsiReply> channel, long timeoutMillis) throws NoAnswer {
        try {
            byte[] raw = bytes(channel, ScsiCommand.vitalProductData(VitalProductData.SERIAL, PAGE_BYTES), timeoutMillis);
            return VitalProductData.decode(VitalProductData.SERIAL, raw).serial();
        } catch (NoAnswer none) {
            if (none.refused) {
                return "";
            }
            throw none;
        } catch (AtaFormatException unreadable) {
            return "";
        }
    }

    /** What a command brought; a unit attention is passed over twice. */
    static byte[] bytes(Channel<ScsiCommand, ScsiReply> channel, ScsiCommand command, long timeoutMillis) throws NoAnswer {
        String why = "";
        boolean refused = false;
        for (int tries = 0; tries < 3; tries++) {
            switch (channel.execute(command, timeoutMillis)) {
            case Exchange.Ended(ScsiReply reply, MemorySegment data, _) when reply.status() == ScsiReply.GOOD
                    && reply.hostStatus() == 0 -> {
                return data.asSlice(0, Math.max(0, data.byteSize() - Math.max(0, reply.residualBytes()))).toArray(JAVA_BYTE);
            }
            case Exchange.Ended(ScsiReply reply, _, _) -> {
                why = words(reply);
                refused = reply.hostStatus() == 0
                        && reply.senseData().filter(sense -> sense.meaning() == SenseMeaning.ILLEGAL).isPresent();
            }
            case Exchange.TimedOut<ScsiReply> _ -> throw new NoAnswer("it did not answer within " + timeoutMillis + " ms");
            case Exchange.Refused(String refusal) -> throw new NoAnswer(refusal);
            case Exchange.Busy(String busy) -> throw new NoAnswer(busy);
            case Exchange.Gone(String gone) -> throw new NoAnswer(gone);
            }
        }
        throw new NoAnswer(why, refused);
    }

    @Override
    public IdentifyOutcome identify(long timeoutMillis) {
        return ask(channel, timeoutMillis);
    }

    @Override
    public Set<ReadMethod> methods() {
        return longBytes > 0 ? EnumSet.of(ReadMethod.VERIFY, ReadMethod.LONG) : EnumSet.of(ReadMethod.VERIFY);
    }

    @Override
    public int mostSectors() {
        return Math.max(1, Math.min(MOST_SECTORS, channel.line().maxTransferBytes() / sectorBytes));
    }

    @Override
    public ReadOutcome read(DriveIdentity identity, long lba, int sectors, ReadMethod method, MemorySegment into, long timeoutMillis) {
        ScsiCommand command = switch (method) {
        case VERIFY -> ScsiCommand.verify(lba, sectors);
        case LONG -> ScsiCommand.readLong(lba, longBytes);
        case AUTO, PIO, DMA, FPDMA -> ScsiCommand.read(lba, sectors, sectorBytes);
        };
        ReadOutcome first = once(command, lba, sectors, into, timeoutMillis);
        // It told of a reset or of an earlier command, and did not execute this one.
        return first == null ? again(command, lba, sectors, into, timeoutMillis) : first;
    }

    private ReadOutcome again(ScsiCommand command, long lba, int sectors, MemorySegment into, long timeoutMillis) {
        ReadOutcome second = once(command, lba, sectors, into, timeoutMillis);
        return second != null ? second
                : new ReadOutcome.NotReady("The drive reports one change after the other.", 0, evidence(0, NO_SENSE));
    }

    private ReadOutcome once(ScsiCommand command, long lba, int sectors, MemorySegment into, long timeoutMillis) {
        return switch (channel.execute(command, timeoutMillis)) {
        case Exchange.Refused(String why) -> new ReadOutcome.NotReady(why, 0, evidence(0, NO_SENSE));
        case Exchange.Busy(String why) -> new ReadOutcome.NotReady(why, 0, evidence(0, NO_SENSE));
        case Exchange.Gone(String why) -> new ReadOutcome.Gone(why, 0, evidence(0, NO_SENSE));
        case Exchange.TimedOut(long elapsed) -> new ReadOutcome.TimedOut(true, 0, evidence(elapsed, NO_SENSE));
        case Exchange.Ended<ScsiReply> ended -> ended(ended, lba, sectors, into);
        };
    }

    private ReadOutcome ended(Exchange.Ended<ScsiReply> ended, long lba, int sectors, MemorySegment into) {
        ScsiReply reply = ended.reply();
        Evidence evidence = evidence(ended.elapsedNanos(), reply.sense());
        Optional<SenseData> sense = reply.senseData();
        boolean recovered = sense.isPresent() && !sense.get().deferred() && sense.get().meaning() == SenseMeaning.RECOVERED
                && reply.hostStatus() == 0 && reply.residualBytes() == 0;
        if (reply.good() || recovered) {
            MemorySegment.copy(ended.data(), 0, into, 0, Math.min(into.byteSize(), ended.data().byteSize()));
            return new ReadOutcome.Read(sectors, evidence);
        }
        if (reply.hostStatus() == ScsiReply.TIME_OUT) {
            return new ReadOutcome.TimedOut(false, 0, evidence);
        }
        if (reply.hostStatus() == ScsiReply.NO_CONNECT || reply.hostStatus() == ScsiReply.BAD_TARGET) {
            return new ReadOutcome.Gone("The host adapter finds no device behind " + channel.line().name() + ".", 0, evidence);
        }
        if (reply.hostStatus() != 0 || reply.status() == ScsiReply.GOOD) {
            return new ReadOutcome.TransferError(0, evidence);
        }
        if (sense.isEmpty()) {
            return new ReadOutcome.NotReady(words(reply), 0, evidence);
        }
        return sense.get().deferred() ? null : failed(sense.get(), lba, sectors, evidence);
    }

    private static ReadOutcome failed(SenseData sense, long lba, int sectors, Evidence evidence) {
        return switch (sense.meaning()) {
        case UNCORRECTABLE -> media(MediaFault.UNCORRECTABLE, sense, lba, sectors, evidence);
        case ID_NOT_FOUND -> media(MediaFault.ID_NOT_FOUND, sense, lba, sectors, evidence);
        case ADDRESS_MARK -> media(MediaFault.ADDRESS_MARK, sense, lba, sectors, evidence);
        case TRANSFER -> new ReadOutcome.TransferError(0, evidence);
        case FAULT -> new ReadOutcome.DriveFault(0, evidence);
        case WAS_RESET, ATTENTION -> null;
        case BECOMING_READY, NEEDS_START, NOT_READY, NO_MEDIUM, NEEDS_HARD_RESET, NEEDS_POWER_CYCLE ->
                new ReadOutcome.NotReady(words(sense), 0, evidence);
        case GOOD, RECOVERED, ABORTED, ILLEGAL, OUT_OF_RANGE, PROTECTED -> new ReadOutcome.Aborted(0, evidence);
        };
    }

    private static ReadOutcome media(MediaFault fault, SenseData sense, long lba, int sectors, Evidence evidence) {
        long named = sense.information().orElse(-1);
        long failing = named >= lba && named < lba + sectors ? named : sectors == 1 ? lba : -1;
        return new ReadOutcome.MediaError(fault, failing, 0, evidence);
    }

    private static String words(ScsiReply reply) {
        return reply.senseData().map(PlainAccess::words).orElseGet(() -> "The drive answered with SCSI status %02Xh, host status %02Xh."
                .formatted(reply.status(), reply.hostStatus()));
    }

    private static String words(SenseData sense) {
        return "The drive answered sense " + sense.words() + ", " + sense.meaning().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ".";
    }

    private static Evidence evidence(long elapsedNanos, byte[] sense) {
        return new Evidence(elapsedNanos, elapsedNanos, Registers.NONE, sense, 0);
    }

    @Override
    public Optional<String> hindrance(long timeoutMillis) {
        return switch (channel.execute(ScsiCommand.testUnitReady(), timeoutMillis)) {
        case Exchange.Ended(ScsiReply reply, _, _) -> hindrance(reply, timeoutMillis);
        case Exchange.TimedOut<ScsiReply> _ -> Optional.of("The drive does not answer.");
        case Exchange.Refused(String why) -> Optional.of(why);
        case Exchange.Busy(String why) -> Optional.of(why);
        case Exchange.Gone(String why) -> Optional.of(why);
        };
    }

    private Optional<String> hindrance(ScsiReply reply, long timeoutMillis) {
        if (reply.good()) {
            return Optional.empty();
        }
        if (reply.senseData().map(SenseData::meaning).filter(SenseMeaning.NEEDS_START::equals).isPresent()) {
            channel.execute(ScsiCommand.start(), timeoutMillis);
        }
        return Optional.of(words(reply));
    }

    @Override
    public Optional<AtaPort> ataPort() {
        return Optional.empty();
    }

    @Override
    public String notes() {
        return "The drive speaks SCSI itself; ATA commands do not reach it.";
    }

    /** It did not answer; the message says how. */
    static final class NoAnswer extends Exception {
        private static final long serialVersionUID = 1L;
        /** Whether it said that it has no such thing. */
        private final boolean refused;

        NoAnswer(String why) {
            this(why, false);
        }

        NoAnswer(String why, boolean refused) {
            super(why);
            this.refused = refused;
        }
    }
}
