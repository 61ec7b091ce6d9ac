package org.salvor.ui.internal.jobs;

import java.util.List;
import org.salvor.ata.ErrorBits;
import org.salvor.ata.Status;

/**
 * One bit of the registers that a failed command left behind. Pure.
 *
 * @param name name of the bit
 * @param meaning what it says, in words
 * @param lit whether it was set
 * @param alarming whether a set bit says that something is wrong
 */
record RegisterLight(String name, String meaning, boolean lit, boolean alarming) {

    private record Bit(int mask, String name, String meaning, boolean alarming) {
    }

    private static final List<Bit> STATUS = List.of(new Bit(Status.BSY, "BSY", "busy", false), new Bit(Status.DRDY, "DRDY", "ready", false),
            new Bit(Status.DF, "DF", "device fault", true), new Bit(Status.DSC, "DSC", "seek complete", false),
            new Bit(Status.DRQ, "DRQ", "wants to transfer data", false),
            new Bit(Status.CORR, "CORR", "corrected data, or alignment error", false),
            new Bit(Status.IDX, "IDX", "index, or sense data available", false), new Bit(Status.ERR, "ERR", "error", true));

    private static final List<Bit> ERROR = List.of(new Bit(ErrorBits.ICRC, "ICRC", "interface CRC error, or bad block", true),
            new Bit(ErrorBits.UNC, "UNC", "data could not be corrected", true), new Bit(ErrorBits.MC, "MC", "medium changed", true),
            new Bit(ErrorBits.IDNF, "IDNF", "sector not found", true), new Bit(ErrorBits.MCR, "MCR", "medium change requested", true),
            new Bit(ErrorBits.ABRT, "ABRT", "command refused", true), new Bit(ErrorBits.TK0NF, "TK0NF", "track 0 not found", true),
            new Bit(ErrorBits.AMNF, "AMNF", "address mark not found", true));

    /** The status register, from its highest bit down. */
    static List<RegisterLight> status(int packedRegisters) {
        return lights(STATUS, packedRegisters >> 8);
    }

    /** The error register, from its highest bit down; dark while the status does not say that it counts. */
    static List<RegisterLight> error(int packedRegisters) {
        boolean counts = (packedRegisters >> 8 & Status.ERR) != 0;
        return lights(ERROR, counts ? packedRegisters : 0);
    }

    private static List<RegisterLight> lights(List<Bit> bits, int value) {
        return bits.stream().map(bit -> new RegisterLight(bit.name(), bit.meaning(), (value & bit.mask()) != 0, bit.alarming())).toList();
    }
}
