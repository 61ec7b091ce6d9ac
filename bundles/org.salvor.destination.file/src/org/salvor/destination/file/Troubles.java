package org.salvor.destination.file;

import java.nio.file.Path;
import org.salvor.imaging.DestinationException;
import org.salvor.imaging.DestinationException.Kind;
import org.salvor.linux.Errno;
import org.salvor.linux.LinuxException;

/** Puts the kernel's refusals into the words of a destination. */
final class Troubles {
    private Troubles() {
    }

    /** The failure of a destination that was open. */
    static DestinationException of(Path path, LinuxException e) {
        return new DestinationException(kind(e), sentence(path, e), e);
    }

    /** The failure to open it. */
    static DestinationException opening(Path path, LinuxException e) {
        if (e.is(Errno.EBUSY)) {
            return new DestinationException(Kind.GUARDED,
                    path + " is in use: mounted, or claimed by a volume or another program; free it, or give another"
                            + " destination.",
                    e);
        }
        return of(path, e);
    }

    /** The kind of an error number. */
    static Kind kind(LinuxException e) {
        return switch (e.known().orElse(Errno.EIO)) {
        case ENOSPC, EDQUOT, EFBIG -> Kind.FULL;
        case EROFS, EACCES, EPERM -> Kind.READ_ONLY;
        case ENXIO, ENODEV, ENOMEDIUM, EMEDIUMTYPE, ENOTCONN, ESHUTDOWN, ESTALE, ENOENT, EPIPE, ECONNREFUSED, EHOSTDOWN, EHOSTUNREACH ->
                Kind.GONE;
        case EINTR, EIO, EBADF, EAGAIN, ENOMEM, ENOTBLK, EBUSY, EEXIST, ENOTDIR, EISDIR, EINVAL, EMFILE, ENOTTY, ERANGE, ENAMETOOLONG,
                ENOSYS, ELOOP,
                ENODATA, ETIME, ENOLINK, EPROTO, EBADMSG, EOVERFLOW, EILSEQ, EOPNOTSUPP, ETIMEDOUT, EALREADY, EREMOTEIO, ECANCELED ->
                Kind.FAILED;
        };
    }

    private static String sentence(Path path, LinuxException e) {
        String what = "The destination " + path + " ";
        return switch (kind(e)) {
        case FULL -> what + (e.is(Errno.EFBIG) ? "cannot become that large on its file system (" : "is full (")
                + e.known().map(Enum::name).orElse("")
                + "); make room there and go on, or replace it by another.";
        case READ_ONLY -> what + "cannot be written to: " + reason(e) + "; give Salvor the right to write there, or replace it by another.";
        case GONE -> what + "is gone: " + reason(e) + "; connect it again and go on, or replace it by another.";
        case FAILED, GUARDED -> what + "failed: Salvor " + e.getMessage() + "; check it, then go on or replace it by another.";
        };
    }

    private static String reason(LinuxException e) {
        return e.known().map(known -> known.sentence() + " (" + known + ")").orElse("error number " + e.errno());
    }
}
