package org.salvor.station.internal;

import java.util.StringJoiner;
import org.salvor.ata.ErrorBits;
import org.salvor.ata.Registers;
import org.salvor.ata.Status;

/** The bits of a drive's registers by name. */
final class RegisterWords {
    private static final String[] STATUS = { "ERR", "IDX", "CORR", "DRQ", "DSC", "DF", "DRDY", "BSY" };
    private static final String[] ERROR = { "AMNF", "TK0NF", "ABRT", "MCR", "IDNF", "MC", "UNC", "ICRC" };

    private RegisterWords() {
    }

    /** Such as {@code status 51h (DRDY DSC ERR), error 40h (UNC), LBA 1234}; the error register only while ERR says that it means something. */
    static String of(Registers registers) {
        String words = "status %02Xh%s".formatted(registers.status(), bits(registers.status(), STATUS));
        if ((registers.status() & Status.ERR) == 0) {
            return words;
        }
        words += ", error %02Xh%s".formatted(registers.error(), bits(registers.error(), ERROR));
        boolean place = (registers.error() & (ErrorBits.UNC | ErrorBits.IDNF | ErrorBits.AMNF)) != 0;
        return place ? words + ", LBA " + registers.lba() : words;
    }

    private static String bits(int value, String[] names) {
        StringJoiner bits = new StringJoiner(" ", " (", ")").setEmptyValue("");
        for (int bit = 7; bit >= 0; bit--) {
            if ((value >> bit & 1) != 0) {
                bits.add(names[bit]);
            }
        }
        return bits.toString();
    }
}
