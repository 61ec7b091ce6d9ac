package org.salvor.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Registers as a person writes them: {@code 0x1F} and {@code 1Fh} in hex, {@code 31} in decimal. */
final class Numbers {
    private static final Pattern HEX = Pattern.compile("0[xX]([0-9A-Fa-f]{1,12})|([0-9A-Fa-f]{1,12})[hH]");

    private Numbers() {
    }

    /** Any register. */
    static final class Register implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            Matcher hex = HEX.matcher(text);
            if (hex.matches()) {
                return Long.parseLong(hex.group(1) != null ? hex.group(1) : hex.group(2), 16);
            }
            if (text.matches("\\d{1,15}")) {
                return Long.parseLong(text);
            }
            throw new TypeConversionException("\"" + text + "\" is not a number; write 0x1F or 1Fh in hex, or 31");
        }
    }

    /** The opcode of a command, in hex only: nobody shall take 25 for 25h. */
    static final class Opcode implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            Matcher hex = HEX.matcher(text);
            if (hex.matches()) {
                long opcode = Long.parseLong(hex.group(1) != null ? hex.group(1) : hex.group(2), 16);
                if (opcode <= 0xFF) {
                    return (int) opcode;
                }
            }
            throw new TypeConversionException("\"" + text + "\" is not a command; write its opcode in hex, such as 0xEC or ECh");
        }
    }
}
