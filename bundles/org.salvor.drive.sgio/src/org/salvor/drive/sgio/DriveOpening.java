package org.salvor.drive.sgio;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.salvor.ata.AtaFormatException;
import org.salvor.ata.IdentifyDevice;
import org.salvor.ata.InquiryData;
import org.salvor.ata.ModeControl;
import org.salvor.ata.Protocol;
import org.salvor.ata.SatCdb;
import org.salvor.ata.ScsiCommand;
import org.salvor.ata.SenseData;
import org.salvor.ata.TaskFile;
import org.salvor.drive.Clock;
import org.salvor.drive.CommandGate;
import org.salvor.drive.Drive;
import org.salvor.drive.DriveIdentity;
import org.salvor.drive.IdentifyOutcome;
import org.salvor.drive.spi.DriveOpenException;

/** Finds out, with few and harmless commands, what kind of drive is at the end of a port, and opens it. */
final class DriveOpening {
    private static final long QUICK_MILLIS = 5_000;
    /** A drive that is spinning up answers late. */
    private static final long PATIENT_MILLIS = 31_000;
    private static final int ROUND_TRIPS = 3;
    private static final String FIXED_SENSE = "The translator before the drive gives fixed sense data only: failing sectors are known by 24 bits "
            + "at best.";
    private final Channel<ScsiCommand, ScsiReply> channel;
    private final boolean kernelTranslates;
    private final String name;

    private DriveOpening(Channel<ScsiCommand, ScsiReply> channel, boolean kernelTranslates) {
        this.channel = channel;
        this.kernelTranslates = kernelTranslates;
        name = channel.line().name();
    }

    /** Opens what is behind a port; closes the port when that fails. */
    static Drive open(ScsiPort port, Clock clock, CommandGate gate) throws DriveOpenException {
        boolean handedOver = false;
        try {
            Drive drive = new DriveOpening(new Channel<>(port, new ScsiGate(gate), clock), port.kernelTranslates()).open();
            handedOver = true;
            return drive;
        } finally {
            if (!handedOver) {
                port.close();
            }
        }
    }

    private Drive open() throws DriveOpenException {
        InquiryData inquiry = inquiry();
        if (inquiry.qualifier() != 0 || inquiry.deviceType() != 0) {
            throw new DriveOpenException(
                    name + " is no disk (SCSI device type " + inquiry.deviceType() + "); \"salvor drives\" lists the disks.");
        }
        SatWire wire = new SatWire(channel, kernelTranslates);
        Optional<IdentifyDevice> page = ata(inquiry, wire);
        if (page.isPresent()) {
            if (page.get().sectorCount() == 0) {
                throw new DriveOpenException("The drive at " + name + " says that it has no sectors; check its cable and its power.");
            }
            AtaAccess access = new AtaAccess(wire, channel, page.get(), switchToDescriptors());
            return new PassThroughDrive(channel, access, DriveIdentity.of(page.get()), roundTripNanos(access));
        }
        return switch (PlainAccess.ask(channel, PATIENT_MILLIS)) {
        case IdentifyOutcome.Identified(DriveIdentity identity) -> {
            int longBytes = PlainAccess.askLong(channel, identity.sectorBytes(), QUICK_MILLIS);
            PlainAccess access = new PlainAccess(channel, identity.sectorBytes(), longBytes);
            yield new PassThroughDrive(channel, access, identity, roundTripNanos(access));
        }
        case IdentifyOutcome.NoAnswer(String why) ->
                throw new DriveOpenException("The drive at " + name + " does not say who it is: " + why);
        };
    }

    private InquiryData inquiry() throws DriveOpenException {
        try {
            return InquiryData.decode(PlainAccess.bytes(channel, ScsiCommand.inquiry(), QUICK_MILLIS));
        } catch (PlainAccess.NoAnswer | AtaFormatException e) {
            throw new DriveOpenException("Nothing that is a drive answers at " + name + ": " + e.getMessage(), e);
        }
    }

    /** The IDENTIFY page; empty for a drive that speaks SCSI itself. What says that it is ATA must answer. */
    private Optional<IdentifyDevice> ata(InquiryData inquiry, SatWire wire) throws DriveOpenException {
        boolean certain = inquiry.vendor().equals("ATA");
        try {
            Optional<IdentifyDevice> page = AtaAccess.ask(wire, PATIENT_MILLIS);
            if (page.isEmpty() && certain) {
                throw new DriveOpenException(
                        "The ATA drive at " + name + " does not answer IDENTIFY DEVICE; check its cable and its power, "
                                + "or reset it with \"salvor reset\".");
            }
            return page;
        } catch (AtaFormatException e) {
            if (certain) {
                throw new DriveOpenException("The ATA drive at " + name + " answers IDENTIFY DEVICE with rubbish: " + e.getMessage(), e);
            }
            return Optional.empty();
        }
    }

    /**
     * Asks a translator for descriptor sense, where it does not give it by itself: the kernel's fixed sense data lose most of the failing LBA. The setting
     * is the translator's own and is not saved. The mode page counts, for the kernel tells success in descriptors whatever it says, and errors only with it;
     * a translator without such a page is judged by what it gives.
     *
     * @return what a person should know, or nothing
     */
    private String switchToDescriptors() {
        try {
            byte[] control = modeControl();
            if (!ModeControl.descriptorSense(control)) {
                byte[] wanted = ModeControl.withDescriptorSense(control);
                channel.execute(ScsiCommand.modeSelect(wanted.length), MemorySegment.ofArray(wanted), QUICK_MILLIS);
                control = modeControl();
            }
            return ModeControl.descriptorSense(control) ? "" : FIXED_SENSE;
        } catch (PlainAccess.NoAnswer | AtaFormatException none) {
            return givesDescriptors() ? "" : FIXED_SENSE;
        }
    }

    private byte[] modeControl() throws PlainAccess.NoAnswer {
        return PlainAccess.bytes(channel, ScsiCommand.modeSenseControl(), QUICK_MILLIS);
    }

    private boolean givesDescriptors() {
        ScsiCommand check = ScsiCommand.of(SatCdb.of(SatCdb.Size.SIXTEEN, TaskFile.of(0xE5), Protocol.NON_DATA, 0, 512), Protocol.NON_DATA,
                0);
        return channel.execute(check, QUICK_MILLIS) instanceof Exchange.Ended<ScsiReply> ended
                && ended.reply().senseData().filter(SenseData::descriptors).isPresent();
    }

    private long roundTripNanos(SectorAccess access) {
        long slowest = 0;
        for (int count = 0; count < ROUND_TRIPS; count++) {
            long start = channel.clock().nanos();
            access.hindrance(QUICK_MILLIS);
            slowest = Math.max(slowest, channel.clock().nanos() - start);
        }
        return slowest;
    }
}
