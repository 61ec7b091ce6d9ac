package org.salvor.sectormap.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
    void saysWhatIsWrongWithTextsOfOtherEncodings() throws IOException {
        String text = "# map\r\n0 ?\r\n0 512 +\r\n";
        for (Charset wide : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            String marked = wide.equals(StandardCharsets.UTF_16) ? text : '\uFEFF' + text;
            expect(STRICT, new String(marked.getBytes(wide), StandardCharsets.ISO_8859_1), 1, "is in UTF-16; save it as plain text");
            MapFormatException e = catchThrowableOfType(MapFormatException.class,
                    () -> SuperCloneProject.read(new ByteArrayInputStream(marked.getBytes(wide)), 0));
            assertThat(e.getMessage()).isEqualTo("Line 1 of the map is in UTF-16; save it as plain text");
        }
        String marked = new String(('\uFEFF' + text).getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertThat(MapTexts.read(marked, STRICT).heading()).containsExactly("# map");
        String project = "0x0 0x2\n0x0 0x10 0x7f 0x0 0x0\n";
        assertThat(SuperCloneProject.read(new ByteArrayInputStream(('\uFEFF' + project).getBytes(StandardCharsets.UTF_8)), 0).map()
                .sectorCount())
                .isEqualTo(16);
        expect(STRICT, "0 ?\n0 512 +\n512 \0 512 -\n", 3, "where a number (size) is expected");
        expect(STRICT, "0 ?\n0 512 +\n\0\0\0\0", 3, "has '....' where a number (position) is expected");
        expect(STRICT, "\u00EF\u00BB", 1, "where a number (position) is expected");
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
    void keepsNothingOfLinesThatMakeNoRun() throws IOException {
        assertThat(DdrescueMap.read(line("", '\n', 100_000_000, "0 ?\n0 512 +\n"), STRICT).endByte()).isEqualTo(512);
        for (String[] text : new String[][] { { "", "\r\n" }, { "", "# \n" }, { "0 ?\n0 512 +\n", "#\n" },
                { "0 ?\n0 512 +\n", "512 0 -\n" },
                { "0 ?\n0 512 +\n#+ salvor 1 sectors of 512 bytes, blocks 0\n", "#+ 0 1 IMPORTED NONE 1 1 5140\n" },
                { "0 ?\n0 512 +\n#+ salvor 1 sectors of 512 bytes, blocks 0\n", "#+ \n" } }) {
            Repeated lines = new Repeated(text[1], 2_000_000);
            InputStream whole = new SequenceInputStream(new SequenceInputStream(stream(text[0]), lines),
                    stream(text[0].isEmpty() ? "0 ?\n0 512 +\n" : ""));
            assertThat(DdrescueMap.read(whole, STRICT).endByte()).isEqualTo(512);
            assertThat(lines.heldBytes).as("bytes held after many " + text[1]).isLessThan(12L << 20);
        }
        Repeated lines = new Repeated("0 512 +\n", 500_000);
        assertThat(DdrescueMap.read(new SequenceInputStream(stream("0 ?\n"), lines), LOOSE).endByte()).isEqualTo(512);
        assertThat(lines.heldBytes).as("bytes held after many equal blocks").isLessThan(12L << 20);
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

    /** A text again and again, at whose end it is measured how much memory is held that was not at its beginning. */
    private static final class Repeated extends InputStream {
        private final byte[] text;
        private final long length;
        private final long usedBefore = usedBytes();
        private long at;
        private long heldBytes;

        Repeated(String text, long times) {
            this.text = text.getBytes(StandardCharsets.ISO_8859_1);
            length = times * this.text.length;
        }

        @Override
        public int read() {
            return at == length ? -1 : text[(int) (at++ % text.length)];
        }

        @Override
        public int read(byte[] target, int offset, int most) {
            int count = (int) Math.min(most, length - at);
            for (int i = 0; i < count; i++) {
                target[offset + i] = text[(int) (at++ % text.length)];
            }
            if (count == 0) {
                heldBytes = usedBytes() - usedBefore;
            }
            return count == 0 ? -1 : count;
        }

        private static long usedBytes() {
            System.gc();
            return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        }
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
