package org.salvor.casework;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.salvor.casework.JobFolderException.Kind;
import org.salvor.imaging.DestinationIdentity;

/**
 * The files of a job folder, by name and for reading. Nothing here locks or changes anything. Any thread.
 *
 * @param folder the folder
 */
public record JobFiles(Path folder) {
    private static final String JOB = "job.yaml";
    private static final String PLAN = "plan.yaml";
    private static final String HEADS = "heads.yaml";
    private static final String DOMAIN = "domain.map";
    private static final String IMPORT = "import.map";
    private static final String LOCK = "lock";
    private static final String HOLDER = "lock.holder";
    private static final String CASE = "case.ndjson";
    private static final String MAP_SNAPSHOT = "map.snapshot";
    private static final String MAP_JOURNAL = "map.journal";
    private static final String SEGMENTS = "segments";
    private static final String MOVE = "move.target";
    /** What making a job writes before {@code job.yaml}, which comes last. */
    private static final Set<String> BEFORE_JOB = Set.of(PLAN, HEADS, DOMAIN, IMPORT, LOCK, HOLDER);
    private static final Set<String> OURS = Set.of(JOB, PLAN, HEADS, DOMAIN, IMPORT, LOCK, HOLDER, CASE, MAP_SNAPSHOT, MAP_JOURNAL,
            SEGMENTS, MOVE);
    private static final long LARGEST_TEXT_BYTES = 1 << 20;
    private static final long LARGEST_HEADS_BYTES = 16 << 20;

    /** What lies in a folder. */
    public enum Content {
        /** There is no such folder. */
        ABSENT,
        /** A folder with nothing in it. */
        EMPTY,
        /** A job whose making was cut off before it had begun; it holds nothing of worth. */
        UNFINISHED,
        /** A job. */
        JOB,
        /** Something else. */
        OTHER
    }

