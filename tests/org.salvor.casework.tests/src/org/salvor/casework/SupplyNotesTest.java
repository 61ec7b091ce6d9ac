package org.salvor.casework;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SupplyNotesTest {
    @TempDir
    Path folder;

    private SupplyNotes notes(boolean kept) {
        return new SupplyNotes(kept ? Optional.of(folder.resolve("a/supplies")) : Optional.empty());
    }

    private static SupplyNote note(String job, String power, String serial, String destinationPower, String destinationSerial, long at) {
        return new SupplyNote(job, SupplyNotes.thisProcess(), at, power, "Drive " + serial, serial, destinationPower, "copy",
                destinationSerial);
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void theSwitchOfARunningJobIsCutByThatJobAlone(boolean kept) throws Exception {
        SupplyNotes notes = notes(kept);
        try (AutoCloseable held = notes.hold(note("/jobs/a", "p:1", "S1", "", "", 1))) {
            assertThat(notes.interlock().refusal("p:1", ""))
                    .hasValueSatisfying(why -> assertThat(why).contains("/jobs/a", "Drive S1", "p:1"));
            assertThat(notes.interlock().refusal("p:1", "/jobs/b")).isPresent();
            assertThat(notes.interlock().refusal("p:1", "/jobs/a")).isEmpty();
            assertThat(notes.interlock().refusal("p:2", "")).isEmpty();
        }
        assertThat(notes.interlock().refusal("p:1", "")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void theSwitchOfADestinationIsCutByNobodyNotEvenItsOwnJob(boolean kept) throws Exception {
        SupplyNotes notes = notes(kept);
        try (AutoCloseable held = notes.hold(note("/jobs/a", "p:1", "S1", "p:2", "", 1))) {
            assertThat(notes.interlock().refusal("p:2", "/jobs/a")).hasValueSatisfying(why -> assertThat(why).contains("written to"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void aSwitchIsRememberedByTheDriveThatItFedLast(boolean kept) throws Exception {
        SupplyNotes notes = notes(kept);
        notes.hold(note("/jobs/old", "p:1", "S1", "", "", 1)).close();
        try (AutoCloseable held = notes.hold(note("/jobs/new", "", "S9", "", "S1", 2))) {
            assertThat(notes.interlock().refusal("p:1", "")).as("S1 is written to now").isPresent();
            notes.hold(note("/jobs/other", "p:1", "S5", "", "", 3)).close();
            assertThat(notes.interlock().refusal("p:1", "")).as("by now it feeds S5").isEmpty();
        }
    }

    @Test
    void anotherProgramSeesWhatThisOneRunsAndNotWhatAnEndedOneRan() throws Exception {
        try (AutoCloseable held = notes(true).hold(note("/jobs/a", "p:1", "S1", "", "", 1))) {
            assertThat(notes(true).interlock().refusal("p:1", "")).isPresent();
        }
        Process ended = new ProcessBuilder("true").start();
        String words = ended.pid() + " " + ended.info().startInstant().map(Instant::toEpochMilli).orElse(5L);
        assertThat(ended.waitFor(20, TimeUnit.SECONDS)).isTrue();
        SupplyNote left = new SupplyNote("/jobs/a", words, 2, "p:1", "Drive", "S1", "", "copy", "");
        notes(true).hold(left);
        assertThat(notes(true).interlock().refusal("p:1", "")).isEmpty();
        assertThat(SupplyNotes.runs(new SupplyNote("", ProcessHandle.current().pid() + " 17", 0, "", "", "", "", "", ""))).isFalse();
    }

    @Test
    void aJobThatNamedNoSwitchLeavesNothingBehind() throws Exception {
        notes(true).hold(note("/jobs/a", "", "S1", "", "S2", 1)).close();
        try (var files = Files.list(folder.resolve("a/supplies"))) {
            assertThat(files).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "atMillis=x", "\\u12", "atMillis=99999999999999999999" })
    void aFileThatIsNotANoteIsLeftOut(String text) throws Exception {
        Files.createDirectories(folder.resolve("a/supplies"));
        Files.writeString(folder.resolve("a/supplies/x.job"), text);
        assertThat(notes(true).jobs()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void cutsAreRememberedAndNotForEver(boolean kept) throws Exception {
        SupplyNotes notes = notes(kept);
        assertThat(notes.cuts("p:1")).isEmpty();
        for (int i = 0; i < 700; i++) {
            notes.cut("p:1", Instant.ofEpochMilli(1_000 + i));
        }
        assertThat(notes.cuts("p:1")).hasSizeBetween(250, 500).last().isEqualTo(Instant.ofEpochMilli(1_699));
        assertThat(notes.cuts("p:2")).isEmpty();
    }
}
