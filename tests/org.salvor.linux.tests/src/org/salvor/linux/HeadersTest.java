package org.salvor.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.MemoryLayout.PathElement;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares our constants and layouts with what the system's own C headers say, by compiling a program that prints them. */
class HeadersTest {
    private static final String[] HEADERS = { "errno.h", "fcntl.h", "poll.h", "stddef.h", "stdio.h", "sys/mman.h", "sys/stat.h",
            "linux/falloc.h",
            "linux/fs.h" };

    @TempDir
    Path folder;

    @BeforeEach
    void needsCompiler() {
        assumeTrue(compilerRuns(), "there is no C compiler (cc) with the system's headers here");
    }

    @Test
    void everyErrorNumberIsTheHeaders() throws Exception {
        Map<String, Long> ours = new LinkedHashMap<>();
        for (Errno errno : Errno.values()) {
            ours.put(errno.name(), (long) errno.number());
        }
        assertThat(fromHeaders(ours)).isEqualTo(ours);
    }

    @Test
    void everyOpenFlagIsTheHeaders() throws Exception {
        Map<String, Long> ours = new LinkedHashMap<>();
        ours.put("O_DIRECT", (long) OpenFlag.DIRECT.bits());
        ours.put("O_EXCL", (long) OpenFlag.EXCLUSIVE.bits());
        ours.put("O_CREAT", (long) OpenFlag.CREATE.bits());
        ours.put("O_TRUNC", (long) OpenFlag.TRUNCATE.bits());
        ours.put("O_NOATIME", (long) OpenFlag.NO_ACCESS_TIME.bits());
        ours.put("O_NONBLOCK", (long) OpenFlag.NON_BLOCKING.bits());
        ours.put("O_NOFOLLOW", (long) OpenFlag.NO_FOLLOW.bits());
        ours.put("O_NOCTTY", (long) OpenFlag.NO_TERMINAL.bits());
        ours.put("O_CLOEXEC", (long) OpenFlag.CLOSE_ON_EXEC);
        ours.put("O_RDONLY", (long) OpenFlag.READ_ONLY_MODE);
        ours.put("O_WRONLY", (long) OpenFlag.WRITE_ONLY_MODE);
        ours.put("O_RDWR", (long) OpenFlag.READ_WRITE_MODE);
        assertThat(ours).hasSize(OpenFlag.values().length + 4);
        assertThat(fromHeaders(ours)).isEqualTo(ours);
    }

    @Test
    void everyRequestAndAdviceIsTheHeaders() throws Exception {
        Map<String, Long> ours = new LinkedHashMap<>();
        ours.put("FALLOC_FL_KEEP_SIZE", (long) Kernel.FALLOC_KEEP_SIZE);
        ours.put("FALLOC_FL_PUNCH_HOLE", (long) Kernel.FALLOC_PUNCH_HOLE);
        ours.put("POSIX_FADV_RANDOM", (long) Kernel.FADV_RANDOM);
        ours.put("POSIX_FADV_DONTNEED", (long) Kernel.FADV_DONTNEED);
        ours.put("SYNC_FILE_RANGE_WAIT_BEFORE", (long) Kernel.SYNC_RANGE_WAIT_BEFORE);
        ours.put("SYNC_FILE_RANGE_WRITE", (long) Kernel.SYNC_RANGE_WRITE);
        ours.put("SYNC_FILE_RANGE_WAIT_AFTER", (long) Kernel.SYNC_RANGE_WAIT_AFTER);
        ours.put("AT_FDCWD", (long) Kernel.AT_FDCWD);
        ours.put("AT_EMPTY_PATH", (long) Kernel.AT_EMPTY_PATH);
        ours.put("STATX_BASIC_STATS", (long) Kernel.STATX_BASIC_STATS);
        ours.put("STATX_DIOALIGN", (long) Kernel.STATX_DIOALIGN);
        ours.put("S_IFMT", (long) Kernel.S_IFMT);
        ours.put("S_IFBLK", (long) Kernel.S_IFBLK);
        ours.put("S_IFCHR", (long) Kernel.S_IFCHR);
        ours.put("S_IFREG", (long) Kernel.S_IFREG);
        ours.put("S_IFDIR", (long) Kernel.S_IFDIR);
        ours.put("POLLIN", (long) Kernel.POLLIN);
        ours.put("sizeof(struct pollfd)", 8L);
        ours.put("offsetof(struct pollfd, events)", 4L);
        ours.put("offsetof(struct pollfd, revents)", 6L);
        ours.put("PROT_READ", (long) Kernel.PROT_READ);
        ours.put("PROT_WRITE", (long) Kernel.PROT_WRITE);
        ours.put("PROT_EXEC", (long) Kernel.PROT_EXEC);
        ours.put("MAP_PRIVATE", (long) Kernel.MAP_PRIVATE);
        ours.put("MAP_SHARED", (long) Kernel.MAP_SHARED);
        ours.put("MAP_ANONYMOUS", (long) Kernel.MAP_ANONYMOUS);
        ours.put("MAP_LOCKED", (long) Kernel.MAP_LOCKED);
        ours.put("BLKROGET", Kernel.BLKROGET);
        ours.put("BLKFLSBUF", Kernel.BLKFLSBUF);
        ours.put("BLKSSZGET", Kernel.BLKSSZGET);
        ours.put("BLKIOMIN", Kernel.BLKIOMIN);
        ours.put("BLKIOOPT", Kernel.BLKIOOPT);
        ours.put("BLKALIGNOFF", Kernel.BLKALIGNOFF);
        ours.put("BLKPBSZGET", Kernel.BLKPBSZGET);
        ours.put("BLKROTATIONAL", Kernel.BLKROTATIONAL);
        ours.put("BLKGETSIZE64", Kernel.BLKGETSIZE64);
        ours.put("BLKGETDISKSEQ", Kernel.BLKGETDISKSEQ);
        assertThat(fromHeaders(ours)).isEqualTo(ours);
    }

