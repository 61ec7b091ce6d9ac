package org.salvor.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Text files that a person named: what cannot be read or written is said in one sentence. */
final class TextFile {
    private static final long LARGEST_BYTES = 4 << 20;
    /** {@code S_IFMT} and {@code S_IFBLK} of {@code stat.h}; the same on every Unix. */
    private static final int FILE_TYPE = 0xF000;
    private static final int BLOCK_DEVICE = 0x6000;

    private TextFile() {
    }

    /** The whole text of a small file, called {@code what} in complaints. */
    static String text(Path file, String what) throws CommandFailure {
        return text(file, what, LARGEST_BYTES);
    }

    /** The same of a file that may be as large as that. */
    static String text(Path file, String what, long largestBytes) throws CommandFailure {
        try {
            if (Files.size(file) > largestBytes) {
                throw CommandFailure.input("The " + what + " " + file + " is larger than " + largestBytes + " bytes; it cannot be one.");
            }
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException notText) {
            throw new CommandFailure(ExitCode.WRONG_INPUT, "The " + what + " " + file + " is not text in UTF-8; name another file.",
                    notText);
        } catch (IOException failure) {
            throw notRead(file, what, failure);
        }
    }

    static CommandFailure notRead(Path file, String what, IOException failure) {
        String sentence = "The " + what + " " + file + switch (failure) {
        case NoSuchFileException _ -> " does not exist; name one that does.";
        case AccessDeniedException _ -> " may not be read by you; change its permissions, or run salvor as another user.";
        default -> " could not be read (" + reason(failure) + ").";
        };
        return new CommandFailure(ExitCode.WRONG_INPUT, sentence, failure);
    }

    /** Writes through {@code content}, beside the file first, so that a failure leaves what was there before. */
    static void write(Path file, Content content) throws CommandFailure {
        Path target = file.toAbsolutePath();
        try {
            if (isDisk(target)) {
                throw CommandFailure.input(file + " is a drive, and what is on it would be overwritten; name a file.");
            }
            if (Files.exists(target) && !Files.isRegularFile(target)) {
                content.write(target);
                return;
            }
            Path beside = target.resolveSibling("." + target.getFileName() + ".part");
            try {
                content.write(beside);
                Files.move(beside, target, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(beside);
            }
        } catch (NoSuchFileException failure) {
            throw new CommandFailure(ExitCode.WRONG_INPUT,
                    file + " cannot be written, since its folder does not exist; make the folder first.", failure);
        } catch (AccessDeniedException failure) {
            throw new CommandFailure(ExitCode.WRONG_INPUT, file + " may not be written by you; choose another place.", failure);
        } catch (IOException failure) {
            throw new CommandFailure(ExitCode.OWN_SIDE, file + " could not be written (" + reason(failure) + "); choose another place.",
                    failure);
        }
    }

    /** Whether it is a block device. Pipes and terminals may be written to, drives are the business of an image alone. */
    private static boolean isDisk(Path target) throws IOException {
        return Files.exists(target) && target.getFileSystem().supportedFileAttributeViews().contains("unix")
                && ((int) Files.getAttribute(target, "unix:mode") & FILE_TYPE) == BLOCK_DEVICE;
    }

    /** What is written. */
    @FunctionalInterface
    interface Content {
        void write(Path file) throws IOException;
    }

    private static String reason(IOException failure) {
        return failure instanceof FileSystemException system && system.getReason() != null ? system.getReason() : failure.getMessage();
    }
}
