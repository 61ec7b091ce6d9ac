package org.salvor.casework;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads a case journal line by line, without holding more than one line. One thread. */
final class ChainReader implements AutoCloseable {
    /** Longest line taken for one. What is longer is read on, but its bytes are not kept. */
    static final int LONGEST_LINE_BYTES = 16 << 20;

    private final InputStream in;
    private final byte[] block = new byte[1 << 16];
    private int blockLength;
    private int blockAt;
    private byte[] line = new byte[1 << 12];
    private int count;
    private long offset;
    private long lineBytes;
    private boolean ended;

    ChainReader(Path file) throws IOException {
        in = Files.newInputStream(file);
    }

    /** Goes to the next line; false at the end of the file. */
    boolean next() throws IOException {
        offset += lineBytes;
        count = 0;
        lineBytes = 0;
        ended = false;
        while (!ended) {
            if (blockAt == blockLength) {
                blockLength = Math.max(0, in.read(block));
                blockAt = 0;
                if (blockLength == 0) {
                    return lineBytes > 0;
                }
            }
            take();
        }
        return true;
    }

    /** Bytes of the line without its line break; only the first {@link #count} count. */
    byte[] line() {
        return line;
    }

    int count() {
        return count;
    }

    /** Whether the line ended with a line break and was not too long. */
    boolean whole() {
        return ended && lineBytes == count + 1;
    }

    /** Whether the line ended with a line break. */
    boolean ended() {
        return ended;
    }

    /** Where the line starts in the file, in bytes. */
    long offset() {
        return offset;
    }

    /** Where the next line starts, in bytes. */
    long end() {
        return offset + lineBytes;
    }

    private void take() {
        int end = blockAt;
        while (end < blockLength && block[end] != '\n') {
            end++;
        }
        int taken = end - blockAt;
        int kept = Math.min(taken, LONGEST_LINE_BYTES - count);
        if (count + kept > line.length) {
            line = Arrays.copyOf(line, Math.max(count + kept, 2 * line.length));
        }
        System.arraycopy(block, blockAt, line, count, kept);
        count += kept;
        lineBytes += taken;
        blockAt = end;
        if (end < blockLength) {
            ended = true;
            lineBytes++;
            blockAt++;
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
