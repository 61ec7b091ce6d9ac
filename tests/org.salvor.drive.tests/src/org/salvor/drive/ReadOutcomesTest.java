package org.salvor.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.salvor.ata.AtaCommand;
import org.salvor.ata.ReadCommands;
import org.salvor.ata.Registers;

class ReadOutcomesTest {
    private static final AtaCommand PIO = ReadCommands.pio(1000, 16, 512, true);
    private static final AtaCommand MULTIPLE = ReadCommands.multiple(1000, 16, 512, true);
    private static final AtaCommand DMA = ReadCommands.dma(1000, 16, 512, true);
    private static final AtaCommand FPDMA = ReadCommands.fpdma(1000, 16, 512, 3);
    private static final AtaCommand VERIFY = ReadCommands.verify(1000, 16, true);

    @Test
    void aCommandThatEndedWellReadEverything() {
        for (AtaCommand command : List.of(PIO, DMA, FPDMA, VERIFY)) {
            ReadOutcome outcome = decode(command, 16, 0x50, 0, 0);
            assertThat(outcome).isInstanceOf(ReadOutcome.Read.class);
            assertThat(outcome.provenSectors()).isEqualTo(16);
            assertThat(outcome.evidence().elapsedNanos()).isEqualTo(7_000_000);
            assertThat(outcome.evidence().registers().status()).isEqualTo(0x50);
        }
    }

    @Test
    void correctedDataIsGoodData() {
        assertThat(decode(DMA, 16, 0x54, 0, 0)).isInstanceOf(ReadOutcome.Read.class);
    }

    @Test
    void theTypicalPairsMeanWhatTheyMean() {
        assertThat(decode(DMA, 0, 0x51, 0x40, 1005)).isEqualTo(media(MediaFault.UNCORRECTABLE, 1005, 0, 0x51, 0x40, 1005));
        assertThat(decode(DMA, 0, 0x51, 0x10, 1005)).isEqualTo(media(MediaFault.ID_NOT_FOUND, 1005, 0, 0x51, 0x10, 1005));
        assertThat(decode(DMA, 0, 0x51, 0x01, 1005)).isEqualTo(media(MediaFault.ADDRESS_MARK, 1005, 0, 0x51, 0x01, 1005));
        assertThat(decode(DMA, 0, 0x51, 0x04, 0)).isInstanceOf(ReadOutcome.Aborted.class);
        assertThat(decode(DMA, 0, 0x51, 0x84, 0)).isInstanceOf(ReadOutcome.TransferError.class);
        assertThat(decode(DMA, 0, 0x51, 0x00, 0)).isInstanceOf(ReadOutcome.Aborted.class);
    }

    @Test
    void byPioTheBlocksThatArrivedBeforeTheErrorAreProven() {
        assertThat(decode(PIO, 5, 0x51, 0x40, 1005).provenSectors()).isEqualTo(5);
    }

    @Test
    void byPioNothingFromTheFailingSectorOnIsProvenEvenWhenItArrived() {
        assertThat(decode(PIO, 6, 0x51, 0x40, 1005).provenSectors()).isEqualTo(5);
        assertThat(decode(MULTIPLE, 8, 0x51, 0x40, 1003).provenSectors()).isEqualTo(3);
    }

    @Test
    void byPioBlocksThatDidNotArriveAreNotProvenWhateverTheDriveNames() {
        assertThat(decode(PIO, 2, 0x51, 0x40, 1009).provenSectors()).isEqualTo(2);
    }

    @Test
    void byDmaAnErrorProvesNothing() {
        assertThat(decode(DMA, 5, 0x51, 0x40, 1005).provenSectors()).isZero();
        assertThat(decode(FPDMA, 5, 0x51, 0x40, 1005).provenSectors()).isZero();
        assertThat(decode(DMA, 16, 0x51, 0x84, 0).provenSectors()).isZero();
    }

    @Test
    void byVerifyNothingIsProvenAndTheFailingSectorIsNamed() {
        assertThat(decode(VERIFY, 0, 0x51, 0x40, 1005)).isEqualTo(media(MediaFault.UNCORRECTABLE, 1005, 0, 0x51, 0x40, 1005));
    }

