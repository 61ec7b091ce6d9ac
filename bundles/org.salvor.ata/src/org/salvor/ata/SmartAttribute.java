package org.salvor.ata;

import java.util.OptionalInt;

/**
 * One SMART attribute. Attributes were never standardised: the names are those in common use.
 *
 * @param id 1-255
 * @param flags status flags; bit 0: a value at its threshold foretells a failure
 * @param value normalised value, 0-255, more is better
 * @param worst lowest value so far
 * @param raw the maker's own number, 48 bits
 * @param threshold value at which the drive counts as failing; empty where it was not read
 */
public record SmartAttribute(int id, int flags, int value, int worst, long raw, OptionalInt threshold) {

    public SmartAttribute {
        if (id < 1 || id > 255 || (flags & ~0xFFFF) != 0 || (value & ~0xFF) != 0 || (worst & ~0xFF) != 0 || raw >>> 48 != 0) {
            throw new IllegalArgumentException("a field of SMART attribute " + id + " is out of its range");
        }
    }

    /** Whether the value has reached its threshold. Threshold 0 never fails. */
    public boolean failing() {
        return threshold.isPresent() && threshold.getAsInt() > 0 && value <= threshold.getAsInt();
    }

    /** Name in common use, or {@code attribute 77}. */
    public String name() {
        return switch (id) {
        case 1 -> "read error rate";
        case 2 -> "throughput";
        case 3 -> "spin-up time";
        case 4 -> "starts and stops";
        case 5 -> "reallocated sectors";
        case 7 -> "seek error rate";
        case 8 -> "seek time";
        case 9 -> "power-on hours";
        case 10 -> "spin-up retries";
        case 11 -> "recalibration retries";
        case 12 -> "power cycles";
        case 22 -> "helium level";
        case 183 -> "interface downshifts";
        case 184 -> "end-to-end errors";
        case 187 -> "reported uncorrectable errors";
        case 188 -> "command timeouts";
        case 189 -> "high fly writes";
        case 190 -> "airflow temperature";
        case 191 -> "shocks";
        case 192 -> "emergency retracts";
        case 193 -> "load cycles";
        case 194 -> "temperature";
        case 195 -> "errors corrected by ECC";
        case 196 -> "reallocation events";
        case 197 -> "pending sectors";
        case 198 -> "off-line uncorrectable sectors";
        case 199 -> "interface CRC errors";
        case 200 -> "write error rate";
        case 240 -> "head flying hours";
        case 241 -> "sectors written";
        case 242 -> "sectors read";
        default -> "attribute " + id;
        };
    }
}
