package org.salvor.ata;

/** What the structures of NVMe drives have in common: little-endian fields and no checksum. */
final class Nvme {

    private Nvme() {
    }

    /** A structure that is whole, and not what a dead link reads as. */
    static void require(String what, byte[] raw, int bytes) throws AtaFormatException {
        if (raw.length != bytes) {
            throw new AtaFormatException("The NVMe " + what + " structure has " + raw.length + " bytes instead of " + bytes + ".");
        }
        boolean zeros = true;
        boolean ones = true;
        for (byte each : raw) {
            zeros &= each == 0;
            ones &= each == -1;
        }
        if (zeros || ones) {
            throw new AtaFormatException("The NVMe " + what + " structure is nothing but " + (zeros ? "zeros." : "FFh."));
        }
    }
}