    @Test
    void theFileStatusLayoutIsTheHeaders() throws Exception {
        Map<String, Long> ours = new LinkedHashMap<>();
        for (String field : new String[] { "stx_mask", "stx_nlink", "stx_mode", "stx_ino", "stx_size", "stx_blocks", "stx_btime",
                "stx_rdev_major",
                "stx_rdev_minor", "stx_dev_major", "stx_dev_minor", "stx_dio_mem_align", "stx_dio_offset_align" }) {
            ours.put("offsetof(struct statx, " + field + ")", FileStatus.LAYOUT.byteOffset(PathElement.groupElement(field)));
            ours.put("sizeof(((struct statx *)0)->" + field + ")", FileStatus.LAYOUT.select(PathElement.groupElement(field)).byteSize());
        }
        ours.put("sizeof(struct statx)", FileStatus.LAYOUT.byteSize());
        assertThat(fromHeaders(ours)).isEqualTo(ours);
    }

    /** Asks the headers for the same expressions; one that they do not know fails the compilation and so the test. */
    private Map<String, Long> fromHeaders(Map<String, Long> expressions) throws Exception {
        StringBuilder program = new StringBuilder("#define _GNU_SOURCE\n");
        for (String header : HEADERS) {
            program.append("#include <").append(header).append(">\n");
        }
        program.append("int main(void) {\n");
        expressions.keySet()
                .forEach(e -> program.append("  printf(\"%s=%ld\\n\", \"").append(e).append("\", (long) (").append(e).append("));\n"));
        Path source = Files.writeString(folder.resolve("ask.c"), program.append("  return 0;\n}\n"));
        Path binary = folder.resolve("ask");
        assertThat(run("cc", "-o", binary.toString(), source.toString())).isEmpty();
        return run(binary.toString()).lines().collect(Collectors.toMap(line -> line.substring(0, line.lastIndexOf('=')),
                line -> Long.valueOf(line.substring(line.lastIndexOf('=') + 1)), (a, b) -> b, LinkedHashMap::new));
    }

    private boolean compilerRuns() {
        try {
            Path source = Files.writeString(folder.resolve("probe.c"),
                    "#include <stdio.h>\n#include <linux/fs.h>\nint main(void) { return 0; }\n");
            return run("cc", "-o", folder.resolve("probe").toString(), source.toString()).isEmpty();
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("%s ended", command[0]).isTrue();
        return process.exitValue() == 0 || !output.isEmpty() ? output : "exit code " + process.exitValue();
    }
}
