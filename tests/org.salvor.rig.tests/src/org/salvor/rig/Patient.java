package org.salvor.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.salvor.sectormap.RunCursor;
import org.salvor.sectormap.Stage;
import org.salvor.sectormap.store.FolderFiles;
import org.salvor.sectormap.store.MapStore;
import org.salvor.testkit.rig.NamedSectors;

/**
 * A drive for a guest: an image in which each sector names itself, and sectors of it that the emulator fails to read.
 *
 * @param name of the drive in the emulator's words
 */
record Patient(String name, Path image, NamedSectors content, long sectorCount, Set<Long> bad, String hash) {
    private static final int SECTOR_BYTES = 512;

    static Patient in(Path folder, String name, long seed, long sectorCount, Long... bad) throws IOException {
        NamedSectors content = new NamedSectors(seed, SECTOR_BYTES);
        Path image = content.write(folder.resolve(name + ".source"), sectorCount);
        StringBuilder rules = new StringBuilder();
        for (long lba : bad) {
            rules.append("""
                    [inject-error]
                    event = "none"
                    iotype = "read"
                    sector = "%d"
                    errno = "5"
                    once = "off"

                    """.formatted(lba));
        }
        Files.writeString(folder.resolve(name + ".faults"), rules);
        return new Patient(name, image, content, sectorCount, new TreeSet<>(List.of(bad)), hash(image));
    }

    /** Arguments that give the emulator this drive, to be put behind a controller as {@code drive=NAME}. @param more such as {@code ,throttling…} */
    List<String> drive(String more) {
        String file = bad.isEmpty() ? image.toString()
                : "blkdebug:" + image.resolveSibling(name + ".faults") + ":" + image;
        return List.of("-drive", "if=none,id=" + name + ",format=raw,file=" + file + ",rerror=report,werror=report" + more);
    }

    /** Arguments that give the emulator this drive so that it outlives being unplugged. */
    List<String> node(long bytesPerSecond) {
        return List.of("-object", "throttle-group,id=" + name + "-pace,x-bps-read=" + bytesPerSecond, "-blockdev",
                "driver=file,filename=" + image + ",node-name=" + name + "-file", "-blockdev",
                "driver=blkdebug,config=" + image.resolveSibling(name + ".faults") + ",image=" + name + "-file,node-name=" + name
                        + "-faulty",
                "-blockdev", "driver=throttle,throttle-group=" + name + "-pace,file=" + name + "-faulty,node-name=" + name);
    }

    private static String hash(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    void requireUntouched(Findings findings) throws IOException {
        assertThat(hash(image)).as("content of the source %s", name).isEqualTo(hash);
        assertThat(findings.writes(name)).as("writes that the emulator saw at the source %s", name).isZero();
    }

    /** A copy holds the truth wherever the drive can be read. */
    void requireCopy(Path copy) throws IOException {
        try (FileChannel channel = FileChannel.open(copy); Arena arena = Arena.ofConfined()) {
            MemorySegment held = channel.map(FileChannel.MapMode.READ_ONLY, 0, sectorCount * SECTOR_BYTES, arena);
            List<Long> wrong = new ArrayList<>();
            for (long lba = 0; lba < sectorCount; lba++) {
                if (!bad.contains(lba) && content.firstWrong(held.asSlice(lba * SECTOR_BYTES, SECTOR_BYTES), lba, 1) >= 0) {
                    wrong.add(lba);
                }
            }
            assertThat(wrong).as("sectors of %s that are not the drive's", copy.getFileName()).isEmpty();
        }
    }

    /** The map of a job tells exactly the bad sectors from the read ones. */
    void requireMap(Path job) throws IOException {
        RunCursor runs = MapStore.read(new FolderFiles(job)).map().runs();
        Set<Long> unread = new TreeSet<>();
        long seen = 0;
        while (runs.next()) {
            seen += runs.endLba() - runs.firstLba();
            for (long lba = runs.firstLba(); runs.state().stage() != Stage.READ && lba < runs.endLba(); lba++) {
                assertThat(runs.state().stage()).as("sector %d", lba).isEqualTo(Stage.BAD);
                unread.add(lba);
            }
        }
        assertThat(unread).as("unread sectors in the map of %s", job.getFileName()).isEqualTo(bad);
        assertThat(seen).isEqualTo(sectorCount);
    }
}
