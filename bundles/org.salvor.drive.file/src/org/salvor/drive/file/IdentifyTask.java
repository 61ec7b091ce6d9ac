package org.salvor.drive.file;

import org.salvor.drive.IdentifyOutcome;
import org.salvor.linux.LinuxException;

/** Asks a source's file for its size again, and its path for the file. Kernel thread. */
final class IdentifyTask extends KernelThread.Task {
    private final SectorReader reader;
    private volatile IdentifyOutcome outcome;

    IdentifyTask(SectorReader reader) {
        this.reader = reader;
    }

    IdentifyOutcome outcome() {
        return outcome;
    }

    @Override
    String whereabouts() {
        return "the question who it is is still in the kernel";
    }

    @Override
    void run() {
        Source source = reader.source();
        try {
            outcome = source.isReplaced() ? new IdentifyOutcome.NoAnswer(source.canonical() + " now leads to another file")
                    : new IdentifyOutcome.Identified(source.identity(source.currentSizeBytes()));
        } catch (LinuxException e) {
            outcome = new IdentifyOutcome.NoAnswer(e.getMessage());
        }
    }
}
