package org.salvor.linux;

import java.util.Optional;

/** The error numbers of the kernel that a drive, a file system or a bridge answers with, each with a sentence for people. */
public enum Errno {
    EPERM(1, "the kernel does not permit this to this user"),
    ENOENT(2, "there is no such file or device"),
    EINTR(4, "a signal interrupted the call"),
    EIO(5, "the device could not read or write the data (input/output error)"),
    ENXIO(6, "there is no such device or address any more"),
    EBADF(9, "the file has already been closed, or was not opened for this"),
    EAGAIN(11, "the resource is busy for the moment"),
    ENOMEM(12, "the kernel has no memory left for this"),
    EACCES(13, "permission is denied to this user"),
    ENOTBLK(15, "this is not a block device"),
    EBUSY(16, "the device is in use by something else"),
    EEXIST(17, "the file exists already"),
    ENODEV(19, "the device is gone, or does not support this"),
    ENOTDIR(20, "a part of the path is not a folder"),
    EISDIR(21, "this is a folder, not a file or device"),
    EINVAL(22, "the kernel does not accept these arguments for this file"),
    EMFILE(24, "this process has too many files open"),
    ENOTTY(25, "this kind of file does not know the request"),
    EFBIG(27, "the file would become larger than the file system allows"),
    ENOSPC(28, "no space is left"),
    EROFS(30, "the file system or device is read-only"),
    EPIPE(32, "the other side has closed the connection"),
    ERANGE(34, "a number is out of range"),
    ENAMETOOLONG(36, "the path is too long"),
    ENOSYS(38, "this system does not have the call"),
    ELOOP(40, "the path runs through too many links"),
    ENODATA(61, "the device has no data for this place (medium error)"),
    ETIME(62, "a timer of the device ran out"),
    ENOLINK(67, "the link to the device is cut"),
    EPROTO(71, "the device answered against the protocol"),
    EBADMSG(74, "the data fail their checksum"),
    EOVERFLOW(75, "a number is too large for its field"),
    EILSEQ(84, "the data fail their protection information"),
    EOPNOTSUPP(95, "this file or device does not support the operation"),
    ENOTCONN(107, "the connection to the file's server is gone"),
    ESHUTDOWN(108, "the connection to the device was shut down"),
    ETIMEDOUT(110, "the device did not answer in time"),
    ECONNREFUSED(111, "the connection was refused"),
    EHOSTDOWN(112, "the host that serves this is down"),
    EHOSTUNREACH(113, "the host that serves this cannot be reached"),
    EALREADY(114, "the operation is under way already"),
    ESTALE(116, "the file's handle is stale: it was replaced or removed on its server"),
    EREMOTEIO(121, "the device failed the command (remote input/output error)"),
    EDQUOT(122, "the disk quota is used up"),
    ENOMEDIUM(123, "there is no medium in the drive"),
    EMEDIUMTYPE(124, "the medium is of a type that the drive cannot use"),
    ECANCELED(125, "the operation was cancelled");

    private final int number;
    private final String sentence;

    Errno(int number, String sentence) {
        this.number = number;
        this.sentence = sentence;
    }

    /** The number as {@code asm-generic/errno.h} defines it, 1 to 133. */
    public int number() {
        return number;
    }

    /** What the number means, as a clause that may follow a colon. */
    public String sentence() {
        return sentence;
    }

    /** The entry of a number, or empty where this table has none. Any thread. */
    public static Optional<Errno> of(int number) {
        for (Errno errno : values()) {
            if (errno.number == number) {
                return Optional.of(errno);
            }
        }
        return Optional.empty();
    }

    static String describe(int number) {
        return of(number).map(e -> e.sentence + " (" + e.name() + ")").orElse("error number " + number);
    }
}
