package org.salvor.drive.file;

import java.util.Optional;
import org.salvor.drive.DriveIdentity;
import org.salvor.drive.spi.DriveOpenException;

/** Looks whether a source is there, and opens it again where it went and came back. Kernel thread. */
final class ReturnTask extends KernelThread.Task {
    private final SectorReader reader;
    private final SourceOpener opener;
    private final DriveIdentity identity;
    private volatile Optional<String> loss = Optional.of("the kernel did not answer");

    ReturnTask(SectorReader reader, SourceOpener opener, DriveIdentity identity) {
        this.reader = reader;
        this.opener = opener;
        this.identity = identity;
    }

    /** Why the source is not there, or empty when it is. */
    Optional<String> loss() {
        return loss;
    }

    @Override
    String whereabouts() {
        return "opening it again is still in the kernel";
    }

    @Override
    void run() {
        Optional<String> why = reader.source().loss(opener.devices());
        if (why.isPresent()) {
            why = reopened();
        }
        loss = why;
    }

    private Optional<String> reopened() {
        try {
            reader.replace(opener.reopen(identity));
            return Optional.empty();
        } catch (DriveOpenException e) {
            return Optional.of(e.getMessage());
        }
    }
}
