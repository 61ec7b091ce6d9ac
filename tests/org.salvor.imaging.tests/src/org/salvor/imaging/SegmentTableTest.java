package org.salvor.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.sectormap.LbaRange;

/** The file of hashes after crashes and full disks. */
class SegmentTableTest {
    @TempDir
    Path folder;
    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("segments");
    }

    private static SegmentHash hash(long index) {
        return new SegmentHash(index, index * 100, index * 100 + 100, 100, Map.of("SHA-256", "0123456789abcdef".repeat(4)));
    }

    @Test
    void aSyncThatFailedLosesNothing() throws IOException {
        SegmentTable table = SegmentTable.open(file, 100);
        table.put(hash(1));
        table.put(hash(2));
        table.sync();
        table.drop(new LbaRange(100, 101));
        Files.move(file, folder.resolve("aside"));
        Files.createDirectory(file);
        assertThatThrownBy(table::sync).isInstanceOf(IOException.class);
        Files.delete(file);
        Files.move(folder.resolve("aside"), file);
        table.put(hash(3));
        table.sync();
        assertThat(SegmentTable.open(file, 100).hashes()).containsExactly(hash(2), hash(3));
    }

    @Test
    void whateverACrashLeavesOfTheLastLinesIsNeverTakenForAHash() throws IOException {
        SegmentTable table = SegmentTable.open(file, 100);
        table.put(hash(1));
        table.sync();
        long whole = Files.size(file);
        table.put(hash(2));
        table.sync();
        byte[] bytes = Files.readAllBytes(file);
        for (int length = (int) whole; length < bytes.length; length++) {
            Files.write(file, Arrays.copyOf(bytes, length));
            SegmentTable after = SegmentTable.open(file, 100);
            assertThat(after.hashes()).containsExactly(hash(1));
            after.put(hash(3));
            after.sync();
            assertThat(SegmentTable.open(file, 100).hashes()).as("cut at byte %d", length).containsExactly(hash(1), hash(3));
        }
    }
}
