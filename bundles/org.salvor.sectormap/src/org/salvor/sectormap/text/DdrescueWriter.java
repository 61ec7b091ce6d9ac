package org.salvor.sectormap.text;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.salvor.sectormap.RunCursor;

/** Writes one ddrescue map text, in the form ddrescue gives it. */
final class DdrescueWriter {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int LEAST_DIGITS = 8;
    private static final byte[] DIGITS = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private final DdrescueMap source;
    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final PlainChecksum checksum = new PlainChecksum();
    private int used;

    DdrescueWriter(DdrescueMap source, OutputStream out) {
        this.source = source;
        this.out = out;
    }

    void write(boolean finerStates) throws IOException {
        for (String line : source.heading()) {
            text(line);
            end();
        }
        DdrescuePosition position = source.position();
        hex(position.position());
        text("     " + position.status());
        if (position.pass() > 0) {
            text("               " + position.pass());
        }
        end();
        text("#      pos        size  status");
        end();
        PlainBlocks.visit(source.map(), source.sectorBytes(), source.firstByte(), source.endByte(), this::writeBlock);
        if (finerStates) {
            writeFinerStates();
        }
        out.write(buffer, 0, used);
        used = 0;
        out.flush();
    }

    private void writeBlock(long begin, long endByte, BlockStatus status) throws IOException {
        checksum.add(begin, endByte, status);
        hex(begin);
        text("  ");
        hex(endByte - begin);
        text("  ");
        put(status.letter());
        end();
    }

    private void writeFinerStates() throws IOException {
        CRC32C crc = new CRC32C();
        long count = 0;
        RunCursor runs = source.map().runs(PlainBlocks.sectors(source.sectorBytes(), source.firstByte(), source.endByte()));
        while (runs.next()) {
            String line = FinerStates.line(runs);
            if (line != null) {
                if (count++ == 0) {
                    text(FinerStates.head(source.sectorBytes(), checksum.value()));
                    end();
                }
                FinerStates.sum(crc, line);
                text(line);
                end();
            }
        }
        if (count > 0) {
            text(FinerStates.end(count, crc));
            end();
        }
    }

    private void hex(long value) throws IOException {
        text("0x");
        int digits = Math.max(LEAST_DIGITS, (67 - Long.numberOfLeadingZeros(value | 1)) / 4);
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            put(DIGITS[(int) (value >>> shift) & 15]);
        }
    }

    private void text(String text) throws IOException {
        for (int i = 0; i < text.length(); i++) {
            put(text.charAt(i));
        }
    }

    private void end() throws IOException {
        put('\n');
    }

    private void put(int letter) throws IOException {
        if (used == buffer.length) {
            out.write(buffer, 0, used);
            used = 0;
        }
        buffer[used++] = (byte) letter;
    }
}
