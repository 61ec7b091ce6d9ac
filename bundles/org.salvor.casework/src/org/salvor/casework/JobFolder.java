package org.salvor.casework;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.salvor.casework.JobFolderException.Kind;
import org.salvor.drive.Clock;
import org.salvor.drive.DriveIdentity;
import org.salvor.imaging.CaseLog;
import org.salvor.imaging.DestinationIdentity;

/**
 * A job folder, open for work: locked against everybody else until it is closed. Everything in it is a plain file of its own; no name in
 * it leads elsewhere. One thread at a time.
 */
public final class JobFolder implements AutoCloseable {
    private final JobFiles files;
    private final FolderLock lock;
    private final boolean made;
    private JobSpec spec;

    /** @param made whether the folder itself was made with the job */
    private JobFolder(JobFiles files, FolderLock lock, JobSpec spec, boolean made) {
        this.files = files;
        this.lock = lock;
        this.made = made;
        this.spec = spec;
    }

    /**
     * Makes a job in a folder that is absent or empty, or whose making was cut off before. {@code job.yaml} is written last: until then
     * there is no job.
     *
     * @param planYaml text of the plan, kept in the folder so that the job stays as it is whatever becomes of the plan elsewhere
     * @param domainMap a map to copy into the folder as the job's domain
     * @param importMap a map of an earlier attempt to copy into the folder
     * @throws JobFolderException when it cannot be made; nothing that was there is changed then
     */
    public static JobFolder create(Path folder, JobSpec spec, String planYaml, Optional<Path> domainMap, Optional<Path> importMap)
            throws JobFolderException {
        return create(folder, spec, planYaml, Optional.empty(), domainMap, importMap);
    }

    /**
     * Makes a job whose source's heads are known. The same as {@link #create(Path, JobSpec, String, Optional, Optional)} otherwise.
     *
     * @param headsYaml text of the head map, kept in the folder too
     * @throws JobFolderException when it cannot be made; nothing that was there is changed then
     */
    public static JobFolder create(Path folder, JobSpec spec, String planYaml, Optional<String> headsYaml, Optional<Path> domainMap,
            Optional<Path> importMap) throws JobFolderException {
        JobFiles files = new JobFiles(folder.toAbsolutePath().normalize());
        try {
            checkFree(files);
            boolean made = !Files.exists(files.folder());
            AtomicFile.createFolder(files.folder());
            FolderLock lock = FolderLock.take(files);
            try {
                checkFree(files);
                clean(files);
                AtomicFile.write(files.plan(), planYaml);
                if (headsYaml.isPresent()) {
                    AtomicFile.write(files.heads(), headsYaml.get());
                }
                if (domainMap.isPresent()) {
                    AtomicFile.copy(domainMap.get(), files.domain());
                }
                if (importMap.isPresent()) {
                    AtomicFile.copy(importMap.get(), files.imported());
                }
                JobSpec complete = spec.withMaps(domainMap.isPresent(), importMap.isPresent());
                AtomicFile.write(files.job(), JobYaml.write(complete));
                return new JobFolder(files, lock, complete, made);
            } catch (IOException e) {
                lock.close();
                throw e;
            }
        } catch (JobFolderException e) {
            throw e;
        } catch (IOException e) {
            throw notWritten(files, "made", e);
        }
    }

    private static void checkFree(JobFiles files) throws IOException {
        switch (files.content()) {
        case ABSENT, EMPTY, UNFINISHED -> {
        }
        case JOB -> throw new JobFolderException(Kind.OTHER_CONTENT,
                "There is a job in " + files.folder() + " already; open it, or name another folder.");
        case OTHER -> throw files.otherContent();
        }
    }

    /** Takes away what a making that was cut off left behind. */
    private static void clean(JobFiles files) throws IOException {
        for (Path left : new Path[] { files.plan(), files.heads(), files.domain(), files.imported() }) {
            Files.deleteIfExists(left);
        }
        deleteTemporaries(files);
    }

    private static void deleteTemporaries(JobFiles files) throws IOException {
        for (Path file : new Path[] { files.job(), files.plan(), files.heads(), files.domain(), files.imported(),
                files.move() }) {
            Files.deleteIfExists(AtomicFile.temporary(file));
        }
    }

    /**
     * Opens the job in a folder.
     *
     * @throws JobFolderException when there is none, it is incomplete, of a newer version, read-only or in use; nothing is changed then
     */
    public static JobFolder open(Path folder) throws JobFolderException {
        JobFiles files = new JobFiles(folder.toAbsolutePath().normalize());
        files.readJob();
        try {
            FolderLock lock = FolderLock.take(files);
            try {
                JobSpec spec = files.readJob();
                deleteTemporaries(files);
                return new JobFolder(files, lock, spec, false);
            } catch (IOException e) {
                lock.close();
                throw e;
            }
        } catch (JobFolderException e) {
            throw e;
        } catch (IOException e) {
            throw notWritten(files, "opened", e);
        }
    }

    private static JobFolderException notWritten(JobFiles files, String done, IOException e) {
        if (Causes.readOnly(e)) {
            return new JobFolderException(Kind.READ_ONLY, "The job folder " + files.folder()
                    + " is read-only, and a job must be able to write there; make it writable or take a copy of it that is.", e);
        }
        return new JobFolderException(Kind.FAILED, "The job folder " + files.folder() + " cannot be " + done + ": " + Causes.words(e) + ".",
                e);
    }