    @Test
    void aSectorOutsideTheRequestIsNotBelieved() {
        assertThat(decode(DMA, 0, 0x51, 0x40, 999)).isEqualTo(media(MediaFault.UNCORRECTABLE, -1, 0, 0x51, 0x40, 999));
        assertThat(decode(DMA, 0, 0x51, 0x40, 1016)).isEqualTo(media(MediaFault.UNCORRECTABLE, -1, 0, 0x51, 0x40, 1016));
        assertThat(decode(VERIFY, 0, 0x51, 0x40, 0)).isEqualTo(media(MediaFault.UNCORRECTABLE, -1, 0, 0x51, 0x40, 0));
        assertThat(decode(MULTIPLE, 8, 0x51, 0x40, 0)).isEqualTo(media(MediaFault.UNCORRECTABLE, -1, 8, 0x51, 0x40, 0));
    }

    @Test
    void byPioSectorBySectorTheFirstThatDidNotArriveIsTheFailingOne() {
        assertThat(decode(PIO, 4, 0x51, 0x40, 0)).isEqualTo(media(MediaFault.UNCORRECTABLE, 1004, 4, 0x51, 0x40, 0));
    }

    @Test
    void badBlockMarksOfOldDrivesAreMediaErrorsAndCrcErrorsAreNot() {
        AtaCommand old = ReadCommands.pio(1000, 16, 512, false);
        assertThat(decode(old, 2, 0x51, 0x80, 1002)).isInstanceOf(ReadOutcome.MediaError.class);
        assertThat(decode(old, 2, 0x51, 0x84, 1002)).isInstanceOf(ReadOutcome.TransferError.class);
        assertThat(decode(old, 2, 0x51, 0x84, 1002).provenSectors()).isEqualTo(2);
    }

    @Test
    void whatTheDriveSaysOfTheMediumComesFirst() {
        assertThat(decode(DMA, 0, 0x51, 0xC4, 1005)).isInstanceOf(ReadOutcome.MediaError.class);
        assertThat(decode(DMA, 0, 0x51, 0x14, 1005)).isEqualTo(media(MediaFault.ID_NOT_FOUND, 1005, 0, 0x51, 0x14, 1005));
    }

    @Test
    void aDeviceFaultIsOneWhateverElseIsSet() {
        assertThat(decode(DMA, 0, 0x70, 0, 0)).isInstanceOf(ReadOutcome.DriveFault.class);
        assertThat(decode(PIO, 3, 0x71, 0x40, 1005).provenSectors()).isEqualTo(3);
        assertThat(decode(PIO, 3, 0x71, 0x40, 1005)).isInstanceOf(ReadOutcome.DriveFault.class);
    }

    @Test
    void aBusWithoutDriveIsNoDrive() {
        assertThat(decode(DMA, 16, 0xFF, 0xFF, 0)).isInstanceOf(ReadOutcome.Gone.class);
        assertThat(decode(DMA, 16, 0x7F, 0x7F, 0)).isInstanceOf(ReadOutcome.Gone.class);
    }

    @Test
    void busyOrNotReadyIsNoEnd() {
        assertThat(decode(DMA, 16, 0x80, 0, 0)).isInstanceOf(ReadOutcome.NotReady.class);
        assertThat(decode(DMA, 16, 0xD0, 0, 0)).isInstanceOf(ReadOutcome.NotReady.class);
        assertThat(decode(DMA, 16, 0x00, 0, 0)).isInstanceOf(ReadOutcome.NotReady.class);
        assertThat(decode(DMA, 0, 0x51, 0x20, 0)).isInstanceOf(ReadOutcome.NotReady.class);
    }

    @Test
    void aGoodEndWithSectorsMissingIsATransferError() {
        assertThat(decode(PIO, 15, 0x50, 0, 0)).isInstanceOf(ReadOutcome.TransferError.class);
        assertThat(decode(PIO, 15, 0x50, 0, 0).provenSectors()).isEqualTo(15);
        assertThat(decode(DMA, 15, 0x50, 0, 0)).isInstanceOf(ReadOutcome.TransferError.class);
        assertThat(decode(DMA, 15, 0x50, 0, 0).provenSectors()).isZero();
    }

