package org.salvor.drive.file;

import org.salvor.drive.Evidence;
import org.salvor.drive.MediaFault;
import org.salvor.drive.ReadOutcome;
import org.salvor.linux.Errno;
import org.salvor.linux.LinuxException;

/**
 * What the kernel's error numbers mean for a read. The block layer turns a drive's answer into one of these numbers ({@code blk_errors} in
 * {@code block/blk-core.c}); file systems and FUSE servers mostly say EIO.
 */
final class Failures {
    private Failures() {
    }

    /**
     * The outcome of a failed read.
     *
     * @param failingLba the sector, where only one was asked for; else -1
     * @param provenSectors sectors of earlier commands of the same streak
     */
    static ReadOutcome outcome(LinuxException failure, long failingLba, long provenSectors, Evidence evidence) {
        return switch (failure.known().orElse(Errno.EINVAL)) {
        case EIO, ENODATA, EILSEQ, EREMOTEIO, EBADMSG ->
                new ReadOutcome.MediaError(MediaFault.UNCORRECTABLE, failingLba, provenSectors, evidence);
        case ENOLINK, EPROTO -> new ReadOutcome.TransferError(provenSectors, evidence);
        case ETIMEDOUT, ETIME -> new ReadOutcome.TimedOut(false, provenSectors, evidence);
        case ENXIO, ENODEV, ENOMEDIUM, EMEDIUMTYPE, ENOTCONN, ESHUTDOWN, EPIPE, ESTALE, EBADF, ECONNREFUSED, EHOSTDOWN, EHOSTUNREACH,
                ENOENT ->
                new ReadOutcome.Gone(failure.getMessage(), provenSectors, evidence);
        case EAGAIN, EBUSY, ENOMEM, EINTR, EALREADY, EMFILE -> new ReadOutcome.NotReady(failure.getMessage(), provenSectors, evidence);
        case EPERM, EACCES, ENOTBLK, EEXIST, ENOTDIR, EISDIR, EINVAL, ENOTTY, EFBIG, ENOSPC, EROFS, ERANGE, ENAMETOOLONG, ENOSYS, ELOOP,
                EOVERFLOW,
                EOPNOTSUPP, EDQUOT, ECANCELED -> new ReadOutcome.Aborted(provenSectors, evidence);
        };
    }
}
