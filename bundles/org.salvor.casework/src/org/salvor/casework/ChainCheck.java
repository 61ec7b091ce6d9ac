package org.salvor.casework;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.salvor.imaging.CaseLog;

/**
 * What walking over a case journal showed.
 *
 * @param entries entries that chain from the first on
 * @param hash hash of the last of them, 64 hex digits
 * @param intact whether every whole line chains and the known head, if one was given, is among them. One unfinished line at the end, as a
 *        crash leaves it, does not count against it
 * @param firstBadLine first line that does not follow the one before it, from 1; 0 = none
 * @param tornBytes length of an unfinished line at the end, in bytes; 0 = none
 * @param sentence what was found, in words
 */
public record ChainCheck(long entries, String hash, boolean intact, long firstBadLine, long tornBytes, String sentence) {

    static ChainCheck of(Path file, Optional<CaseLog.Head> known) throws IOException {
        ChainWalk walk = ChainWalk.over(file, known);
        long entries = walk.chained().entries();
        boolean torn = walk.firstBadLine() != 0 && walk.endsOpen();
        boolean broken = walk.firstBadLine() != 0 && !torn;
        boolean there = Files.exists(file);
        boolean intact = !broken && walk.holdsKnown() && there;
        String sentence = there ? sentence(walk, torn, broken, known) : "There is no case journal at " + file + ".";
        return new ChainCheck(entries, walk.chained().hash(), intact, torn ? 0 : walk.firstBadLine(), torn ? walk.tornBytes() : 0,
                sentence);
    }

    private static String sentence(ChainWalk walk, boolean torn, boolean broken, Optional<CaseLog.Head> known) {
        long entries = walk.chained().entries();
        String start;
        if (broken) {
            start = "Line " + walk.firstBadLine()
                    + " does not follow the line before it: an entry was changed, moved, put in or taken out there; the "
                    + entries + (entries == 1 ? " entry" : " entries") + " before it chain.";
        } else {
            start = entries == 1 ? "The only entry is whole." : "All " + entries + " entries chain.";
        }
        if (torn) {
            start += " An unfinished line of " + walk.tornBytes()
                    + " bytes at the end is what a crash leaves; the next start mends and notes it.";
        }
        if (known.isEmpty()) {
            return start + " No head kept elsewhere was there to compare with.";
        }
        long at = known.get().entries();
        if (walk.holdsKnown()) {
            return start + " The head that is kept elsewhere is entry " + at + ".";
        }
        if (at > entries && !broken) {
            return start + " But entry " + at + " is known to have been written: the end of the journal was cut off.";
        }
        if (at > entries) {
            return start + " Entry " + at + ", whose hash is kept elsewhere, lies behind that.";
        }
        return start + " But entry " + at
                + " does not carry the hash that is kept elsewhere: entries up to it were written anew, or this is the journal of "
                + "another job.";
    }
}
