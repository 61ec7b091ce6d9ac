package org.salvor.station;

/**
 * What became of one ATA command.
 *
 * @param address the drive
 * @param text what was asked for, in the words of the order
 * @param name the command's name in the standard
 * @param effect what it does to a drive: {@code reads} or {@code changes-volatile}; another one where the operator opened that
 * @param outcome how it ended
 * @param sentence the outcome in words, with the bits of the registers by name
 * @param status status register at the end, -1 when no registers were seen
 * @param error error register at the end, -1 when no registers were seen
 * @param count count register at the end, -1 when no registers were seen
 * @param lba LBA registers at the end, -1 when no registers were seen
 * @param device device register at the end, -1 when no registers were seen
 * @param millis time taken, in milliseconds of the drive's clock
 * @param data bytes that came; empty when none did or the command failed. Not to be changed
 */
public record CommandView(String address, String text, String name, String effect, Outcome outcome, String sentence, int status, int error,
        int count, long lba, int device, double millis, byte[] data) {

    /** How a command ended. */
    public enum Outcome {
        /** Well. */
        DONE,
        /** The drive reports an error or a fault. */
        FAILED,
        /** No end within the deadline. */
        TIMED_OUT,
        /** The drive is not there, or takes no commands now. */
        UNAVAILABLE,
        /** The write blocker refused; nothing was sent. */
        REFUSED
    }

    /** Whether it went well. */
    public boolean done() {
        return outcome == Outcome.DONE;
    }
}