    @Test
    void aCountOfZeroMeansTheMost() {
        AtaCommand most = ReadCommands.dma(0, 256, 512, false);
        assertThat(ReadOutcomes.ofEnded(most, 256, new Registers(0x50, 0, 0, 0, 0), 1).provenSectors()).isEqualTo(256);
    }

    @Test
    void aStreakKeepsWhatItsEarlierCommandsHaveProven() {
        Registers error = new Registers(0x51, 0x40, 0, 1005, 0x40);
        Evidence evidence = new Evidence(7, 9, error, new byte[0], 0);
        assertThat(ReadOutcomes.ofEnded(PIO, 5, error, evidence, 100))
                .isEqualTo(new ReadOutcome.MediaError(MediaFault.UNCORRECTABLE, 1005, 105, evidence));
        assertThat(ReadOutcomes.ofEnded(DMA, 5, error, evidence, 100).provenSectors()).isEqualTo(100);
        assertThat(ReadOutcomes.ofEnded(VERIFY, 0, error, evidence, 100).provenSectors()).isEqualTo(100);
        assertThat(ReadOutcomes.ofEnded(PIO, 16, new Registers(0x50, 0, 0, 0, 0), evidence, 100).provenSectors()).isEqualTo(116);
        assertThat(ReadOutcomes.ofEnded(PIO, 2, new Registers(0xFF, 0, 0, 0, 0), evidence, 100).provenSectors()).isEqualTo(100);
    }

    @Test
    void otherEndsBecomeTheirOutcomes() {
        assertThat(ReadOutcomes.of(PIO, 3, new CommandOutcome.TimedOut(9))).isInstanceOf(ReadOutcome.TimedOut.class)
                .extracting(ReadOutcome::provenSectors).isEqualTo(3L);
        assertThat(ReadOutcomes.of(DMA, 3, new CommandOutcome.TimedOut(9)).provenSectors()).isZero();
        assertThat(ReadOutcomes.of(DMA, 3, new CommandOutcome.Unavailable("No."))).isInstanceOf(ReadOutcome.NotReady.class);
        assertThat(ReadOutcomes.of(DMA, 3, new CommandOutcome.Refused("No."))).isInstanceOf(ReadOutcome.NotReady.class);
        assertThat(ReadOutcomes.of(DMA, 16, new CommandOutcome.Ended(new Registers(0x50, 0, 0, 0, 0), 5)))
                .isInstanceOf(ReadOutcome.Read.class);
    }

    @Test
    void everyStatusAndErrorGivesAnOutcomeThatProvesNoMoreThanItMay() {
        SplittableRandom random = new SplittableRandom(99);
        for (AtaCommand command : List.of(PIO, MULTIPLE, DMA, FPDMA, VERIFY)) {
            for (int status = 0; status < 256; status++) {
                for (int error = 0; error < 256; error++) {
                    long arrived = random.nextLong(-2, 20);
                    long lba = 990 + random.nextLong(40);
                    ReadOutcome outcome = decode(command, arrived, status, error, lba);
                    long proven = outcome.provenSectors();
                    boolean within = proven >= 0 && proven <= 16;
                    boolean full = outcome instanceof ReadOutcome.Read;
                    boolean clean = (status & 0xA1) == 0 && (status & 0x40) != 0;
                    boolean byDma = command == DMA || command == FPDMA || command == VERIFY;
                    if (!within || full != (clean && (arrived >= 16 || command == VERIFY)) || !full && byDma && proven != 0
                            || outcome instanceof ReadOutcome.MediaError bad && bad.failingLba() >= 0 && proven > bad.failingLba() - 1000) {
                        throw new AssertionError(
                                "%s status %02x error %02x arrived %d LBA %d: %s".formatted(command, status, error, arrived, lba, outcome));
                    }
                }
            }
        }
    }

    private static ReadOutcome decode(AtaCommand command, long arrived, int status, int error, long lba) {
        return ReadOutcomes.ofEnded(command, arrived, new Registers(status, error, 0, lba, 0x40), 7_000_000);
    }

    private static ReadOutcome media(MediaFault fault, long failingLba, long proven, int status, int error, long lba) {
        return new ReadOutcome.MediaError(fault, failingLba, proven, Evidence.of(7_000_000, new Registers(status, error, 0, lba, 0x40)));
    }
}
