package org.salvor.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files without offsets, as pass-through devices are: a named pipe stands for them. */
class StreamTest {
    @TempDir
    Path folder;

    @Test
    void whatWasWrittenCanBeReadAndNothingElse() throws Exception {
        assumeTrue(Linux.isSupported(), "not Linux on x86-64");
        Path pipe = folder.resolve("pipe");
        assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor(10, TimeUnit.SECONDS), "no mkfifo here");
        try (OwnedFd fd = OwnedFd.openForReadingAndWriting(pipe, OpenFlag.NON_BLOCKING); Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocateFrom("salvor");
            MemorySegment in = arena.allocate(64);
            assertThat(fd.awaitReadable(1)).isFalse();
            assertThatThrownBy(() -> fd.readOnce(in))
                    .isInstanceOfSatisfying(LinuxException.class, e -> assertThat(e.is(Errno.EAGAIN)).isTrue());
            assertThat(fd.writeOnce(out)).isEqualTo(7);
            assertThat(fd.awaitReadable(1_000)).isTrue();
            assertThat(fd.readOnce(in)).isEqualTo(7);
            assertThat(in.asSlice(0, 7).toArray(ValueLayout.JAVA_BYTE)).isEqualTo(out.toArray(ValueLayout.JAVA_BYTE));
        }
    }

    @Test
    void aClosedOneIsNotRead() throws Exception {
        assumeTrue(Linux.isSupported(), "not Linux on x86-64");
        OwnedFd fd = OwnedFd.openForReading(Path.of("/dev/zero"));
        fd.close();
        assertThatThrownBy(() -> fd.awaitReadable(0))
                .isInstanceOfSatisfying(LinuxException.class, e -> assertThat(e.is(Errno.EBADF)).isTrue());
    }
}
