package org.salvor.cli.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Map;

/** Writes text in the encoding that the terminal reads. What that cannot show is written with characters that it can: 38 C for 38 \u00b0C. One thread. */
final class EncodedWriter extends Writer {
    private static final Map<Integer, String> PLAIN = Map.of(0xB0, "", 0x2026, "...", 0x2013, "-", 0x2014, "-", 0xD7, "x", 0xB5, "u",
            0x2022,
            "*", 0x2264, "<=", 0x2265, ">=");

    private final OutputStreamWriter out;
    private final CharsetEncoder encoder;

    EncodedWriter(OutputStream out, Charset charset) {
        this.out = new OutputStreamWriter(out, charset);
        encoder = charset.newEncoder();
    }

    /**
     * For a stream of this process.
     *
     * @param encoding name of the encoding as Java tells it; the usual one when it is null or unknown
     */
    static PrintWriter of(OutputStream out, boolean autoFlush, String encoding) {
        return new PrintWriter(new EncodedWriter(out, charset(encoding)), autoFlush);
    }

    private static Charset charset(String encoding) {
        try {
            return encoding == null || encoding.isEmpty() ? Charset.defaultCharset() : Charset.forName(encoding);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Charset.defaultCharset();
        }
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
        String plain = new String(text, offset, length);
        if (encoder.canEncode(plain)) {
            out.write(plain);
            return;
        }
        StringBuilder shown = new StringBuilder();
        plain.codePoints().forEach(c -> {
            String letter = Character.toString(c);
            shown.append(encoder.canEncode(letter) ? letter : PLAIN.getOrDefault(c, "?"));
        });
        out.write(shown.toString());
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
