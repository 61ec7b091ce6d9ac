package org.salvor.ata;

/**
 * One command ready to be sent.
 *
 * @param taskFile the registers
 * @param protocol how its data moves
 * @param dataBytes bytes of the data phase, 0 without one
 */
public record AtaCommand(TaskFile taskFile, Protocol protocol, int dataBytes) {

    public AtaCommand {
        if (dataBytes < 0 || dataBytes > 0 != (protocol.receivesData() || protocol.sendsData())) {
            throw new IllegalArgumentException(protocol + " does not go with " + dataBytes + " bytes");
        }
    }

    static AtaCommand nonData(TaskFile taskFile) {
        return new AtaCommand(taskFile, Protocol.NON_DATA, 0);
    }

    static AtaCommand pioIn(TaskFile taskFile, int dataBytes) {
        return new AtaCommand(taskFile, Protocol.PIO_IN, dataBytes);
    }

    /** Its name in the standard. */
    public String name() {
        return CommandCatalogue.nameOf(taskFile);
    }
}
