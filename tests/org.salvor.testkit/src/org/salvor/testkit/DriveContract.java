package org.salvor.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.salvor.drive.Capabilities;
import org.salvor.drive.Drive;
import org.salvor.drive.DriveIdentity;
import org.salvor.drive.IdentifyOutcome;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.drive.Reset;
import org.salvor.drive.ResetOutcome;

/** What every {@link Drive} keeps while its drive is in good order. One test a method; each opens the drive anew. */
public abstract class DriveContract {
    private static final long TIMEOUT_MILLIS = 30_000;
    private static final byte PATTERN = 0x5A;

    /** A drive in good order with at least 64 sectors. The test closes it. */
    protected abstract Drive open() throws Exception;

    /** Bytes of a sector as they must be read. */
    protected abstract byte[] sector(long lba) throws Exception;

    @Test
    public void saysWhoItIsAndSaysItAgain() throws Exception {
        try (Drive drive = open()) {
            DriveIdentity identity = drive.identity();
            assertThat(identity.model()).isNotBlank().isEqualTo(identity.model().strip());
            assertThat(identity.sectorCount()).isGreaterThanOrEqualTo(64);
            assertThat(identity.sectorBytes()).isEqualTo(sector(0).length);
            assertThat(identity.physicalSectorBytes() % identity.sectorBytes()).isZero();
            assertThat(drive.identify(TIMEOUT_MILLIS)).isInstanceOfSatisfying(IdentifyOutcome.Identified.class,
                    again -> assertThat(again.identity().sameDrive(identity)).isTrue());
        }
    }

    @Test
    public void itsCapabilitiesMakeSense() throws Exception {
        try (Drive drive = open()) {
            Capabilities can = drive.capabilities();
            assertThat(can.methods()).doesNotContain(ReadMethod.AUTO);
            assertThat(can.maxSectorsPerCommand()).isPositive();
            assertThat(Integer.bitCount(can.bufferAlignmentBytes())).as("alignment is a power of two").isEqualTo(1);
            assertThat(can.timeoutFloor().millis()).isPositive();
            assertThat(can.timeoutFloor().why()).isNotBlank();
            assertThat(can.notes()).isNotNull();
        }
    }

    @Test
    public void readsTheFirstAndTheLastSectors() throws Exception {
        try (Drive drive = open()) {
            long end = drive.identity().sectorCount();
            assertReads(drive, 0, 1, ReadMethod.AUTO);
            assertReads(drive, 0, some(drive, 16), ReadMethod.AUTO);
            assertReads(drive, end - 1, 1, ReadMethod.AUTO);
            assertReads(drive, end - some(drive, 16), some(drive, 16), ReadMethod.AUTO);
        }
    }

    @Test
    public void readsByEveryMethodItOffers() throws Exception {
        try (Drive drive = open()) {
            EnumSet<ReadMethod> methods = EnumSet.of(ReadMethod.PIO, ReadMethod.DMA, ReadMethod.FPDMA);
            methods.retainAll(drive.capabilities().methods());
            for (ReadMethod method : methods) {
                assertReads(drive, 5, some(drive, 8), method);
            }
        }
    }

    @Test
    public void verifyingMovesNoBytesAndIsRefusedWhereThereIsNone() throws Exception {
        try (Drive drive = open(); Arena arena = Arena.ofShared()) {
            boolean offered = drive.capabilities().methods().contains(ReadMethod.VERIFY);
            MemorySegment buffer = buffer(drive, arena, 8);
            ReadOutcome outcome = read(drive, 5, some(drive, 8), ReadMethod.VERIFY, buffer);
            assertThat(outcome).isInstanceOf(offered ? ReadOutcome.Read.class : ReadOutcome.Aborted.class);
            assertPattern(buffer, 0);
        }
    }

    @Test
    public void aStreakReadsMoreThanACommand() throws Exception {
        try (Drive drive = open(); Arena arena = Arena.ofShared()) {
            assumeTrue(drive.capabilities().streaks(), "no streaks here");
            MemorySegment buffer = buffer(drive, arena, 32);
            ReadOutcome outcome = drive.read(new ReadRequest(8, 32, 4, ReadMethod.AUTO, TIMEOUT_MILLIS, 0), buffer);
            assertThat(outcome).isInstanceOf(ReadOutcome.Read.class);
            assertThat(outcome.provenSectors()).isEqualTo(32);
            assertSectors(drive, buffer, 8, 32);
        }
    }

    @Test
    public void behindTheEndIsAnErrorAndNoException() throws Exception {
        try (Drive drive = open(); Arena arena = Arena.ofShared()) {
            long end = drive.identity().sectorCount();
            ReadOutcome outcome = read(drive, end, 1, ReadMethod.AUTO, buffer(drive, arena, 1));
            assertThat(outcome.good()).isFalse();
            assertThat(outcome.provenSectors()).isZero();
            assertReads(drive, 0, 1, ReadMethod.AUTO);
        }
    }

