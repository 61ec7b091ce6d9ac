package org.salvor.drive.sgio;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.salvor.ata.AtaCommand;
import org.salvor.ata.AtaFormatException;
import org.salvor.ata.DriveCommands;
import org.salvor.ata.DriveFeature;
import org.salvor.ata.IdentifyDevice;
import org.salvor.ata.Protocol;
import org.salvor.ata.ReadCommands;
import org.salvor.ata.Registers;
import org.salvor.ata.ScsiCommand;
import org.salvor.ata.TaskFile;
import org.salvor.drive.AtaPort;
import org.salvor.drive.CommandOutcome;
import org.salvor.drive.DriveIdentity;
import org.salvor.drive.Evidence;
import org.salvor.drive.IdentifyOutcome;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadOutcomes;

/** An ATA drive behind a SAT translator: the kernel's own or a bridge's. After an error nothing of a block is taken for proven. */
final class AtaAccess implements SectorAccess {
    private static final int MOST_28 = 255;
    private static final int MOST_48 = 65_535;
    private final SatWire wire;
    private final Channel<ScsiCommand, ScsiReply> channel;
    private final IdentifyDevice page;
    private final String notes;

    AtaAccess(SatWire wire, Channel<ScsiCommand, ScsiReply> channel, IdentifyDevice page, String notes) {
        this.wire = wire;
        this.channel = channel;
        this.page = page;
        this.notes = notes;
        wire.sectorBytes(page.logicalSectorBytes());
    }

    /**
     * Asks for the IDENTIFY page.
     *
     * @return empty when nobody behind the device answers such a command
     * @throws AtaFormatException when what came is no such page
     */
    static Optional<IdentifyDevice> ask(SatWire wire, long timeoutMillis) throws AtaFormatException {
        MemorySegment raw = Arena.ofAuto().allocate(IdentifyDevice.BYTES);
        // Counted as one page: some bridges go by the count register.
        CommandOutcome outcome = wire.execute(TaskFile.of28(0xEC, 0, 1, 0), Protocol.PIO_IN, raw, timeoutMillis);
        boolean good = outcome instanceof CommandOutcome.Ended ended && !ended.registers().failed()
                && wire.lastArrivedBytes() == IdentifyDevice.BYTES;
        return good ? Optional.of(IdentifyDevice.decode(raw)) : Optional.empty();
    }

    @Override
    public IdentifyOutcome identify(long timeoutMillis) {
        try {
            Optional<IdentifyDevice> answer = ask(wire, timeoutMillis);
            return answer.<IdentifyOutcome>map(each -> new IdentifyOutcome.Identified(DriveIdentity.of(each)))
                    .orElseGet(() -> new IdentifyOutcome.NoAnswer("it did not answer IDENTIFY DEVICE within " + timeoutMillis + " ms"));
        } catch (AtaFormatException e) {
            return new IdentifyOutcome.NoAnswer(e.getMessage());
        }
    }

    @Override
    public Set<ReadMethod> methods() {
        Set<ReadMethod> methods = EnumSet.of(ReadMethod.PIO, ReadMethod.DMA, ReadMethod.VERIFY);
        if (page.eccBytes() > 0 && page.logicalSectorBytes() == 512) {
            methods.add(ReadMethod.LONG);
        }
        return methods;
    }

    @Override
    public int mostSectors() {
        return Math.max(1, Math.min(wide() ? MOST_48 : MOST_28, channel.line().maxTransferBytes() / page.logicalSectorBytes()));
    }

    private boolean wide() {
        return page.supports(DriveFeature.LBA48);
    }

    @Override
    public ReadOutcome read(DriveIdentity identity, long lba, int sectors, ReadMethod method, MemorySegment into, long timeoutMillis) {
        AtaCommand command;
        try {
            command = command(lba, sectors, method, (int) into.byteSize());
        } catch (IllegalArgumentException unreachable) {
            return new ReadOutcome.Aborted(0, Evidence.of(0, Registers.NONE));
        }
        MemorySegment data = command.dataBytes() > 0 ? into.asSlice(0, Math.min(into.byteSize(), command.dataBytes())) : MemorySegment.NULL;
        CommandOutcome outcome = wire.execute(command.taskFile(), command.protocol(), data, timeoutMillis);
        return switch (outcome) {
        case CommandOutcome.Ended ended -> ended(command, sectors, ended);
        case CommandOutcome.TimedOut late ->
                new ReadOutcome.TimedOut(true, 0, evidence(late.elapsedNanos(), Registers.NONE));
        case CommandOutcome.Unavailable(String why) when !channel.line().present() ->
                new ReadOutcome.Gone(why, 0, evidence(0, Registers.NONE));
        case CommandOutcome.Unavailable(String why) -> new ReadOutcome.NotReady(why, 0, evidence(0, Registers.NONE));
        case CommandOutcome.Refused(String why) -> new ReadOutcome.NotReady(why, 0, evidence(0, Registers.NONE));
        };
    }

    private ReadOutcome ended(AtaCommand command, int sectors, CommandOutcome.Ended ended) {
        boolean failed = ended.registers().failed();
        int arrived = failed ? 0 : command.protocol() == Protocol.NON_DATA ? sectors : sectorsIn(command, wire.lastArrivedBytes());
        ReadOutcome outcome = ReadOutcomes.ofEnded(command, arrived, ended.registers(), evidence(ended.elapsedNanos(), ended.registers()),
                0);
        if (outcome instanceof ReadOutcome.MediaError error) {
            long first = command.taskFile().lba();
            boolean named = ended.registers().lba() >= first && ended.registers().lba() < first + sectors;
            long failing = named ? ended.registers().lba() : sectors == 1 ? first : -1;
            return new ReadOutcome.MediaError(error.fault(), failing, 0,
                    error.evidence());
        }
        return outcome;
    }

    private int sectorsIn(AtaCommand command, int bytes) {
        return command.taskFile().command() == 0x22 ? bytes >= page.logicalSectorBytes() ? 1 : 0 : bytes / page.logicalSectorBytes();
    }

    private AtaCommand command(long lba, int sectors, ReadMethod method, int room) {
        int sectorBytes = page.logicalSectorBytes();
        return switch (method) {
        case PIO -> ReadCommands.pio(lba, sectors, sectorBytes, wide());
        case VERIFY -> ReadCommands.verify(lba, sectors, wide());
        case LONG -> ReadCommands.readLong(lba, sectorBytes, Math.min(page.eccBytes(), room - sectorBytes));
        case AUTO, DMA, FPDMA -> ReadCommands.dma(lba, sectors, sectorBytes, wide());
        };
    }

    private Evidence evidence(long elapsedNanos, Registers registers) {
        return new Evidence(elapsedNanos, elapsedNanos, registers, wire.lastSense(), 0);
    }

    @Override
    public Optional<String> hindrance(long timeoutMillis) {
        AtaCommand check = DriveCommands.checkPowerMode();
        return switch (wire.execute(check.taskFile(), check.protocol(), MemorySegment.NULL, timeoutMillis)) {
        case CommandOutcome.Ended _ -> Optional.empty();
        case CommandOutcome.TimedOut _ -> Optional.of("The drive does not answer.");
        case CommandOutcome.Refused(String why) -> Optional.of(why);
        case CommandOutcome.Unavailable(String why) -> Optional.of(why);
        };
    }

    @Override
    public Optional<AtaPort> ataPort() {
        return Optional.of(wire);
    }

    @Override
    public String notes() {
        return notes;
    }
}
