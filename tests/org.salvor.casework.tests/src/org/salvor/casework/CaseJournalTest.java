package org.salvor.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.ata.Registers;
import org.salvor.drive.Evidence;
import org.salvor.drive.MediaFault;
import org.salvor.drive.ReadMethod;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.imaging.CaseLog.Head;

class CaseJournalTest {
    private static final ReadRequest REQUEST = ReadRequest.of(1000, 128, ReadMethod.DMA, 500);

    @TempDir
    Path folder;
    private Path file;
    private final SteppingClock clock = new SteppingClock();

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("case.ndjson");
    }

    private CaseJournal open() throws IOException {
        return CaseJournal.open(file, clock, Optional.empty());
    }

    private static ReadOutcome unreadable(long lba) {
        return new ReadOutcome.MediaError(MediaFault.UNCORRECTABLE, lba, 3,
                Evidence.of(1_234_567, new Registers(0x51, 0x40, 0, lba, 0xE0)));
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(file);
    }

    @Test
    void writesOneObjectALineWithNumberTimesAndHash() throws IOException {
        try (CaseJournal journal = open()) {
            journal.note("pass", "Pass \"copy\" begins.", Map.of("pass", "copy", "blockSectors", 128));
            clock.passMillis(1_500);
            journal.note("reset", "Soft reset.", Map.of());
        }
        assertThat(lines()).hasSize(2);
        assertThat(lines().get(0)).startsWith("{\"n\":1,\"at\":\"2024-05-06T07:08:09.010Z\",\"driveMillis\":0.000,\"kind\":\"pass\","
                + "\"sentence\":\"Pass \\\"copy\\\" begins.\",\"facts\":{\"blockSectors\":128,\"pass\":\"copy\"},\"hash\":\"");
        assertThat(lines().get(1)).startsWith("{\"n\":2,\"at\":\"2024-05-06T07:08:10.510Z\",\"driveMillis\":1500.000,\"kind\":\"reset\",");
    }

    @Test
    void nothingReachesTheFileBeforeASync() throws IOException {
        try (CaseJournal journal = open()) {
            journal.note("a", "b", Map.of());
            assertThat(file).isEmptyFile();
            assertThat(journal.pendingBytes()).isPositive();
            Head head = journal.sync();
            assertThat(lines()).hasSize(1);
            assertThat(head.entries()).isEqualTo(1);
            assertThat(lines().getLast()).endsWith(head.hash() + "\"}");
            assertThat(journal.pendingBytes()).isZero();
        }
    }

    @Test
    void neighbouringGoodReadsBecomeOneEntryInEitherDirection() throws IOException {
        try (CaseJournal journal = open()) {
            journal.good(100, 200, 5_000_000);
            clock.passMillis(7);
            journal.good(200, 300, 9_000_000);
            clock.passMillis(7);
            journal.good(50, 100, 1_000_000);
            journal.good(1000, 1100, 2_000_000);
            journal.failed(REQUEST, unreadable(1003), "copy");
            journal.good(1100, 1200, 2_000_000);
        }
        assertThat(lines()).hasSize(4);
        assertThat(lines().get(0)).contains("\"kind\":\"good\",\"lba\":50,\"end\":300,\"reads\":3,\"fromMillis\":0.000,\"toMillis\":14.000,"
                + "\"slowestMillis\":9.000,\"slowestLba\":200,\"hash\"");
        assertThat(lines().get(1)).contains("\"lba\":1000,\"end\":1100,\"reads\":1");
        assertThat(lines().get(2)).contains("\"kind\":\"failed\"");
        assertThat(lines().get(3)).contains("\"lba\":1100,\"end\":1200");
    }

    @Test
    void aSyncClosesARangeOffSoThatItIsDurable() throws IOException {
        try (CaseJournal journal = open()) {
            journal.good(0, 100, 1);
            journal.sync();
            journal.good(100, 200, 1);
            journal.sync();
        }
        assertThat(lines()).hasSize(2);
    }

    @Test
    void aRangeThatGrowsForMoreThanAMinuteIsWrittenDown() throws IOException {
        try (CaseJournal journal = open()) {
            for (int i = 0; i < 100; i++) {
                journal.good(i * 10L, i * 10L + 10, 1);
                clock.passMillis(1_000);
            }
        }
        assertThat(lines()).hasSize(2);
    }

    @Test
    void aFailureKeepsAllItsEvidence() throws IOException {
        try (CaseJournal journal = open()) {
            journal.failed(REQUEST, unreadable(1003), "copy forward");
            journal.failed(REQUEST,
                    new ReadOutcome.Aborted(0, new Evidence(2_000_000, 2_000_000, Registers.NONE, new byte[] { 0x72, 3, (byte) 0x9f }, 5)),
                    "p");
            journal.failed(REQUEST, new ReadOutcome.TimedOut(true, 0, Evidence.ofErrno(500_000_000L, 0)), "p");
            journal.failed(REQUEST, new ReadOutcome.NotReady("still \"busy\"\n", 0, Evidence.ofErrno(1, 0)), "p");
            journal.failed(REQUEST, new ReadOutcome.Gone("unplugged", 0, Evidence.ofErrno(1, 19)), "p");
            journal.failed(REQUEST, new ReadOutcome.TransferError(0, new Evidence(1, 1, Registers.NONE, new byte[0], 0, "bad checksum")),
                    "p");
            journal.failed(REQUEST, new ReadOutcome.DriveFault(0, Evidence.ofErrno(1, 0)), "p");
        }
        assertThat(lines().get(0))
                .contains("\"kind\":\"failed\",\"lba\":1000,\"end\":1128,\"block\":128,\"method\":\"dma\",\"timeoutMillis\":500,"
                        + "\"outcome\":\"media-error\",\"fault\":\"uncorrectable\",\"failingLba\":1003,"
                        + "\"provenSectors\":3,\"elapsedMillis\":1.234,"
                        + "\"status\":\"51\",\"error\":\"40\",\"count\":0,\"registerLba\":1003,"
                        + "\"device\":\"e0\",\"pass\":\"copy forward\",\"hash\"");
        assertThat(lines().get(1)).contains("\"outcome\":\"aborted\"", "\"sense\":\"72039f\",\"errno\":5").doesNotContain("status");
        assertThat(lines().get(2)).contains("\"outcome\":\"timed-out\",\"stillInKernel\":true", "\"elapsedMillis\":500.000");
        assertThat(lines().get(3)).contains("\"outcome\":\"not-ready\",\"why\":\"still \\\"busy\\\"\\n\"");
        assertThat(lines().get(4)).contains("\"outcome\":\"gone\",\"why\":\"unplugged\"", "\"errno\":19");
        assertThat(lines().get(5)).contains("\"outcome\":\"transfer-error\"", "\"link\":\"bad checksum\"");
        assertThat(lines().get(6)).doesNotContain("link");
        assertThat(lines().get(6)).contains("\"outcome\":\"drive-fault\"");
    }

    @Test
    void goesOnWithNumberHashAndDriveTimeAfterReopening() throws IOException {
        try (CaseJournal journal = open()) {
            clock.passMillis(2_500);
            journal.note("a", "b", Map.of());
        }
        clock.passMillis(60_000);
        try (CaseJournal journal = open()) {
            clock.passMillis(500);
            journal.note("c", "d", Map.of());
        }
        assertThat(lines().get(1)).startsWith("{\"n\":2,").contains("\"driveMillis\":3000.000,");
        assertThat(CaseJournal.check(file, Optional.empty()).intact()).isTrue();
    }

    @Test
    void calendarTimeMayJumpBackwards() throws IOException {
        try (CaseJournal journal = open()) {
            journal.note("a", "b", Map.of());
            clock.wallTime = Instant.parse("1969-12-31T23:59:59.999Z");
            clock.nanos -= 5_000_000_000L;
            journal.note("a", "b", Map.of());
            journal.good(1, 2, 3);
        }
        assertThat(lines().get(1)).contains("\"at\":\"1969-12-31T23:59:59.999Z\",\"driveMillis\":-5000.000");
        assertThat(CaseJournal.check(file, Optional.empty()).intact()).isTrue();
        open().close();
    }

    @Test
    void aTornLastLineIsCutOffAtAnyByteAndNoted() throws IOException {
        Head second;
        try (CaseJournal journal = open()) {
            journal.note("a", "first", Map.of());
            journal.note("a", "second", Map.of());
            second = journal.sync();
            journal.note("a", "third, with a letter of three bytes: \u20ac", Map.of());
        }
        byte[] whole = Files.readAllBytes(file);
        int secondEnd = lines().get(0).length() + lines().get(1).length() + 2;
        for (int length = secondEnd; length <= whole.length; length++) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            boolean torn = length > secondEnd && length < whole.length;
            ChainCheck before = CaseJournal.check(file, Optional.of(second));
            assertThat(before.intact()).isTrue();
            assertThat(before.tornBytes()).isEqualTo(torn ? length - secondEnd : 0);
            CaseJournal.open(file, clock, Optional.of(second)).close();
            ChainCheck after = CaseJournal.check(file, Optional.of(second));
            assertThat(after.intact()).isTrue();
            assertThat(after.tornBytes()).isZero();
            assertThat(after.entries()).isEqualTo(length == secondEnd ? 2 : 3);
            assertThat(lines().getLast().contains("\"kind\":\"journal-mended\"")).isEqualTo(torn);
            if (torn) {
                assertThat(lines().getLast()).contains("\"cutBytes\":" + (length - secondEnd));
            }
        }
    }

    @Test
    void theMendingIsDurableAsSoonAsTheJournalIsOpen() throws IOException {
        try (CaseJournal journal = open()) {
            journal.note("a", "b", Map.of());
        }
        Files.writeString(file, "{\"n\":2,", StandardOpenOption.APPEND);
        CaseJournal never = open();
        assertThat(lines()).hasSize(2);
        assertThat(lines().get(1)).contains("journal-mended");
        never.close();
        assertThat(lines()).hasSize(2);
    }

    @Test
    void blocksOfZerosAtTheEndAreCutOffToo() throws IOException {
        try (CaseJournal journal = open()) {
            journal.note("a", "b", Map.of());
        }
        Files.write(file, new byte[40_000], StandardOpenOption.APPEND);
        Files.writeString(file, "garbage\n{\"n\":2,\"at\":\n", StandardOpenOption.APPEND);
        open().close();
        assertThat(lines()).hasSize(2);
        assertThat(lines().get(1)).contains("journal-mended", "\"cutBytes\":40021");
        assertThat(CaseJournal.check(file, Optional.empty()).intact()).isTrue();
    }

    @Test
    void aGapInTheMiddleIsLeftAsEvidenceAndNoted() throws IOException {
        try (CaseJournal journal = open()) {
            for (int i = 0; i < 10; i++) {
                journal.note("a", "entry " + i, Map.of());
            }
        }
        Files.writeString(file, Files.readString(file).replace("entry 4", "entry X"));
        open().close();
        assertThat(lines()).hasSize(11);
        assertThat(lines().get(4)).contains("entry X");
        assertThat(lines().get(10)).startsWith("{\"n\":11,").contains("journal-damaged");
        ChainCheck check = CaseJournal.check(file, Optional.empty());
        assertThat(check.intact()).isFalse();
        assertThat(check.firstBadLine()).isEqualTo(5);
        assertThat(check.entries()).isEqualTo(4);
    }

    @Test
    void aJournalThatLacksTheKnownHeadSaysSoWhenItIsOpened() throws IOException {
        Head head;
        try (CaseJournal journal = open()) {
            journal.note("a", "b", Map.of());
            journal.note("a", "b", Map.of());
            head = journal.sync();
        }
        Files.writeString(file, lines().getFirst() + "\n");
        CaseJournal.open(file, clock, Optional.of(head)).close();
        assertThat(lines()).hasSize(2);
        assertThat(lines().get(1)).contains("journal-behind", "\"knownEntries\":2", head.hash());
    }

    @Test
    void aSymbolicLinkIsRefused() throws IOException {
        Files.createSymbolicLink(file, folder.resolve("elsewhere"));
        assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("symbolic link");
        assertThat(folder.resolve("elsewhere")).doesNotExist();
    }

    @Test
    void aClosedJournalTakesNothingMore() throws IOException {
        CaseJournal journal = open();
        journal.close();
        journal.close();
        assertThatThrownBy(() -> journal.note("a", "b", Map.of())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void readsPartsFromEitherEnd() throws IOException {
        try (CaseJournal journal = open()) {
            for (int i = 0; i < 10; i++) {
                journal.note("a", "entry " + i, Map.of());
            }
        }
        JournalPart start = CaseJournal.read(file, 2, 3);
        assertThat(start.total()).isEqualTo(10);
        assertThat(start.first()).isEqualTo(2);
        assertThat(start.lines()).isEqualTo(lines().subList(2, 5));
        assertThat(CaseJournal.read(file, -2, 5).lines()).isEqualTo(lines().subList(8, 10));
        assertThat(CaseJournal.read(file, -20, 1).lines()).isEqualTo(lines().subList(0, 1));
        assertThat(CaseJournal.read(file, 99, 5).lines()).isEmpty();
        assertThat(CaseJournal.read(folder.resolve("none"), 0, 5).total()).isZero();
    }
}
