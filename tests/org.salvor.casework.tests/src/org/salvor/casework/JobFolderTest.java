package org.salvor.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.salvor.casework.JobFolderException.Kind;
import org.salvor.drive.DriveIdentity;
import org.salvor.imaging.CaseLog.Head;
import org.salvor.imaging.DestinationIdentity;

class JobFolderTest {
    private static final String PLAN = "name: mine\n# with a comment\n";

    @TempDir
    Path base;
    private Path folder;

    @BeforeEach
    void nameTheFolder() {
        folder = base.resolve("case 7/job");
    }

    private JobFolder create() throws IOException {
        return JobFolder.create(folder, JobYamlTest.sample(), PLAN, Optional.empty(), Optional.empty());
    }

    private static void refuses(ThrowingCallable call, Kind kind, String... words) {
        assertThatThrownBy(call).isInstanceOfSatisfying(JobFolderException.class, e -> {
            assertThat(e.kind()).isEqualTo(kind);
            assertThat(e.getMessage()).contains(words).endsWith(".").doesNotContain("\n");
        });
    }

    /** Names and contents, so that a test can say that nothing changed. */
    private Map<String, String> content() throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.walk(base)) {
            for (Path file : files.toList()) {
                content.put(file.toString(),
                        Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "");
            }
        }
        return content;
    }

    @Test
    void aJobThatWasMadeOpensAgainWithItsPlanAndMaps() throws IOException {
        Path domain = Files.writeString(base.resolve("some.map"), "domain");
        Path earlier = Files.writeString(base.resolve("old.map"), "earlier");
        try (JobFolder made = JobFolder.create(folder, JobYamlTest.sample(), PLAN, Optional.of(domain), Optional.of(earlier))) {
            assertThat(made.spec().domain()).isTrue();
        }
        Files.delete(domain);
        try (JobFolder opened = JobFolder.open(folder)) {
            assertThat(opened.spec()).isEqualTo(JobYamlTest.sample().withMaps(true, true));
            assertThat(opened.files().readPlan()).isEqualTo(PLAN);
            assertThat(opened.files().domain()).hasContent("domain");
            assertThat(opened.files().imported()).hasContent("earlier");
        }
        assertThat(new JobFiles(folder).readJob()).isEqualTo(JobYamlTest.sample().withMaps(true, true));
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("job.yaml", "plan.yaml", "domain.map",
                    "import.map", "lock");
        }
    }

    @Test
    void aChangedJobIsWrittenWholeOrNotAtAll() throws IOException {
        try (JobFolder job = create()) {
            job.save(job.spec().withDestination(JobYamlTest.DESTINATION, "x", Instant.EPOCH, ""));
            Files.createDirectory(folder.resolve("job.yaml.new"));
            Files.writeString(folder.resolve("job.yaml.new/in the way"), "");
            JobSpec before = job.spec();
            refuses(() -> job.save(before.withDestination(JobYamlTest.DESTINATION, "y", Instant.EPOCH, "")), Kind.FAILED,
                    "cannot be written");
            assertThat(job.spec()).isEqualTo(before);
            assertThat(new JobFiles(folder).readJob()).isEqualTo(before);
        }
    }

    @Test
    void aLeftOverTemporaryFileIsTakenAway() throws IOException {
        create().close();
        Files.writeString(folder.resolve("job.yaml.new"), "format: 1\nhalf");
        JobFolder.open(folder).close();
        assertThat(folder.resolve("job.yaml.new")).doesNotExist();
    }

    @Test
    void aReplacedPlanIsKeptBesideTheNewOne() throws IOException {
        create().close();
        try (JobFolder job = JobFolder.open(folder)) {
            job.replacePlan("second", "name: second\n", Instant.EPOCH, "more patience");
            job.replacePlan("third", "name: third\n", Instant.EPOCH, "even more");
            assertThat(job.spec().plan()).isEqualTo("third");
            assertThat(job.spec().history()).extracting(JobSpec.Replacement::before).containsExactly("standard", "second");
        }
        assertThat(folder.resolve("plan.1.yaml")).hasContent(PLAN.strip());
        assertThat(folder.resolve("plan.2.yaml")).hasContent("name: second");
        assertThat(folder.resolve("plan.yaml")).hasContent("name: third");
    }

    @Test
    void aFolderWithOtherThingsIsLeftAlone() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("thesis.txt"), "years of work");
        Map<String, String> before = content();
        refuses(this::create, Kind.OTHER_CONTENT, "not a job folder", folder.toString());
        refuses(() -> JobFolder.open(folder), Kind.OTHER_CONTENT, "not a job folder");
        assertThat(content()).isEqualTo(before);
    }

    @Test
    void aFileInPlaceOfTheFolderIsRefused() throws IOException {
        Files.createDirectories(folder.getParent());
        Files.writeString(folder, "a file");
        refuses(this::create, Kind.OTHER_CONTENT, "not a job folder");
        refuses(() -> JobFolder.open(folder), Kind.OTHER_CONTENT, "not a job folder");
        assertThat(folder).hasContent("a file");
    }

    @Test
    void whereThereIsNoJobNoneIsOpened() throws IOException {
        refuses(() -> JobFolder.open(folder), Kind.NO_JOB, "There is no folder");
        assertThat(folder).doesNotExist();
        Files.createDirectories(folder);
        refuses(() -> JobFolder.open(folder), Kind.NO_JOB, "is empty");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aSecondJobIsNotMadeOverTheFirst() throws IOException {
        create().close();
        refuses(this::create, Kind.OTHER_CONTENT, "There is a job in");
    }

    @Test
    void aMakingThatWasCutOffCanBeBegunAgainAtEveryPoint() throws IOException {
        Path domain = Files.writeString(base.resolve("some.map"), "domain");
        List<String> steps = List.of("lock", "lock.holder", "plan.yaml.new", "plan.yaml", "domain.map.new", "domain.map", "job.yaml.new");
        for (int done = 1; done <= steps.size(); done++) {
            folder = base.resolve("job" + done);
            Files.createDirectories(folder);
            for (String name : steps.subList(0, done)) {
                Files.writeString(folder.resolve(name), name.startsWith("lock.") ? "1 1\n" : "half");
            }
            assertThat(new JobFiles(folder).content()).isEqualTo(JobFiles.Content.UNFINISHED);
            refuses(() -> JobFolder.open(folder), Kind.INCOMPLETE, "cut off before it began", "make the job again");
            try (JobFolder job = JobFolder.create(folder, JobYamlTest.sample(), PLAN, Optional.empty(), Optional.of(domain))) {
                assertThat(job.files().readPlan()).isEqualTo(PLAN);
                assertThat(job.spec().domain()).isFalse();
                assertThat(job.files().domain()).doesNotExist();
                assertThat(folder.resolve("job.yaml.new")).doesNotExist();
            }
        }
    }

    @Test
    void aHalfWrittenJobIsRefusedAndKept() throws IOException {
        create().close();
        Files.writeString(folder.resolve("map.journal"), "map");
        Files.writeString(folder.resolve("case.ndjson"), "journal");
        String job = Files.readString(folder.resolve("job.yaml"));
        Files.delete(folder.resolve("job.yaml"));
        Map<String, String> before = content();
        refuses(() -> JobFolder.open(folder), Kind.INCOMPLETE, "half-written", "case.ndjson, lock, map.journal, plan.yaml are there",
                "job.yaml is missing");
        refuses(this::create, Kind.INCOMPLETE, "half-written");
        assertThat(content()).isEqualTo(before);
        Files.writeString(folder.resolve("job.yaml"), job.substring(0, job.length() / 2));
        refuses(() -> JobFolder.open(folder), Kind.INCOMPLETE, "is damaged: in job.yaml ");
        Files.writeString(folder.resolve("job.yaml"), "");
        refuses(() -> JobFolder.open(folder), Kind.INCOMPLETE, "is damaged: in job.yaml it is empty");
        Files.write(folder.resolve("job.yaml"), new byte[] { (byte) 0xFF, (byte) 0xFE });
        refuses(() -> JobFolder.open(folder), Kind.INCOMPLETE, "not a text in UTF-8");
        Files.write(folder.resolve("job.yaml"), new byte[2_000_000]);
        refuses(() -> JobFolder.open(folder), Kind.INCOMPLETE, "too large");
        Files.writeString(folder.resolve("job.yaml"), job);
        Files.delete(folder.resolve("plan.yaml"));
        refuses(() -> JobFolder.open(folder), Kind.INCOMPLETE, "plan.yaml is missing");
    }

    @Test
    void aFolderOfANewerVersionIsRefused() throws IOException {
        create().close();
        Files.writeString(folder.resolve("job.yaml"), Files.readString(folder.resolve("job.yaml")).replace("format: 1", "format: 2"));
        Map<String, String> before = content();
        refuses(() -> JobFolder.open(folder), Kind.NEWER, "version 2", "use a newer Salvor");
        assertThat(content()).isEqualTo(before);
    }

    @Test
    void aLinkInTheFolderIsNotFollowed() throws IOException {
        create().close();
        Path outside = Files.writeString(base.resolve("outside"), "precious");
        for (String name : List.of("map.journal", "case.ndjson", "segments", "lock", "lock.holder", "plan.yaml", "job.yaml")) {
            Path file = folder.resolve(name);
            byte[] kept = Files.exists(file) ? Files.readAllBytes(file) : null;
            Files.deleteIfExists(file);
            Files.createSymbolicLink(file, outside);
            refuses(() -> JobFolder.open(folder), Kind.INCOMPLETE, name + " is a link");
            Files.delete(file);
            if (kept != null) {
                Files.write(file, kept);
            }
        }
        assertThat(outside).hasContent("precious");
        JobFolder.open(folder).close();
    }

    @Test
    void theJobOfAnotherDriveIsRefusedWithBothNames() throws IOException {
        DriveIdentity same = new DriveIdentity("WDC WD10EZEX-USB", "WD-123", "", 1_953_525_168L, 512, 512);
        DriveIdentity other = new DriveIdentity("ST1000", "Z9", "", 1_953_525_168L, 512, 4096);
        DriveIdentity smaller = new DriveIdentity("WDC WD10EZEX", "WD-123", "", 1_953_525_167L, 512, 4096);
        try (JobFolder job = create()) {
            job.requireSource(same, false);
            job.requireSource(other, true);
            refuses(() -> job.requireSource(other, false), Kind.OTHER_SOURCE, "WDC WD10EZEX WD-123", "ST1000 Z9");
            refuses(() -> job.requireSource(smaller, true), Kind.OTHER_SOURCE, "1953525167 sectors");
        }
    }

    @Test
    void anotherDestinationIsRefusedWithBothNames() throws IOException {
        DestinationIdentity moved = new DestinationIdentity("file", "/elsewhere/case 7.img", "", "inode 5:77", 0, 1);
        DestinationIdentity other = new DestinationIdentity("drive", "/dev/sdc", "ST1000", "Z9", 5, 512);
        try (JobFolder job = create()) {
            job.requireDestination(other);
            job.save(job.spec().withDestination(JobYamlTest.DESTINATION, "x", Instant.EPOCH, ""));
            job.requireDestination(moved);
            refuses(() -> job.requireDestination(other), Kind.OTHER_DESTINATION, "/images/case 7.img", "ST1000 Z9");
        }
    }

    @Test
    void theSameProgramCannotOpenItTwice() throws IOException {
        try (JobFolder job = create()) {
            refuses(() -> JobFolder.open(folder), Kind.IN_USE, "open in this program already");
            refuses(() -> JobFolder.open(folder.resolve("../job")), Kind.IN_USE, "open in this program already");
            assertThat(job.files().readJob()).isEqualTo(job.spec());
        }
        JobFolder.open(folder).close();
    }

    @Test
    void aCopyOfAnOpenFolderIsAnotherOne() throws IOException {
        Path copy = base.resolve("copy");
        try (JobFolder job = create()) {
            Files.createDirectories(copy);
            for (String name : List.of("job.yaml", "plan.yaml", "lock", "lock.holder")) {
                Files.copy(folder.resolve(name), copy.resolve(name));
            }
            JobFolder.open(copy).close();
        }
    }

    /** Another process that holds the lock until it is told to end, or is killed. */
    private Process holder() throws IOException {
        Path source = Files.writeString(base.resolve("Holder.java"), """
                import java.nio.channels.FileChannel;
                import java.nio.file.*;
                class Holder {
                    public static void main(String[] args) throws Exception {
                        Path folder = Path.of(args[0]);
                        var lock = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE).lock();
                        Files.writeString(folder.resolve("lock.holder"), ProcessHandle.current().pid() + " 0\\n" + folder + "\\n");
                        System.out.println("held");
                        System.in.read();
                        lock.release();
                    }
                }
                """);
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(java.toString(), source.toString(), folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        BufferedReader said = process.inputReader();
        assertThat(said.readLine()).isEqualTo("held");
        return process;
    }

    @Test
    void aSecondProcessIsToldWhoHoldsTheFolderUntilThatOneIsGone() throws Exception {
        create().close();
        Process process = holder();
        try {
            refuses(() -> JobFolder.open(folder), Kind.IN_USE, "in use by process " + process.pid());
            refuses(() -> JobFolder.open(folder), Kind.IN_USE, "in use by process " + process.pid());
        } finally {
            process.destroyForcibly();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        JobFolder.open(folder).close();
    }

    @Test
    void aReadOnlyFolderIsRefused() throws Exception {
        create().close();
        if (System.getProperty("user.name").equals("root")) {
            assumeTrue(run("mount", "--bind", folder.toString(), folder.toString()) == 0, "this root cannot mount");
            try {
                assumeTrue(run("mount", "-o", "remount,bind,ro", folder.toString()) == 0, "this root cannot mount read-only");
                refusesReadOnly();
            } finally {
                run("umount", folder.toString());
            }
        } else {
            assumeTrue(folder.toFile().setWritable(false));
            Files.setPosixFilePermissions(folder.resolve("lock"), java.nio.file.attribute.PosixFilePermissions.fromString("r--r--r--"));
            try {
                refusesReadOnly();
            } finally {
                folder.toFile().setWritable(true);
            }
        }
    }

    private void refusesReadOnly() throws IOException {
        Map<String, String> before = content();
        refuses(() -> JobFolder.open(folder), Kind.READ_ONLY, "is read-only", folder.toString());
        folder = folder.resolve("inner");
        refuses(this::create, Kind.READ_ONLY, "is read-only");
        folder = folder.getParent();
        assertThat(new JobFiles(folder).readJob()).isEqualTo(JobYamlTest.sample());
        assertThat(content()).isEqualTo(before);
    }

    private static int run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        return process.waitFor();
    }

    @Test
    void whyASystemRefusedIsSaidInWords() {
        assertThat(Causes.readOnly(new java.nio.file.AccessDeniedException("x"))).isTrue();
        assertThat(Causes.readOnly(new java.nio.file.FileSystemException("x", null, "Read-only file system"))).isTrue();
        assertThat(Causes.readOnly(new java.nio.file.FileSystemException("x", null, "No space left on device"))).isFalse();
        assertThat(Causes.words(new java.nio.file.NoSuchFileException("x"))).isEqualTo("x is not there");
        assertThat(Causes.words(new java.nio.file.FileSystemException("x", null, "No space left on device")))
                .isEqualTo("No space left on device (x)");
    }

    @Test
    void theJournalOfAFolderIsOpenedAgainstTheHeadOfTheMap() throws IOException {
        try (JobFolder job = create();
                CaseJournal journal = job.openJournal(new SteppingClock(), Optional.of(new Head(3, "ab".repeat(32))))) {
            journal.sync();
        }
        assertThat(folder.resolve("case.ndjson")).content().contains("journal-behind", "\"knownEntries\":3");
    }
}
