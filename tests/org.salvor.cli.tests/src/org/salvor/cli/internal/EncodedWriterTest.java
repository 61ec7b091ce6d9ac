package org.salvor.cli.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EncodedWriterTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private byte[] written(String encoding, String text) {
        try (PrintWriter writer = EncodedWriter.of(bytes, false, encoding)) {
            writer.print(text);
        }
        return bytes.toByteArray();
    }

    @Test
    void aTerminalThatKnowsNoDegreeSignShowsTheTemperatureWithoutIt() {
        assertThat(written("ANSI_X3.4-1968", "38 \u00b0C, ab\u2026 \u20ac")).asString(StandardCharsets.US_ASCII).isEqualTo("38 C, ab... ?");
    }

    @Test
    void aTerminalGetsItsOwnEncoding() {
        assertThat(written("ISO-8859-1", "38 \u00b0C")).asString(StandardCharsets.ISO_8859_1).isEqualTo("38 \u00b0C");
    }

    @Test
    void anEncodingThatNobodyKnowsIsTheUsualOne() {
        assertThat(written("no such", "\u00b0")).asString(StandardCharsets.UTF_8).isEqualTo("\u00b0");
    }
}
