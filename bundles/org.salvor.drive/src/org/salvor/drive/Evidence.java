package org.salvor.drive;

import java.util.HexFormat;
import org.salvor.ata.Registers;

/**
 * What the transport saw of one command.
 *
 * @param elapsedNanos time from sending the (last) command to its end, in nanoseconds of the drive's clock
 * @param slowestNanos the slowest command of a streak; equals {@code elapsedNanos} for a single command
 * @param registers the drive's registers, {@link Registers#NONE} where none were seen
 * @param sense raw SCSI sense bytes, empty where there are none; treated as immutable
 * @param errno the operating system's error number, 0 where there is none
 * @param link what went wrong on the link or the bus, in words, where the transport sees that; empty when nothing did
 */
public record Evidence(long elapsedNanos, long slowestNanos, Registers registers, byte[] sense, int errno, String link) {
    private static final byte[] NO_SENSE = {};

    /** Evidence of a transport that does not see the link. */
    public Evidence(long elapsedNanos, long slowestNanos, Registers registers, byte[] sense, int errno) {
        this(elapsedNanos, slowestNanos, registers, sense, errno, "");
    }

    /** Evidence of a drive that showed its registers. */
    public static Evidence of(long elapsedNanos, Registers registers) {
        return new Evidence(elapsedNanos, elapsedNanos, registers, NO_SENSE, 0);
    }

    /** Evidence from an operating system call; {@code errno} 0 for one that went well. */
    public static Evidence ofErrno(long elapsedNanos, int errno) {
        return new Evidence(elapsedNanos, elapsedNanos, Registers.NONE, NO_SENSE, errno);
    }

    /**
     * The raw evidence in short words: {@code status 51 error 40}, {@code sense 72 03 …}, {@code errno 5}, behind it
     * {@code link: bad checksum}; empty when there is none.
     */
    public String words() {
        String words = "";
        if (!registers.equals(Registers.NONE)) {
            words = "status %02x error %02x LBA %d".formatted(registers.status(), registers.error(), registers.lba());
        } else if (sense.length > 0) {
            words = "sense " + HexFormat.ofDelimiter(" ").formatHex(sense);
        } else if (errno != 0) {
            words = "errno " + errno;
        }
        return link.isEmpty() ? words : words.isEmpty() ? "link: " + link : words + " link: " + link;
    }
}
