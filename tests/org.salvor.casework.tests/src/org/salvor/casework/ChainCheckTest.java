package org.salvor.casework;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.imaging.CaseLog.Head;

class ChainCheckTest {
    @TempDir
    Path folder;
    private Path file;
    private Head head;
    private List<String> lines;

    @BeforeEach
    void writeAJournal() throws IOException {
        file = folder.resolve("case.ndjson");
        try (CaseJournal journal = CaseJournal.open(file, new SteppingClock(), Optional.empty())) {
            for (int i = 0; i < 12; i++) {
                journal.note("note", "entry " + i + " \u00e4\u20ac\ud83d\ude00 ,\"hash\":\" \\", Map.of("value", i));
            }
            head = journal.sync();
        }
        lines = Files.readAllLines(file);
    }

    private ChainCheck check(List<String> changed) throws IOException {
        Files.writeString(file, String.join("\n", changed) + "\n");
        return CaseJournal.check(file, Optional.of(head));
    }

    @Test
    void aWholeJournalIsIntactWithAndWithoutAKnownHead() throws IOException {
        assertThat(check(lines).intact()).isTrue();
        assertThat(check(lines).hash()).isEqualTo(head.hash());
        assertThat(check(lines).sentence()).isEqualTo("All 12 entries chain. The head that is kept elsewhere is entry 12.");
        assertThat(CaseJournal.check(file, Optional.empty()).intact()).isTrue();
    }

    @Test
    void everyChangedByteOfTheFirstEntriesAndTheLastIsFound() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        SplittableRandom random = new SplittableRandom(7);
        int thirdEnd = String.join("\n", lines.subList(0, 3)).getBytes(StandardCharsets.UTF_8).length;
        int lastStart = whole.length - lines.getLast().getBytes(StandardCharsets.UTF_8).length;
        for (int i = 0; i < whole.length; i = i == thirdEnd ? lastStart : i + 1) {
            byte[] changed = whole.clone();
            changed[i] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, changed);
            ChainCheck check = CaseJournal.check(file, Optional.of(head));
            assertThat(check.intact()).as("byte %d", i).isFalse();
        }
    }

    @Test
    void aDeletedEntryIsFound() throws IOException {
        for (int i = 0; i < lines.size(); i++) {
            List<String> changed = new ArrayList<>(lines);
            changed.remove(i);
            ChainCheck check = check(changed);
            assertThat(check.intact()).isFalse();
            assertThat(check.entries()).isEqualTo(i);
        }
    }

    @Test
    void movedEntriesAreFound() throws IOException {
        for (int i = 0; i + 1 < lines.size(); i++) {
            List<String> changed = new ArrayList<>(lines);
            Collections.swap(changed, i, i + 1);
            ChainCheck check = check(changed);
            assertThat(check.intact()).isFalse();
            assertThat(check.firstBadLine()).isEqualTo(i + 1);
        }
    }

    @Test
    void aDoubledEntryIsFound() throws IOException {
        List<String> changed = new ArrayList<>(lines);
        changed.add(5, lines.get(4));
        assertThat(check(changed).firstBadLine()).isEqualTo(6);
    }

    @Test
    void aCutOffEndIsFoundRelativeToTheKnownHeadOnly() throws IOException {
        ChainCheck check = check(lines.subList(0, 9));
        assertThat(check.intact()).isFalse();
        assertThat(check.sentence()).contains("the end of the journal was cut off");
        assertThat(CaseJournal.check(file, Optional.empty()).intact()).isTrue();
    }

    @Test
    void aChainComputedAnewIsFoundRelativeToTheKnownHead() throws IOException {
        Files.delete(file);
        try (CaseJournal journal = CaseJournal.open(file, new SteppingClock(), Optional.empty())) {
            for (int i = 0; i < 15; i++) {
                journal.note("note", "forged " + i, Map.of());
            }
        }
        assertThat(CaseJournal.check(file, Optional.empty()).intact()).isTrue();
        ChainCheck check = CaseJournal.check(file, Optional.of(head));
        assertThat(check.intact()).isFalse();
        assertThat(check.sentence()).contains("Entry 12".toLowerCase());
    }

    @Test
    void aMissingJournalIsNotIntact() throws IOException {
        Files.delete(file);
        assertThat(CaseJournal.check(file, Optional.of(head)).intact()).isFalse();
        assertThat(CaseJournal.check(file, Optional.empty()).intact()).isFalse();
    }

    @Test
    void anUnfinishedLineOnlyIsNoChange() throws IOException {
        Files.writeString(file, "{\"n\":13,\"at", StandardOpenOption.APPEND);
        ChainCheck check = CaseJournal.check(file, Optional.of(head));
        assertThat(check.intact()).isTrue();
        assertThat(check.tornBytes()).isEqualTo(11);
        assertThat(check.sentence()).contains("unfinished line of 11 bytes");
    }

    @Test
    void aLineWithoutEndIsReadWithoutKeepingIt() throws IOException {
        Files.write(file, new byte[ChainReader.LONGEST_LINE_BYTES + 100_000], StandardOpenOption.APPEND);
        Files.writeString(file, "\n", StandardOpenOption.APPEND);
        ChainCheck check = CaseJournal.check(file, Optional.of(head));
        assertThat(check.intact()).isFalse();
        assertThat(check.firstBadLine()).isEqualTo(13);
    }

    @Test
    void theShellRecipeOfTheHelpPageComputesTheSameHead() throws Exception {
        String recipe = """
                p=$(printf '0%.0s' $(seq 64)); while IFS= read -r l; do c=${l%,\\"hash\\":\\"*}; h=$(printf '%s%s' "$p" "$c" | sha256sum \
                | cut -c1-64)
                [ "$l" = "$c,\\"hash\\":\\"$h\\"}" ] || { echo "broken: $l"; break; }; p=$h; done < case.ndjson; echo "$p"
                """;
        assertThat(shell(recipe)).isEqualTo(head.hash() + "\n");
        lines.set(3, lines.get(3).replace("entry 3", "entry 4"));
        Files.writeString(file, String.join("\n", lines) + "\n");
        assertThat(shell(recipe)).startsWith("broken: {\"n\":4,");
    }

    private String shell(String script) throws Exception {
        Process bash = new ProcessBuilder("bash", "-c", script).directory(folder.toFile()).redirectErrorStream(true).start();
        String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return said;
    }
}
