package org.salvor.casework;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.salvor.casework.JobFolderException.Kind;

/**
 * Keeps everybody else out of a job folder. The system's lock on {@code lock} is what counts: it goes with its process, however that ends.
 * Who holds it stands in {@code lock.holder}, a file of its own because POSIX drops a process's locks on a file when the process closes
 * any of its descriptors of it.
 */
final class FolderLock implements AutoCloseable {
    private static final int LONGEST_HOLDER_BYTES = 10_000;

    private final JobFiles files;
    private final FileChannel channel;
    private final FileLock lock;

    private FolderLock(JobFiles files, FileChannel channel, FileLock lock) {
        this.files = files;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Locks a folder or says who has it. Synchronized, so that no second attempt of this process opens the lock file while the first
     * holds it.
     */
    static synchronized FolderLock take(JobFiles files) throws IOException {
        String self = self(files.folder());
        if (self.equals(holder(files.holder()))) {
            throw new JobFolderException(Kind.IN_USE, "The job folder " + files.folder() + " is open in this program already.");
        }
        if (Files.isSymbolicLink(files.lock())) {
            throw new JobFolderException(Kind.INCOMPLETE, files.lock() + " is a link; a job folder holds plain files of its own only.");
        }
        FileChannel channel = FileChannel.open(files.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
            if (lock == null) {
                throw new JobFolderException(Kind.IN_USE,
                        "The job folder " + files.folder() + " is in use by " + process(holder(files.holder()))
                                + "; stop the job there, or end that process, and try again.");
            }
            AtomicFile.write(files.holder(), self);
            return new FolderLock(files, channel, lock);
        } catch (OverlappingFileLockException e) {
            throw new JobFolderException(Kind.IN_USE, "The job folder " + files.folder() + " is open in this program already.", e);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * This process: its number and when it began, so that a later process of the same number is another one; and the folder, so that a
     * copy of it is another one too.
     */
    private static String self(Path folder) {
        ProcessHandle self = ProcessHandle.current();
        return self.pid() + " " + self.info().startInstant().map(start -> Long.toString(start.toEpochMilli())).orElse("0") + "\n" + folder
                + "\n";
    }

    private static String holder(Path file) throws IOException {
        boolean readable = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) < LONGEST_HOLDER_BYTES;
        return readable ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
    }

    /** Whether the process that noted itself as the holder still runs. Takes no lock and changes nothing. */
    static boolean held(JobFiles files) throws IOException {
        String holder = holder(files.holder());
        if (!holder.matches("(?s)\\d{1,10} \\d{1,18}\\n.*") || !holder.endsWith("\n" + files.folder() + "\n")) {
            return false;
        }
        String[] numbers = holder.lines().findFirst().orElseThrow().split(" ");
        return ProcessHandle.of(Long.parseLong(numbers[0])).flatMap(process -> process.info().startInstant())
                .map(start -> Long.toString(start.toEpochMilli()).equals(numbers[1])).orElse(false);
    }

    private static String process(String holder) {
        return holder.matches("(?s)\\d+ .*") ? "process " + holder.substring(0, holder.indexOf(' ')) : "another process";
    }

    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            try {
                Files.deleteIfExists(files.holder());
                lock.release();
            } finally {
                channel.close();
            }
        }
    }
}
