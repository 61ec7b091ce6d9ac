package org.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PartitionTableTest {
    private static final int SECTORS = 20_000;

    private final PartitionImage drive = new PartitionImage(SECTORS, 512);

    @TempDir
    Path folder;

    @Test
    void readsPrimaryPartitions() throws Exception {
        drive.entry(0, 0, 0x07, 63, 1000).entry(0, 2, 0x83, 4096, 5000);
        assertThat(drive.table().partitions()).containsExactly(new Partition(1, 63, 1063, "07", ""),
                new Partition(3, 4096, 9096, "83", ""));
        assertThat(drive.table().partition(3).firstLba()).isEqualTo(4096);
    }

    @Test
    void followsTheChainOfLogicalDrives() throws Exception {
        logicalDrives();
        assertThat(drive.table().partitions()).extracting(Partition::number, Partition::firstLba, Partition::endLba).containsExactly(
                tuple(1, 63L, 963L), tuple(5, 1063L, 1563L),
                tuple(6, 3063L, 3663L), tuple(7, 5100L, 5800L));
    }

    @Test
    void endsAChainThatBitesItsTail() throws Exception {
        drive.entry(0, 0, 0x05, 1000, 9000).entry(1000, 0, 0x83, 63, 500).entry(1000, 1, 0x05, 2000, 1000);
        drive.entry(3000, 0, 0x83, 63, 600).entry(3000, 1, 0x05, 0, 1000);
        assertThat(drive.table().partitions()).extracting(Partition::number).containsExactly(5, 6);
    }

    @Test
    void readsAGuidTableWithGapsInItsNumbers() throws Exception {
        drive.guid(128, new long[] { 2048, 4095 }, null, new long[] { 8192, 9999 });
        assertThat(drive.table().partitions()).containsExactly(
                new Partition(1, 2048, 4096, "0fc63daf-8483-4772-8e79-3d69d8477de4", "data 1"),
                new Partition(3, 8192, 10000, "0fc63daf-8483-4772-8e79-3d69d8477de4", "data 3"));
    }

    @Test
    void readsAGuidTableOnSectorsOf4096Bytes() throws Exception {
        PartitionImage large = new PartitionImage(500, 4096).guid(128, new long[] { 10, 99 });
        assertThat(large.table().partition(1).endLba()).isEqualTo(100);
    }

    @Test
    void takesTheCopyAtTheEndWhenTheFirstIsDamaged() throws Exception {
        drive.guid(128, new long[] { 2048, 4095 });
        drive.bytes[1024 + 32] ^= 1;
        assertThat(drive.table().partition(1).firstLba()).isEqualTo(2048);
        drive.bytes[512 + 40] ^= 1;
        assertThat(drive.table().partition(1).firstLba()).isEqualTo(2048);
    }

    @Test
    void takesTheCopyAtTheEndWhenTheFirstCannotBeRead() throws Exception {
        drive.guid(128, new long[] { 2048, 4095 });
        PartitionTable table = new PartitionTable((lba, count) -> {
            if (lba <= 1 && lba + count > 1) {
                throw CommandFailure.input("sector 1 could not be read");
            }
            return Arrays.copyOfRange(drive.bytes, (int) lba * 512, (int) (lba + count) * 512);
        }, SECTORS, 512);
        assertThat(table.partition(1).firstLba()).isEqualTo(2048);
    }

    @Test
    void saysSoWhenBothCopiesAreDamaged() {
        drive.guid(128, new long[] { 2048, 4095 });
        drive.bytes[512 + 40] ^= 1;
        drive.bytes[(SECTORS - 1) * 512 + 40] ^= 1;
        assertThatThrownBy(() -> drive.table().partition(1)).isInstanceOf(CommandFailure.class).hasMessageContaining("sector 1 ")
                .hasMessageContaining("sector 19999 ").hasMessageContaining("--ranges");
    }

    @Test
    void saysSoWhenThereIsNoTable() {
        assertThatThrownBy(() -> drive.table().partition(1)).hasMessageContaining("holds no partition table");
    }

    @Test
    void takesTheBootSectorOfAFileSystemForNoTable() {
        drive.entry(0, 0, 0x65, 0x72202067, 0x6F6F7420);
        drive.bytes[446] = 0x4D;
        assertThatThrownBy(() -> drive.table().partitions()).hasMessageContaining("holds no partition table");
    }

    @Test
    void namesThePartitionsThereAreWhenTheWantedOneIsNot() {
        drive.entry(0, 0, 0x07, 63, 1000);
        assertThatThrownBy(() -> drive.table().partition(4)).hasMessageContaining("no partition 4")
                .hasMessageContaining("1 (sectors 63 to 1062)");
    }

    @Test
    void refusesAPartitionThatEndsBehindTheDrive() {
        drive.entry(0, 0, 0x07, 63, SECTORS);
        assertThatThrownBy(() -> drive.table().partition(1)).hasMessageContaining("behind the last sector").hasMessageContaining("19999");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void agreesWithPartxOnBootRecords() throws Exception {
        logicalDrives();
        assertThat(ours()).isEqualTo(partx());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void agreesWithPartxOnGuidTables() throws Exception {
        drive.guid(128, new long[] { 2048, 4095 }, null, new long[] { 8192, 9999 });
        assertThat(ours()).isEqualTo(partx()).hasSize(2);
        drive.bytes[512 + 40] ^= 1;
        assertThat(ours()).isEqualTo(partx()).hasSize(2);
    }

    private void logicalDrives() {
        drive.entry(0, 0, 0x83, 63, 900).entry(0, 1, 0x0F, 1000, 9000);
        drive.entry(1000, 0, 0x83, 63, 500).entry(1000, 1, 0x05, 2000, 1000);
        drive.entry(3000, 0, 0x83, 63, 600).entry(3000, 1, 0x05, 4000, 1000);
        drive.entry(5000, 0, 0x83, 100, 700);
    }

    private List<String> ours() throws CommandFailure {
        return drive.table().partitions().stream().map(found -> found.number() + " " + found.firstLba() + " " + (found.endLba() - 1))
                .toList();
    }

    /** What partx of util-linux, which every Debian has, finds; without the extended partition, which holds no data of its own. */
    private List<String> partx() throws IOException, InterruptedException {
        Path file = Files.write(folder.resolve("drive.img"), drive.bytes);
        Process partx = new ProcessBuilder("partx", "--raw", "--noheadings", "--output", "NR,START,END,TYPE", file.toString())
                .redirectErrorStream(true).start();
        String answer = new String(partx.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(partx.waitFor()).as(answer).isZero();
        return answer.lines().filter(line -> !line.endsWith(" 0xf")).map(line -> line.substring(0, line.lastIndexOf(' '))).toList();
    }
}
