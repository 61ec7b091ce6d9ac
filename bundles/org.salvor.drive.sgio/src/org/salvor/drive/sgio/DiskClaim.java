package org.salvor.drive.sgio;

import java.nio.file.Path;
import java.util.Optional;
import org.salvor.linux.LinuxException;
import org.salvor.linux.OpenFlag;
import org.salvor.linux.OwnedFd;

/**
 * Keeps others from a disk while its pass-through is used: it stays open for us alone, so that nobody mounts it or builds on it, and locked as systemd
 * documents it ("Locking Block Device Access"), so that udev does not probe it.
 */
final class DiskClaim implements AutoCloseable {
    private final Optional<OwnedFd> disk;

    private DiskClaim(Optional<OwnedFd> disk) {
        this.disk = disk;
    }

    /** @throws LinuxException EBUSY or EAGAIN when somebody has the disk already; no claim is needed where the kernel has no disk for it */
    static DiskClaim of(SgDevice device, Path dev) throws LinuxException {
        Optional<String> name = device.disk();
        return name.isEmpty() ? new DiskClaim(Optional.empty()) : of(dev.resolve(name.get()));
    }

    /** Of a block device. @throws LinuxException EBUSY or EAGAIN when somebody has it already */
    static DiskClaim of(Path node) throws LinuxException {
        OwnedFd fd = OwnedFd.openForReading(node, OpenFlag.EXCLUSIVE, OpenFlag.NON_BLOCKING);
        boolean handedOver = false;
        try {
            fd.claim();
            handedOver = true;
            return new DiskClaim(Optional.of(fd));
        } finally {
            if (!handedOver) {
                fd.close();
            }
        }
    }

    @Override
    public void close() {
        disk.ifPresent(OwnedFd::close);
    }
}