    /** What lies in the folder. */
    public Content content() throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return Content.ABSENT;
        }
        Set<String> names;
        try (Stream<Path> list = Files.list(folder)) {
            names = list.map(path -> path.getFileName().toString()).collect(Collectors.toSet());
        } catch (NotDirectoryException e) {
            return Content.OTHER;
        }
        if (names.isEmpty()) {
            return Content.EMPTY;
        }
        if (names.contains(JOB)) {
            return Content.JOB;
        }
        return names.stream().allMatch(name -> BEFORE_JOB.contains(withoutSuffix(name)) || name.equals(JOB + AtomicFile.TEMPORARY))
                ? Content.UNFINISHED
                : Content.OTHER;
    }

    /** Names of this job's own files that are there though {@code job.yaml} is not. */
    List<String> remains() throws IOException {
        try (Stream<Path> list = Files.list(folder)) {
            return list.map(path -> path.getFileName().toString()).filter(name -> OURS.contains(withoutSuffix(name))).sorted().toList();
        } catch (NotDirectoryException e) {
            return List.of();
        }
    }

    private static String withoutSuffix(String name) {
        return name.endsWith(AtomicFile.TEMPORARY) ? name.substring(0, name.length() - AtomicFile.TEMPORARY.length()) : name;
    }

    /** Identities, options, history. */
    public Path job() {
        return folder.resolve(JOB);
    }

    /** Text of the plan, as it was when the job was made. */
    public Path plan() {
        return folder.resolve(PLAN);
    }

    /** Text of the head map, where the job has one. */
    public Path heads() {
        return folder.resolve(HEADS);
    }

    /** Copy of the domain map, where the job has one. */
    public Path domain() {
        return folder.resolve(DOMAIN);
    }

    /** Copy of the imported map, where the job has one. */
    public Path imported() {
        return folder.resolve(IMPORT);
    }

    /** The case journal. */
    public Path caseJournal() {
        return folder.resolve(CASE);
    }

    /** Hashes of the destination's segments. */
    public Path segments() {
        return folder.resolve(SEGMENTS);
    }

    /** Names the destination that the image is being moved to, as long as that goes on or was cut off. */
    Path move() {
        return folder.resolve(MOVE);
    }

    /** Whether a move of the image to this destination was begun and not ended, so that what it holds is the job's. */
    public boolean movesTo(DestinationIdentity destination) throws JobFolderException {
        return Files.exists(move(), LinkOption.NOFOLLOW_LINKS) && text(move(), LARGEST_TEXT_BYTES).equals(moveText(destination));
    }

    static String moveText(DestinationIdentity destination) {
        return destination.kind() + '\n' + destination.address() + '\n' + destination.serial() + '\n' + destination.sizeBytes() + '\n';
    }

    /** Whether a process that runs now has the job open. Takes no lock. */
    public boolean inUse() throws IOException {
        return FolderLock.held(this);
    }

    Path lock() {
        return folder.resolve(LOCK);
    }

    Path holder() {
        return folder.resolve(HOLDER);
    }

    /**
     * What the job is.
     *
     * @throws JobFolderException when there is no job, or none that can be understood
     */
    public JobSpec readJob() throws JobFolderException {
        checkComplete();
        try {
            return JobYaml.read(text(job(), LARGEST_TEXT_BYTES));
        } catch (JobYamlException e) {
            throw e.newer() ? new JobFolderException(Kind.NEWER, "The job in " + folder + " cannot be used: " + e.getMessage() + ".", e)
                    : new JobFolderException(Kind.INCOMPLETE, "The job in " + folder + " is damaged: in job.yaml " + e.getMessage()
                            + "; mend the file or take it from a backup.", e);
        }
    }

    /**
     * Text of the plan.
     *
     * @throws JobFolderException when it cannot be read
     */
    public String readPlan() throws JobFolderException {
        return text(plan(), LARGEST_TEXT_BYTES);
    }

    /**
     * Text of the head map; empty where the job has none.
     *
     * @throws JobFolderException when it cannot be read
     */
    public Optional<String> readHeads() throws JobFolderException {
        return Files.exists(heads(), LinkOption.NOFOLLOW_LINKS) ? Optional.of(text(heads(), LARGEST_HEADS_BYTES)) : Optional.empty();
    }

    /** Whether everything is there that a job must have, and nothing points out of the folder. */
    private void checkComplete() throws JobFolderException {
        try {
            switch (content()) {
            case ABSENT ->
                    throw new JobFolderException(Kind.NO_JOB, "There is no folder " + folder + "; check its path, or begin the job anew.");
            case EMPTY -> throw new JobFolderException(Kind.NO_JOB, "The folder " + folder + " is empty; there is no job in it.");
            case UNFINISHED -> throw new JobFolderException(Kind.INCOMPLETE,
                    "The making of the job in " + folder
                            + " was cut off before it began; nothing is lost, make the job again in this folder.");
            case OTHER -> throw otherContent();
            case JOB -> {
            }
            }
            List<String> links = new ArrayList<>();
            for (String name : OURS) {
                if (Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)
                        && !Files.isRegularFile(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                    links.add(name);
                }
            }
            if (!links.isEmpty()) {
                throw new JobFolderException(Kind.INCOMPLETE, "In the job folder " + folder + " " + String.join(", ", links)
                        + " is a link or a folder; a job folder holds plain files of its own only.");
            }
            if (!Files.exists(plan())) {
                throw new JobFolderException(Kind.INCOMPLETE,
                        "The job in " + folder + " is half-written: plan.yaml is missing; take it from a backup.");
            }
        } catch (JobFolderException e) {
            throw e;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    JobFolderException otherContent() throws IOException {
        List<String> remains = remains();
        if (remains.isEmpty()) {
            return new JobFolderException(Kind.OTHER_CONTENT,
                    folder + " is not a job folder and holds other things; name an empty or a new folder.");
        }
        return new JobFolderException(Kind.INCOMPLETE, "The job in " + folder + " is half-written: " + String.join(", ", remains)
                + (remains.size() == 1 ? " is" : " are")
                + " there and job.yaml is missing; take it from a backup, or name another folder.");
    }

    private String text(Path file, long largestBytes) throws JobFolderException {
        try {
            if (Files.size(file) > largestBytes) {
                throw new JobFolderException(Kind.INCOMPLETE, file + " is too large to be what its name says.");
            }
            return Files.readString(file);
        } catch (MalformedInputException e) {
            throw new JobFolderException(Kind.INCOMPLETE, file + " is not a text in UTF-8; mend the file or take it from a backup.", e);
        } catch (NoSuchFileException e) {
            throw new JobFolderException(Kind.INCOMPLETE,
                    "The job in " + folder + " is half-written: " + file.getFileName() + " is missing.", e);
        } catch (JobFolderException e) {
            throw e;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    JobFolderException failed(IOException e) {
        return new JobFolderException(Kind.FAILED, "The job folder " + folder + " cannot be read: " + Causes.words(e) + ".", e);
    }
}
