package org.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.sectormap.LbaRange;
import org.salvor.sectormap.RunCursor;
import org.salvor.sectormap.SectorMap;
import org.salvor.sectormap.SectorState;
import org.salvor.sectormap.Stage;
import org.salvor.sectormap.store.FolderFiles;
import org.salvor.sectormap.store.MapStore;
import org.salvor.testkit.Counts;
import org.salvor.testkit.rig.Faults;
import org.salvor.testkit.rig.FaultyFile;
import org.salvor.testkit.rig.NamedSectors;

/**
 * A file that answers with true errors of the kernel at 200 mixed places is imaged by the whole program: every readable sector is right, and the map names
 * exactly the bad ones.
 */
class FailingFileTest {
    private static final int SECTOR = 512;
    private static final long SECTORS = 98_304; // 48 MiB
    private static final int PLACES = 200;

    @TempDir
    Path folder;

    /** Single sectors, whole pages, one mebibyte, the first and the last sector. */
    private static SectorMap places() {
        SectorMap bad = new SectorMap(SECTORS);
        SplittableRandom random = new SplittableRandom(42);
        mark(bad, 0, 1);
        mark(bad, SECTORS - 1, SECTORS);
        mark(bad, 40_960, 40_960 + 2_048);
        for (int place = 3; place < PLACES; place++) {
            if (place % 4 == 0) {
                long page = random.nextLong(SECTORS / 8) * 8;
                mark(bad, page, page + 8);
            } else {
                long lba = random.nextLong(SECTORS);
                mark(bad, lba, lba + 1);
            }
        }
        return bad;
    }

    private static void mark(SectorMap bad, long firstLba, long endLba) {
        bad.set(new LbaRange(firstLba, endLba), SectorState.of(Stage.BAD));
    }

    private static Faults faults(SectorMap bad) {
        Faults faults = Faults.none();
        for (LbaRange range : badRanges(bad.snapshot())) {
            faults = faults.badRead(range.firstLba() * SECTOR, range.endLba() * SECTOR);
        }
        return faults;
    }

    private static List<LbaRange> badRanges(org.salvor.sectormap.MapView map) {
        List<LbaRange> ranges = new ArrayList<>();
        RunCursor runs = map.runs();
        while (runs.next()) {
            if (runs.state().stage() == Stage.BAD) {
                LbaRange last = ranges.isEmpty() ? null : ranges.getLast();
                if (last != null && last.endLba() == runs.firstLba()) {
                    ranges.set(ranges.size() - 1, new LbaRange(last.firstLba(), runs.endLba()));
                } else {
                    ranges.add(new LbaRange(runs.firstLba(), runs.endLba()));
                }
            }
        }
        return ranges;
    }

    private record Case(Path image, Path copy, Path job, NamedSectors named, SectorMap bad, String hashBefore) {
    }

    private Case prepare() throws Exception {
        NamedSectors named = new NamedSectors(7, SECTOR);
        Path image = named.write(folder.resolve("patient.img"), SECTORS);
        return new Case(image, folder.resolve("copy.img"), folder.resolve("job"), named, places(), hash(image));
    }