    @Test
    public void acrossTheEndProvesNothingBehindIt() throws Exception {
        try (Drive drive = open(); Arena arena = Arena.ofShared()) {
            assumeTrue(drive.capabilities().maxSectorsPerCommand() >= 8, "too short commands");
            long first = drive.identity().sectorCount() - 3;
            MemorySegment buffer = buffer(drive, arena, 8);
            ReadOutcome outcome = read(drive, first, 8, ReadMethod.AUTO, buffer);
            assertThat(outcome.good()).isFalse();
            assertThat(outcome.provenSectors()).isBetween(0L, 3L);
            assertSectors(drive, buffer, first, outcome.provenSectors());
        }
    }

    @Test
    public void aReadWritesNothingBehindItsSectors() throws Exception {
        try (Drive drive = open(); Arena arena = Arena.ofShared()) {
            MemorySegment buffer = buffer(drive, arena, 64);
            int sectors = some(drive, 8);
            assertThat(read(drive, 0, sectors, ReadMethod.AUTO, buffer).good()).isTrue();
            assertPattern(buffer, (long) sectors * drive.identity().sectorBytes());
        }
    }

    @Test
    public void afterEveryResetItOffersItReadsAgainAndTheOthersSendNothing() throws Exception {
        try (Drive drive = open()) {
            for (Reset reset : Reset.values()) {
                ResetOutcome outcome = drive.reset(reset, TIMEOUT_MILLIS);
                boolean offered = drive.capabilities().resets().contains(reset);
                assertThat(outcome).as(reset.name()).isInstanceOf(offered ? ResetOutcome.Ready.class : ResetOutcome.Unavailable.class);
                assertReads(drive, 1, 1, ReadMethod.AUTO);
            }
        }
    }

    @Test
    public void isReadyWhenNothingIsWrong() throws Exception {
        try (Drive drive = open()) {
            assertThat(drive.awaitReady(TIMEOUT_MILLIS)).isInstanceOf(ResetOutcome.Ready.class);
        }
    }

    @Test
    public void closesTwice() throws Exception {
        Drive drive = open();
        drive.close();
        drive.close();
    }

    @Test
    public void itsTimeDoesNotRunBackwards() throws Exception {
        try (Drive drive = open(); Arena arena = Arena.ofShared()) {
            long before = drive.clock().nanos();
            ReadOutcome outcome = read(drive, 0, 1, ReadMethod.AUTO, buffer(drive, arena, 1));
            assertThat(outcome.evidence().elapsedNanos()).isBetween(0L, drive.clock().nanos() - before);
            assertThat(outcome.evidence().slowestNanos()).isBetween(0L, outcome.evidence().elapsedNanos());
        }
    }

    private void assertReads(Drive drive, long firstLba, int sectors, ReadMethod method) throws Exception {
        try (Arena arena = Arena.ofShared()) {
            MemorySegment buffer = buffer(drive, arena, sectors);
            ReadOutcome outcome = read(drive, firstLba, sectors, method, buffer);
            assertThat(outcome).as("%s of %d at %d", method, sectors, firstLba).isInstanceOf(ReadOutcome.Read.class);
            assertThat(outcome.provenSectors()).isEqualTo(sectors);
            assertSectors(drive, buffer, firstLba, sectors);
        }
    }

    private void assertSectors(Drive drive, MemorySegment buffer, long firstLba, long sectors) throws Exception {
        if (!drive.capabilities().movesBytes()) {
            return;
        }
        int sectorBytes = drive.identity().sectorBytes();
        for (int index = 0; index < sectors; index++) {
            byte[] read = buffer.asSlice((long) index * sectorBytes, sectorBytes).toArray(ValueLayout.JAVA_BYTE);
            assertThat(read).as("sector %d", firstLba + index).isEqualTo(sector(firstLba + index));
        }
    }

    private static ReadOutcome read(Drive drive, long firstLba, int sectors, ReadMethod method, MemorySegment buffer) {
        return drive.read(ReadRequest.of(firstLba, sectors, method, TIMEOUT_MILLIS), buffer);
    }

    private static int some(Drive drive, int wanted) {
        return Math.min(wanted, drive.capabilities().maxSectorsPerCommand());
    }

    private static MemorySegment buffer(Drive drive, Arena arena, int sectors) {
        return arena.allocate((long) sectors * drive.identity().sectorBytes(), Math.max(8, drive.capabilities().bufferAlignmentBytes()))
                .fill(PATTERN);
    }

    private static void assertPattern(MemorySegment buffer, long fromByte) {
        byte[] rest = buffer.asSlice(fromByte).toArray(ValueLayout.JAVA_BYTE);
        byte[] untouched = new byte[rest.length];
        Arrays.fill(untouched, PATTERN);
        assertThat(rest).isEqualTo(untouched);
    }
}
