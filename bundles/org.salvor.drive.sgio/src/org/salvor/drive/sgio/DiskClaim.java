package org.salvor.drive.sgio;

import java.nio.file.Path;
import java.util.Optional;
import org.salvor.linux.LinuxException;
import org.salvor.linux.OpenFlag;
import org.salvor.linux.OwnedFd;

/** Keeps others from mounting or building on a disk: it stays open for us alone while its pass-through is used. */
final class DiskClaim implements AutoCloseable {
    private final Optional<OwnedFd> disk;

    private DiskClaim(Optional<OwnedFd> disk) {
        this.disk = disk;
    }

    /** @throws LinuxException EBUSY when somebody has the disk already; no claim is needed where the kernel has no disk for it */
    static DiskClaim of(SgDevice device, Path dev) throws LinuxException {
        Optional<String> name = device.disk();
        return name.isEmpty() ? new DiskClaim(Optional.empty())
                : new DiskClaim(Optional.of(OwnedFd.openForReading(dev.resolve(name.get()), OpenFlag.EXCLUSIVE, OpenFlag.NON_BLOCKING)));
    }

    @Override
    public void close() {
        disk.ifPresent(OwnedFd::close);
    }
}