    private static String hash(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    private static void requireTruth(Case job) throws Exception {
        List<LbaRange> wanted = badRanges(job.bad.snapshot());
        var map = MapStore.read(new FolderFiles(job.job)).map();
        assertThat(badRanges(map)).isEqualTo(wanted);
        assertThat(map.totals().of(Stage.READ) + map.totals().of(Stage.BAD)).isEqualTo(SECTORS);
        try (FileChannel channel = FileChannel.open(job.copy); Arena arena = Arena.ofConfined()) {
            MemorySegment copy = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            RunCursor runs = map.runs();
            while (runs.next()) {
                if (runs.state().stage() == Stage.READ) {
                    MemorySegment held = copy.asSlice(runs.firstLba() * SECTOR, (runs.endLba() - runs.firstLba()) * SECTOR);
                    assertThat(job.named.firstWrong(held, runs.firstLba(), runs.endLba() - runs.firstLba())).isEqualTo(-1);
                }
            }
        }
        assertThat(hash(job.image)).as("the source").isEqualTo(job.hashBefore);
    }

    private void requireDdrescuelogAgrees(Case job) throws Exception {
        Path exported = folder.resolve("exported.map");
        try (SalvorProcess export = SalvorProcess.start(folder, "map", "export", job.job.toString(), exported.toString())) {
            assertThat(export.join()).as(export.output()).isZero();
        }
        StringBuilder expected = new StringBuilder("0x0 + 1\n");
        long at = 0;
        for (LbaRange bad : badRanges(job.bad.snapshot())) {
            line(expected, at, bad.firstLba(), '+');
            line(expected, bad.firstLba(), bad.endLba(), '-');
            at = bad.endLba();
        }
        line(expected, at, SECTORS, '+');
        Path truth = Files.writeString(folder.resolve("truth.map"), expected);
        Process oracle = new ProcessBuilder("ddrescuelog", "-p", truth.toString(), exported.toString()).inheritIO().start();
        assertThat(oracle.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(oracle.exitValue()).as("ddrescuelog -p compares the exported map with the truth").isZero();
    }

    private static void line(StringBuilder text, long firstLba, long endLba, char status) {
        if (endLba > firstLba) {
            text.append("0x%X 0x%X %s\n".formatted(firstLba * SECTOR, (endLba - firstLba) * SECTOR, status));
        }
    }

    @Test
    void isImagedToTheLastReadableSectorAndVerified() throws Exception {
        Case job = prepare();
        try (FaultyFile patient = FaultyFile.readOnly(job.image, faults(job.bad))) {
            try (SalvorProcess image = SalvorProcess.start(folder, "image", patient.path().toString(), job.copy.toString(), "--job",
                    job.job.toString(),
                    "--plan", "thorough")) {
                assertThat(image.join()).as(image.output()).isEqualTo(ExitCode.UNREAD);
            }
            requireTruth(job);
            requireDdrescuelogAgrees(job);
        }
        try (SalvorProcess verify = SalvorProcess.start(folder, "verify", job.job.toString())) {
            assertThat(verify.join()).as(verify.output()).isZero();
        }
        try (SalvorProcess journal = SalvorProcess.start(folder, "journal", "verify", job.job.toString())) {
            assertThat(journal.join()).as(journal.output()).isZero();
        }
    }

    @Test
    void isImagedJustAsWellWhenTheProgramIsKilledAtRandomMoments() throws Exception {
        Case job = prepare();
        SplittableRandom random = new SplittableRandom(3);
        int kills = Counts.of("kills", 20, 200);
        int killed = 0;
        try (FaultyFile patient = FaultyFile.readOnly(job.image, slowly(job.bad, kills))) {
            String[] command = { "image", patient.path().toString(), job.copy.toString(), "--job", job.job.toString(), "--plan",
                    "thorough" };
            while (killed < kills) {
                try (SalvorProcess image = SalvorProcess.start(folder, command)) {
                    for (long millis = random.nextLong(400, 1_600); millis > 0 && image.runs(); millis -= 10) {
                        Thread.sleep(10);
                    }
                    if (!image.runs()) {
                        break;
                    }
                    image.kill();
                    killed++;
                }
            }
            patient.change(faults(job.bad));
            try (SalvorProcess image = SalvorProcess.start(folder, command)) {
                assertThat(image.join()).as(image.output()).isEqualTo(ExitCode.UNREAD);
            }
            requireTruth(job);
            requireDdrescuelogAgrees(job);
        }
        System.out.println("killed " + killed + " times");
        assertThat(killed).isEqualTo(kills);
    }

    /** Slow enough that the job outlives its deaths. */
    private static Faults slowly(SectorMap bad, int kills) throws IOException {
        Faults faults = faults(bad);
        for (long lba = 0; lba < SECTORS; lba += 81_920 / kills) {
            faults = faults.slowRead(lba * SECTOR, (lba + 1) * SECTOR, 150);
        }
        return faults;
    }
}
