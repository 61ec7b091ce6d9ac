package org.salvor.casework;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.salvor.imaging.CaseLog;

/**
 * What a walk over a whole journal found.
 *
 * @param chained head of the entries that chain without a gap from the first on
 * @param firstBadLine first line that does not follow the one before, from 1; 0 = none
 * @param last head of the last line that follows the line before it, be there gaps before or not
 * @param lastDriveMicros drive time of that line, in microseconds
 * @param goodEndBytes where that line ends in the file; what follows is torn
 * @param fileBytes length of the file
 * @param holdsKnown whether the head asked for is one of the entries that chain
 * @param endsOpen whether all that does not chain is one line at the end without a line break, as a crash leaves it
 */
record ChainWalk(CaseLog.Head chained, long firstBadLine, CaseLog.Head last, long lastDriveMicros, long goodEndBytes, long fileBytes,
        boolean holdsKnown, boolean endsOpen) {

    private static final Pattern DRIVE_TIME = Pattern.compile("\"driveMillis\":(-?\\d{1,15})\\.(\\d{3})");

    /** Walks over a file; one that is not there is empty. */
    static ChainWalk over(Path file, Optional<CaseLog.Head> known) throws IOException {
        Walker walker = new Walker(known);
        if (Files.exists(file)) {
            try (ChainReader reader = new ChainReader(file)) {
                while (reader.next()) {
                    walker.line(reader);
                }
            }
        }
        return walker.found();
    }

    /** Bytes behind the last line that follows the one before it: an entry that a crash cut off. */
    long tornBytes() {
        return fileBytes - goodEndBytes;
    }

    /** Whether a line that does not chain has lines behind it that do: somebody changed, moved, put in or took out an entry. */
    boolean brokenInside() {
        return !chained.equals(last);
    }

    private static final class Walker {
        private static final int START_BYTES = 200;

        private final Optional<CaseLog.Head> known;
        private final HashChain strict = new HashChain(HashChain.origin());
        private final HashChain lenient = new HashChain(HashChain.origin());
        private final byte[] lastStart = new byte[START_BYTES];
        private int lastStartCount;
        private byte[] lastHash = strict.hash();
        private long lastEntries;
        private long lines;
        private long firstBadLine;
        private long goodEndBytes;
        private long fileBytes;
        private boolean holdsKnown;
        private boolean lastLineEnded;

        Walker(Optional<CaseLog.Head> known) {
            this.known = known;
            this.holdsKnown = known.isEmpty() || known.get().equals(HashChain.origin());
        }

        void line(ChainReader reader) {
            lines++;
            fileBytes = reader.end();
            lastLineEnded = reader.ended();
            if (firstBadLine == 0) {
                if (reader.whole() && strict.follow(reader.line(), reader.count())) {
                    holdsKnown |= known.isPresent() && known.get().entries() == strict.entries() && known.get().equals(strict.head());
                    good(reader, strict);
                    return;
                }
                firstBadLine = lines;
                lenient.moveTo(strict.head());
            }
            resume(reader);
        }

        /**
         * Behind a gap: every line is measured against what the line before says of itself, so that later whole stretches are recognised.
         */
        private void resume(ChainReader reader) {
            byte[] line = reader.line();
            if (!reader.whole()) {
                return;
            }
            if (lenient.follow(line, reader.count())) {
                good(reader, lenient);
                return;
            }
            byte[] stated = HashChain.stated(line, reader.count());
            long number = HashChain.number(line, reader.count());
            if (stated != null && number > 0) {
                lenient.moveTo(new CaseLog.Head(number, HexFormat.of().formatHex(stated)));
            }
        }

        private void good(ChainReader reader, HashChain chain) {
            lastHash = chain.hash();
            lastEntries = chain.entries();
            goodEndBytes = reader.end();
            lastStartCount = Math.min(START_BYTES, reader.count());
            System.arraycopy(reader.line(), 0, lastStart, 0, lastStartCount);
        }

        ChainWalk found() {
            Matcher time = DRIVE_TIME.matcher(new String(lastStart, 0, lastStartCount, StandardCharsets.ISO_8859_1));
            long micros = time.find() ? Long.parseLong(time.group(1) + time.group(2)) : 0;
            return new ChainWalk(strict.head(), firstBadLine, new CaseLog.Head(lastEntries, HexFormat.of().formatHex(lastHash)), micros,
                    goodEndBytes,
                    fileBytes, holdsKnown, firstBadLine == lines && !lastLineEnded);
        }
    }
}
