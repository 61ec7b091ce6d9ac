package org.salvor.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a stand-in for the tool that notes its arguments and runs the command at their end, as the true one does. */
class SleepInhibitorTest {
    @TempDir
    Path folder;
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();

    @Test
    void holdsAChildUntilItIsClosed() throws Exception {
        Path tool = standIn();
        SleepInhibitor inhibitor = SleepInhibitor.hold(tool.toString(), "imaging disk A", complaints::add);
        try (inhibitor) {
            awaitFile(folder.resolve("arguments"));
            assertThat(inhibitor.isHeld()).isTrue();
        }
        assertThat(inhibitor.isHeld()).isFalse();
        assertThat(Files.readAllLines(folder.resolve("arguments"))).isEqualTo(
                List.of("--what=sleep:idle", "--mode=block", "--who=Salvor", "--why=imaging disk A", "cat"));
        inhibitor.close();
        assertThat(complaints).isEmpty();
    }

    @Test
    void theChildEndsWhenItsOwnerIsGone() throws Exception {
        Path tool = standIn();
        ProcessBuilder owner = new ProcessBuilder("sh", "-c", "sleep 0.2 | " + tool + " a b c d cat");
        Process child = owner.start();
        assertThat(child.waitFor(5, TimeUnit.SECONDS)).as("ended by the end of its input alone").isTrue();
    }

    @Test
    void aMissingToolChangesNothing() {
        try (SleepInhibitor inhibitor = SleepInhibitor.hold(folder.resolve("no such tool").toString(), "imaging", complaints::add)) {
            assertThat(inhibitor.isHeld()).isFalse();
            assertThat(complaints).singleElement().asString().contains("no such tool cannot be started").endsWith(".");
        }
    }

    @Test
    void aToolThatFailsAtOnceChangesNothing() throws Exception {
        Path tool = script("exit 1");
        try (SleepInhibitor inhibitor = SleepInhibitor.hold(tool.toString(), "imaging", complaints::add)) {
            for (int i = 0; i < 500 && inhibitor.isHeld(); i++) {
                Thread.sleep(10);
            }
            assertThat(inhibitor.isHeld()).isFalse();
            for (int i = 0; i < 500 && complaints.isEmpty(); i++) {
                Thread.sleep(10);
            }
            assertThat(complaints).singleElement().asString().contains("ended with code 1");
        }
    }

    private Path standIn() throws Exception {
        return script("for a in \"$@\"; do echo \"$a\"; done > " + folder + "/written; mv " + folder + "/written " + folder
                + "/arguments; for last in \"$@\"; do :; done; exec \"$last\"");
    }

    private Path script(String body) throws Exception {
        Path tool = Files.writeString(folder.resolve("inhibit"), "#!/bin/sh\n" + body + "\n");
        return Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwx------"));
    }

    private static void awaitFile(Path file) throws InterruptedException {
        for (int i = 0; i < 500 && !Files.exists(file); i++) {
            Thread.sleep(10);
        }
        assertThat(file).exists();
    }
}
