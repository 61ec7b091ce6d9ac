package org.salvor.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.salvor.ata.AtaCommand;
import org.salvor.ata.DriveCommands;
import org.salvor.ata.IdentifyDevice;
import org.salvor.ata.Protocol;
import org.salvor.ata.ReadCommands;
import org.salvor.ata.SctKey;
import org.salvor.ata.TaskFile;
import org.salvor.drive.AtaPort;
import org.salvor.drive.CommandGate;
import org.salvor.drive.CommandOutcome;

/** What every {@link AtaPort} keeps. One test a method; each asks for a port of its own. */
public abstract class AtaPortContract {
    private static final long TIMEOUT_MILLIS = 30_000;
    private static final byte PATTERN = 0x5A;

    /** The port of a healthy ATA drive of at least 64 sectors, opened with this gate. */
    protected abstract AtaPort open(CommandGate gate) throws Exception;

    /** Bytes of a sector as the drive holds it now, read past the port under test. */
    protected abstract byte[] sector(long lba) throws Exception;

    /** Commands that could change the drive and have reached it, as it counts them itself, whatever gate is before it. */
    protected abstract long modifyingCommands();

    @Test
    public void noOpcodeWithAnyFeatureAndSignatureChangesTheDrive() throws Exception {
        AtaPort port = open(CommandGate.readOnly());
        long ended = new GateDrill(port).everyOpcode();
        assertThat(modifyingCommands()).isZero();
        assertThat(ended).as("harmless commands that went through").isGreaterThan(200);
        assertThat(identity(port).sectorCount()).as("it still answers").isPositive();
    }

    @Test
    public void noLogAddressSctKeyOrMalformedPayloadChangesTheDrive() throws Exception {
        AtaPort port = open(CommandGate.readOnly());
        long ended = new GateDrill(port).everyLogAndKey();
        assertThat(modifyingCommands()).isZero();
        assertThat(ended).as("harmless commands that went through").isGreaterThan(20);
        assertThat(identity(port).sectorCount()).as("it still answers").isPositive();
    }

    @Test
    public void identifies() throws Exception {
        IdentifyDevice page = identity(open(CommandGate.readOnly()));
        assertThat(page.sectorCount()).isGreaterThanOrEqualTo(64);
        assertThat(page.logicalSectorBytes()).isEqualTo(sector(0).length);
    }

    @Test
    public void readsByPio() throws Exception {
        AtaPort port = open(CommandGate.readOnly());
        int sectorBytes = identity(port).logicalSectorBytes();
        try (Arena arena = Arena.ofShared()) {
            AtaCommand read = ReadCommands.pio(3, 2, sectorBytes, false);
            MemorySegment data = buffer(arena, read.dataBytes());
            assertThat(ended(port, read, data).registers().failed()).isFalse();
            assertThat(bytes(data.asSlice(0, sectorBytes))).isEqualTo(sector(3));
            assertThat(bytes(data.asSlice(sectorBytes, sectorBytes))).isEqualTo(sector(4));
        }
    }

    @Test
    public void aCommandThatTheDriveRefusesEndsInAnErrorAndTheNextOneWorks() throws Exception {
        AtaPort port = open(CommandGate.readOnly());
        IdentifyDevice page = identity(port);
        try (Arena arena = Arena.ofShared()) {
            long behind = page.sectorCount();
            AtaCommand read = ReadCommands.pio(behind, 1, page.logicalSectorBytes(), !ReadCommands.fits28(behind, 1));
            assertThat(ended(port, read, buffer(arena, read.dataBytes())).registers().failed()).isTrue();
        }
        assertThat(identity(port)).isEqualTo(page);
    }

