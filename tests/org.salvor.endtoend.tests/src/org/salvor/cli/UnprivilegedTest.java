package org.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody who is not root can do, and is told. */
class UnprivilegedTest {
    @TempDir
    Path folder;

    @BeforeEach
    void letEverybodyIn() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    @Test
    void aSourceThatMayNotBeReadIsSaidSo() throws Exception {
        Path source = Files.write(folder.resolve("source.img"), new byte[4_096]);
        Files.setPosixFilePermissions(source, PosixFilePermissions.fromString("---------"));
        try (SalvorProcess salvor = SalvorProcess.startUnprivileged(folder, "image", source.toString(),
                folder.resolve("copy.img").toString(), "--job",
                folder.resolve("job").toString())) {
            assertThat(salvor.join()).as(salvor.output()).isEqualTo(ExitCode.WRONG_INPUT);
            assertThat(salvor.output()).contains("source.img").doesNotContain("Exception");
        }
        assertThat(folder.resolve("job")).doesNotExist();
        assertThat(folder.resolve("copy.img")).doesNotExist();
    }

    @Test
    void aSimulatedDriveIsImagedAndVerifiedWithoutPrivileges() throws Exception {
        String job = folder.resolve("job").toString();
        try (SalvorProcess salvor = SalvorProcess.startUnprivileged(folder, "image", "sim:healthy?size=8MiB",
                folder.resolve("copy.img").toString(), "--job",
                job)) {
            assertThat(salvor.join()).as(salvor.output()).isZero();
        }
        try (SalvorProcess salvor = SalvorProcess.start(folder, "verify", job)) {
            assertThat(salvor.join()).as(salvor.output()).isZero();
        }
    }
}
