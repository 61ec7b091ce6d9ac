package org.salvor.station;

/**
 * Order to send one ATA command.
 *
 * @param address the drive
 * @param extended whether it is a 48-bit command
 * @param command opcode, 0-255
 * @param feature feature register, 8 bits, 16 when {@code extended}
 * @param count count register, 8 bits, 16 when {@code extended}
 * @param lba LBA registers, 28 bits, 48 when {@code extended}
 * @param protocol {@code non-data}, {@code pio-in}, {@code pio-out}, {@code dma-in}, {@code dma-out}, {@code fpdma-in}, {@code diagnostic} or {@code reset};
 *        empty = as the catalogue of commands knows it
 * @param bytes bytes wanted of a command that answers with data, filled up to whole blocks of 512; 0 = by the count and the kind of command
 * @param data bytes going out, filled up with zeros to whole blocks of 512; empty for none
 * @param timeoutMillis deadline in milliseconds, ≥ 1
 */
public record CommandOrder(String address, boolean extended, int command, int feature, int count, long lba, String protocol, int bytes,
        byte[] data, long timeoutMillis) {
}