    @Test
    public void refusesToWriteAndTheSectorStaysAsItWas() throws Exception {
        AtaPort port = open(CommandGate.readOnly());
        byte[] before = sector(7);
        try (Arena arena = Arena.ofShared()) {
            MemorySegment data = buffer(arena, before.length);
            assertRefused(port, TaskFile.of28(0x30, 0, 1, 7), Protocol.PIO_OUT, data);
            assertRefused(port, TaskFile.of28(0xCA, 0, 1, 7), Protocol.DMA_OUT, data);
            assertRefused(port, TaskFile.of48(0x34, 0, 1, 7), Protocol.PIO_OUT, data);
            assertRefused(port, TaskFile.of48(0x35, 0, 1, 7), Protocol.DMA_OUT, data);
            assertRefused(port, TaskFile.of48(0x61, 1, 0, 7), Protocol.FPDMA_OUT, data);
            assertRefused(port, TaskFile.of48(0x45, 0x55, 1, 7), Protocol.NON_DATA, MemorySegment.NULL);
        }
        assertThat(sector(7)).isEqualTo(before);
    }

    @Test
    public void refusesWhatItDoesNotKnowAndWhatHidesInData() throws Exception {
        AtaPort port = open(CommandGate.readOnly());
        try (Arena arena = Arena.ofShared()) {
            MemorySegment writeSame = arena.allocate(512).copyFrom(MemorySegment.ofArray(SctKey.of(2, 1, 0, 0, 0, 0, 8).raw()));
            assertRefused(port, TaskFile.of(0x80), Protocol.NON_DATA, MemorySegment.NULL);
            assertRefused(port, TaskFile.of28(0xB0, 0xD6, 1, 0xC24FE0), Protocol.PIO_OUT, writeSame);
            assertRefused(port, TaskFile.of48(0x3F, 0, 1, 0xE0), Protocol.PIO_OUT, writeSame);
            assertRefused(port, TaskFile.of48(0x2F, 0, 1, 0xA0), Protocol.PIO_IN, buffer(arena, 512));
        }
    }

    @Test
    public void aRefusedReadLeavesTheBufferAlone() throws Exception {
        AtaPort port = open(CommandGate.readOnly());
        try (Arena arena = Arena.ofShared()) {
            MemorySegment data = buffer(arena, 512);
            assertRefused(port, TaskFile.of48(0x2F, 0, 1, 0xA0), Protocol.PIO_IN, data);
            byte[] untouched = new byte[512];
            Arrays.fill(untouched, PATTERN);
            assertThat(bytes(data)).isEqualTo(untouched);
        }
    }

    @Test
    public void needsADeadline() throws Exception {
        AtaPort port = open(CommandGate.readOnly());
        AtaCommand check = DriveCommands.checkPowerMode();
        assertThatThrownBy(() -> port.execute(check.taskFile(), check.protocol(), MemorySegment.NULL, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static IdentifyDevice identity(AtaPort port) throws Exception {
        try (Arena arena = Arena.ofShared()) {
            AtaCommand identify = DriveCommands.identify();
            MemorySegment page = buffer(arena, identify.dataBytes());
            assertThat(ended(port, identify, page).registers().failed()).isFalse();
            return IdentifyDevice.decode(page);
        }
    }

    private static CommandOutcome.Ended ended(AtaPort port, AtaCommand command, MemorySegment data) {
        CommandOutcome outcome = port.execute(command.taskFile(), command.protocol(), data, TIMEOUT_MILLIS);
        assertThat(outcome).as(command.name()).isInstanceOf(CommandOutcome.Ended.class);
        CommandOutcome.Ended ended = (CommandOutcome.Ended) outcome;
        assertThat(ended.elapsedNanos()).isNotNegative();
        return ended;
    }

    private static void assertRefused(AtaPort port, TaskFile taskFile, Protocol protocol, MemorySegment data) {
        assertThat(port.execute(taskFile, protocol, data, TIMEOUT_MILLIS)).as("%s", taskFile)
                .isInstanceOfSatisfying(CommandOutcome.Refused.class, refused -> assertThat(refused.why()).isNotBlank().endsWith("."));
    }

    private static MemorySegment buffer(Arena arena, int bytes) {
        return arena.allocate(bytes, 4096).fill(PATTERN);
    }

    private static byte[] bytes(MemorySegment data) {
        return data.toArray(ValueLayout.JAVA_BYTE);
    }
}
