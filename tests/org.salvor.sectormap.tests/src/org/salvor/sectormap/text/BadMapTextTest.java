package org.salvor.sectormap.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.salvor.testkit.Counts;

class BadMapTextTest {
    private static final MapTextOptions STRICT = MapTextOptions.sectorsOf(512);
    private static final MapTextOptions LOOSE = STRICT.loosely();
    private static final long GIB = 1L << 30;

    @Test
    void namesTheLineAndWhatToDo() {
        expect(STRICT, "0 ?\n0 512 +\n1024 512 -\n", 3, "begins a block at byte 1024 where the block before ends at 512");
        expect(STRICT, "0 ?\n0 512 +\n0 512 -\n", 3, "begins a block at byte 0 where the block before ends at 512");
        expect(STRICT, "0 ?\n512 512 +\n0 512 -\n", 3, "read the file as a loose map");
        expect(LOOSE, "0 ?\n0 1024 +\n\n512 1024 -\n", 4, "gives sector 1 (from byte 512) another status than a line before");
        expect(LOOSE, "0 ?\n0 100 +\n50 100 -\n", 3, "gives sector 0 (from byte 0) another status");
        expect(LOOSE, "0 ?\n0 100 +\n0 1024 -\n", 2, "gives sector 0 (from byte 0) another status");
        expect(STRICT, "0 ?\n-512 512 +\n", 2, "negative position");
        expect(STRICT, "0 ?\n0 -512 +\n", 2, "negative size");
        expect(STRICT, "-1 ?\n", 1, "negative position");
        expect(STRICT, "0 ?\n0 18446744073709551616 +\n", 2, "size of 2^63 or more");
        expect(STRICT, "0 ?\n0x10000000000000000 1 +\n", 2, "position of 2^63 or more");
        expect(STRICT, "0 ?\n0 9223372036854775808 +\n", 2, "size of 2^63 or more");
        expect(STRICT, "0 ?\n512 0x7FFFFFFFFFFFFFFF +\n", 2, "ends at 2^63 or beyond");
        expect(STRICT, "0 ?\n0 512 finished\n", 2, "has 'finished' where the status of a block");
        expect(STRICT, "0 ?\n0 512\n", 2, "has 'nothing' where the status of a block");
        expect(STRICT, "0 ?\n0 1k +\n", 2, "where a number (size) is expected");
        expect(STRICT, "0 ?\n0 0x +\n", 2, "where a number (size) is expected");
        expect(STRICT, "0 ?\n0 512 + here\n", 2, "has 'here' after the block");
        expect(STRICT, "0 copying\n", 1, "has 'copying' where the status of the program");
        expect(STRICT, "0 ? first\n", 1, "where a number (pass) is expected");
        expect(STRICT, "0 ? 0\n", 1, "passes are counted from 1");
        expect(STRICT, "Subject: my map\n", 1, "has 'Subject:' where a number (position) is expected");
        expect(STRICT, "", 1, "check that this is a ddrescue map");
        expect(STRICT, "# only a comment\n", 2, "check that this is a ddrescue map");
        expect(STRICT, "0 ?\n", 2, "there was no block");
        expect(STRICT.onDriveOf(2), "0 ?\n0 512 +\n512 1024 -\n", 3, "sectors up to 3 and the drive has 2");
        expect(LOOSE.onDriveOf(2), "0 ?\n4096 512 +\n", 2, "sectors up to 9 and the drive has 2");
        expect(LOOSE.onDriveOf(2), "0 ?\n4096 100 +\n", 2, "speaks of sector 8 and the drive has 2");
        expect(new MapTextOptions(1, 0, false), "0 ?\n0 0x7FFFFFFFFFFFFFFF +\n", 2, "check the sector size");
    }

    @Test
    void saysTheSameOfRandomBytes() throws IOException {
        for (long seed : Counts.seeds("maps of random bytes", 500, 50_000).toArray()) {
            byte[] bytes = new byte[200];
            new SplittableRandom(seed).nextBytes(bytes);
            expectRefused(new ByteArrayInputStream(bytes), "seed " + seed);
        }
    }

    @Test
    void refusesOrReadsAMapOfWhichOneByteWasChanged() throws IOException {
        String text = MapTexts.text(MapTexts.blocks(new SplittableRandom(4), 0, 512L * 200, 512, 30));
        byte[] whole = text.getBytes(StandardCharsets.US_ASCII);
        for (int at = 0; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= (byte) (1 << at % 8);
            try {
                DdrescueMap map = DdrescueMap.read(new ByteArrayInputStream(changed), STRICT.onDriveOf(200));
                assertThat(map.map().totals().sectorCount()).isEqualTo(200);
            } catch (MapFormatException e) {
                assertThat(e.getMessage()).as("byte " + at).startsWith("Line ").doesNotContain("\n");
            }
        }
    }

    @Test
    void needsNoMemoryForLinesOfAGigabyte() throws IOException, JMException {
        long before = allocatedBytes();
        expectRefused(line("0 ?\n", '1', GIB, " 512 +\n"), "digits");
        expectRefused(line("0 ?\n0 ", 'x', GIB, "\n"), "letters");
        expectRefused(line("", '\0', GIB, "\n"), "zeros");
        expectRefused(line("0 ?\n0 512 + ", 'y', GIB, "\n"), "letters at the end");
        DdrescueMap comment = DdrescueMap.read(line("#", 'z', GIB, "\n0 ?\n0 512 +\n"), STRICT);
        assertThat(comment.map().sectorCount()).isEqualTo(1);
        assertThat(comment.heading().getFirst().length()).isLessThan(2000);
        assertThat(allocatedBytes() - before).as("bytes allocated").isLessThan(20 << 20);
    }

    @Test
    void keepsFewOfAMillionHeadingLines() throws IOException {
        String text = "# one more line of heading\n".repeat(1_000_000) + "0 ?\n0 512 +\n";
        assertThat(MapTexts.read(text, STRICT).heading().size()).isLessThan(100);
    }

    private static long allocatedBytes() throws JMException {
        return (Long) ManagementFactory.getPlatformMBeanServer().invoke(new ObjectName("java.lang:type=Threading"),
                "getThreadAllocatedBytes",
                new Object[] { Thread.currentThread().threadId() }, new String[] { "long" });
    }

    private static InputStream line(String before, char letter, long times, String after) {
        InputStream middle = new InputStream() {
            private long left = times;

            @Override
            public int read() {
                return left-- > 0 ? letter : -1;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                if (left <= 0) {
                    return -1;
                }
                int count = (int) Math.min(left, length);
                java.util.Arrays.fill(bytes, offset, offset + count, (byte) letter);
                left -= count;
                return count;
            }
        };
        return new SequenceInputStream(new SequenceInputStream(stream(before), middle), stream(after));
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void expect(MapTextOptions options, String text, long line, String message) {
        MapFormatException e = catchThrowableOfType(MapFormatException.class, () -> DdrescueMap.read(stream(text), options));
        assertThat(e).as(text).isNotNull();
        assertThat(e.getMessage()).as(text).startsWith("Line " + line + " of the map ").contains(message).doesNotContain("\n");
        assertThat(e.line()).isEqualTo(line);
    }

    private static void expectRefused(InputStream in, String where) {
        MapFormatException e = catchThrowableOfType(MapFormatException.class, () -> DdrescueMap.read(in, STRICT));
        assertThat(e).as(where).isNotNull();
        assertThat(e.getMessage()).as(where).hasSizeLessThan(300);
    }
}
