package org.salvor.benchmarks.strategies;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.salvor.testkit.rig.MeteredDrive.Mark;
import org.salvor.testkit.rig.MeteredDrive.Score;

/**
 * What two programs did on one drive.
 *
 * @param seed which drive of its kind
 * @param ddrescue GNU ddrescue's score
 * @param salvor Salvor's
 */
record Entry(long seed, Score ddrescue, Score salvor) {

    /** The mark of a share; empty when the program never got there. */
    static Optional<Mark> mark(Score score, int percent) {
        return score.marks().stream().filter(mark -> mark.percent() == percent).findFirst();
    }

    /** Salvor's drive time over ddrescue's, by a share: endless when Salvor never got there, 0 when ddrescue alone did not. */
    double ratio(int percent) {
        Optional<Mark> mine = mark(salvor, percent);
        Optional<Mark> theirs = mark(ddrescue, percent);
        if (mine.isEmpty()) {
            return theirs.isEmpty() ? 1 : Double.POSITIVE_INFINITY;
        }
        return theirs.isEmpty() ? 0 : (double) mine.get().driveNanos() / theirs.get().driveNanos();
    }

    /** A score as one line that {@link #score} reads back. */
    static String line(Score score) {
        StringBuilder line = new StringBuilder();
        line.append(score.readableSectors()).append(' ').append(score.missingSectors()).append(' ').append(score.requests()).append(' ')
                .append(score.longestRequestBytes());
        append(line, score.end());
        score.marks().forEach(mark -> append(line, mark));
        return line.toString();
    }

    private static void append(StringBuilder line, Mark mark) {
        line.append(" | ").append(mark.percent()).append(' ').append(mark.driveNanos()).append(' ').append(mark.commands()).append(' ')
                .append(mark.failedReads()).append(' ').append(mark.travelSectors()).append(' ').append(mark.powerCycles());
    }

    static Score score(String line) {
        String[] parts = line.strip().split(" \\| ");
        long[] head = numbers(parts[0]);
        List<Mark> marks = new ArrayList<>();
        for (int part = 1; part < parts.length; part++) {
            long[] mark = numbers(parts[part]);
            marks.add(new Mark((int) mark[0], mark[1], mark[2], mark[3], mark[4], mark[5]));
        }
        return new Score(List.copyOf(marks.subList(1, marks.size())), marks.getFirst(), head[0], head[1], head[2], head[3]);
    }

    private static long[] numbers(String text) {
        String[] words = text.split(" ");
        long[] numbers = new long[words.length];
        for (int i = 0; i < words.length; i++) {
            numbers[i] = Long.parseLong(words[i]);
        }
        return numbers;
    }
}