    /** Names of the files, for whoever keeps map and hashes there. */
    public JobFiles files() {
        return files;
    }

    /** What the job is. */
    public JobSpec spec() {
        return spec;
    }

    /**
     * Writes a changed job, durable when this returns.
     *
     * @throws JobFolderException when it could not; the old one stands then
     */
    public void save(JobSpec changed) throws JobFolderException {
        try {
            AtomicFile.write(files.job(), JobYaml.write(changed));
            spec = changed;
        } catch (IOException e) {
            throw notWritten(files, "written", e);
        }
    }

    /**
     * Gives the job another plan from now on. The old one is kept beside it as {@code plan.1.yaml}, {@code plan.2.yaml} and so on.
     *
     * @throws JobFolderException when it could not be written; the old one stands then
     */
    public void replacePlan(String name, String planYaml, Instant at, String why) throws JobFolderException {
        try {
            keep("plan", files.readPlan());
            AtomicFile.write(files.plan(), planYaml);
        } catch (JobFolderException e) {
            throw e;
        } catch (IOException e) {
            throw notWritten(files, "written", e);
        }
        save(spec.withPlan(name, at, why));
    }

    /**
     * Gives the job another head map from now on, or its first. An old one is kept beside it as {@code heads.1.yaml}, {@code heads.2.yaml} and so on.
     *
     * @param words the head map in words, such as its heads and the digest of its text
     * @throws JobFolderException when it could not be written; the old one stands then
     */
    public void replaceHeads(String words, String headsYaml, Instant at, String why) throws JobFolderException {
        try {
            Optional<String> old = files.readHeads();
            if (old.isPresent()) {
                keep("heads", old.get());
            }
            AtomicFile.write(files.heads(), headsYaml);
        } catch (JobFolderException e) {
            throw e;
        } catch (IOException e) {
            throw notWritten(files, "written", e);
        }
        save(spec.withHeads(words, at, why));
    }

    /** Keeps a text that is about to be replaced, under the first number that is free. */
    private void keep(String name, String text) throws IOException {
        int number = 1;
        while (Files.exists(files.folder().resolve(name + "." + number + ".yaml"))) {
            number++;
        }
        AtomicFile.write(files.folder().resolve(name + "." + number + ".yaml"), text);
    }

    /**
     * Checks that a drive is the source of this job, perhaps behind another bridge.
     *
     * @param vouched whether the operator vouches for a drive that shows another name; its size must fit all the same
     * @throws JobFolderException that names both drives
     */
    public void requireSource(DriveIdentity seen, boolean vouched) throws JobFolderException {
        boolean fits = seen.sectorCount() == spec.source().sectorCount() && seen.sectorBytes() == spec.source().sectorBytes();
        if (spec.source().sameDrive(seen) || vouched && fits) {
            return;
        }
        throw new JobFolderException(Kind.OTHER_SOURCE, "The job in " + files.folder() + " is of " + JobSpec.words(spec.source())
                + ", but the source is now " + JobSpec.words(seen) + "; connect the job's drive, or begin another job in another folder.");
    }

    /**
     * Checks that a destination is the one this job has written to.
     *
     * @throws JobFolderException that names both
     */
    public void requireDestination(DestinationIdentity seen) throws JobFolderException {
        if (spec.destination().isPresent() && !spec.destination().get().same(seen)) {
            throw new JobFolderException(Kind.OTHER_DESTINATION,
                    "The job in " + files.folder() + " writes to " + JobSpec.words(spec.destination().get())
                            + ", but the destination is now " + JobSpec.words(seen)
                            + "; connect the right one, or replace the destination.");
        }
    }

    /**
     * Notes that the image is about to be moved to another destination, so that what that one holds is known as the job's if the move is cut off.
     *
     * @throws JobFolderException when it could not be written
     */
    public void beginMove(DestinationIdentity destination) throws JobFolderException {
        try {
            AtomicFile.write(files.move(), JobFiles.moveText(destination));
        } catch (IOException e) {
            throw notWritten(files, "written", e);
        }
    }

    /** Notes that the move has ended: the job's file names the new destination by now. */
    public void endMove() throws IOException {
        Files.deleteIfExists(files.move());
    }

    /**
     * Opens the job's case journal to append to it.
     *
     * @param known head that the map keeps, if there is one
     * @throws JobFolderException when it cannot be read or written
     */
    public CaseJournal openJournal(Clock clock, Optional<CaseLog.Head> known) throws JobFolderException {
        try {
            return CaseJournal.open(files.caseJournal(), clock, known);
        } catch (IOException e) {
            throw new JobFolderException(Kind.FAILED,
                    "The case journal " + files.caseJournal() + " cannot be opened: " + Causes.words(e) + ".", e);
        }
    }

    /** Takes a job back that was made just now and cannot begin, and the folder if it was made with it. */
    public void discard() throws IOException {
        Files.deleteIfExists(files.job()); // without it there is no job, whatever else remains
        clean(files);
        Files.deleteIfExists(files.lock());
        lock.close();
        if (made) {
            Files.deleteIfExists(files.folder());
        }
    }

    /** Gives the folder free. Idempotent. */
    @Override
    public void close() throws IOException {
        lock.close();
    }
}
