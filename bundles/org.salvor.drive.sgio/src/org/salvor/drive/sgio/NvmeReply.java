package org.salvor.drive.sgio;

import java.util.Optional;
import org.salvor.ata.AtaFormatException;
import org.salvor.ata.NvmeStatus;
import org.salvor.linux.Errno;

/**
 * How an NVMe command ended.
 *
 * @param tag as it was submitted with
 * @param status as the drive or, with type 3, the kernel's driver says; 0 when it went well
 * @param errno the kernel's error number when it ended without a status, else 0
 */
record NvmeReply(int tag, int status, int errno) implements Line.Reply {

    boolean good() {
        return status == 0 && errno == 0;
    }

    /** What the drive says; empty when the kernel alone has answered. */
    Optional<NvmeStatus> decoded() {
        try {
            return errno == 0 ? Optional.of(NvmeStatus.decode(status)) : Optional.empty();
        } catch (AtaFormatException e) {
            return Optional.empty();
        }
    }

    /** Whether the kernel took the command back because its time was over: it then answers as if a signal had come. */
    boolean takenBack() {
        return errno == Errno.EINTR.number() || errno == Errno.ETIMEDOUT.number() || errno == Errno.ETIME.number();
    }

    /** Whether the kernel says that there is no such drive any more. */
    boolean gone() {
        return errno == Errno.ENODEV.number() || errno == Errno.ENXIO.number();
    }

    /** Type and code of its status: {@code NVMe status 2/81h}. */
    String statusWords() {
        return "NVMe status %d/%02Xh".formatted(status >> 8 & 7, status & 0xFF);
    }

    /** How it failed, as half a sentence. */
    String words() {
        return errno != 0 ? "the kernel answers with error number " + errno
                : "the drive answers " + statusWords();
    }
}
