package org.salvor.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IoPortsTest {
    @TempDir
    Path folder;

    @Test
    void theMachineCodeIsWhatItsCommentSays() throws Exception {
        assertThat(IoPorts.INSW).hasSize(13).isEqualTo(assembled("mov %rdx,%rcx; mov %edi,%edx; mov %rsi,%rdi; cld; rep insw; ret"));
        assertThat(IoPorts.OUTSW).isEqualTo(assembled("mov %rdx,%rcx; mov %edi,%edx; cld; rep outsw; ret"));
    }

    @Test
    void whoMayNotUsePortsIsToldSo() throws Exception {
        assumeTrue(Linux.isSupported(), "this is not Linux on x86-64");
        assumeFalse(Files.isWritable(Path.of("/dev/port")), "this user may use ports");
        assertThatThrownBy(() -> IoPorts.open(0x1F0)).isInstanceOf(LinuxException.class).hasMessageContaining("/dev/port");
    }

    /** What the system's assembler makes of it. */
    private byte[] assembled(String code) throws Exception {
        Path source = Files.writeString(folder.resolve("code.s"), code + "\n");
        Path object = folder.resolve("code.o");
        Path flat = folder.resolve("code.bin");
        assumeTrue(run("as", "--64", "-o", object.toString(), source.toString())
                && run("objcopy", "-O", "binary", "-j", ".text", object.toString(), flat.toString()), "there is no assembler here");
        byte[] bytes = Files.readAllBytes(flat);
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        return Arrays.copyOf(bytes, end);
    }

    private static boolean run(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException notHere) {
            return false;
        }
    }
}
