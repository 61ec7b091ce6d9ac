package org.salvor.imaging.plan;

import java.util.Map;

/** What the keys of a plan's text mean, in sentences for whoever writes plans. */
final class PlanKeys {
    private static final Map<String, String> SENTENCES = Map.ofEntries(
            Map.entry("format", "Version of this form of text."),
            Map.entry("name", "Name of the plan."),
            Map.entry("sentence", "What the plan is good for."),
            Map.entry("checks", "Doubts about what the drive says."),
            Map.entry("identity-after-errors",
                    "Ask the drive who it is after so many errors: 1 = after each, never = only after resets and power cycles."),
            Map.entry("known-sector-after-errors",
                    "Read a sector again whose bytes are known after so many errors, to catch a drive that returns garbage "
                            + "with good status; never = only after resets and power cycles."),
            Map.entry("distrust-after-reset",
                    "Whether everything read after a reset or power cycle stays suspect until a pass with confirm: yes has read "
                            + "the same bytes once more."),
            Map.entry("ladder",
                    "What is done when the drive stops answering, step by step, each harder than the one before; after the last one the "
                            + "job pauses for the operator. none = it pauses at once. A step that the host does not have is passed over."),
            Map.entry("step", "soft reset (SRST), hard reset (COMRESET) or re-power (the drive's supply goes off and on)."),
            Map.entry("wait", "Wait before the step; for re-power the time without power."),
            Map.entry("ready", "How long the drive may take to become ready after it."),
            Map.entry("per-hour", "Budget: how often in any hour of drive time, or unlimited."),
            Map.entry("per-job", "Budget: how often in the whole job, or unlimited."),
            Map.entry("passes", "The passes, walked one after the other, each over what its selection finds in the map then."),
            Map.entry("pass.name", "Name of the pass; names differ within a plan."),
            Map.entry("enabled", "Whether the pass is walked at all: yes or no."),
            Map.entry("select", "Which sectors the pass reads."),
            Map.entry("stages",
                    "How far the work on them has come: untried, skipped, non-trimmed, non-scraped, bad, "
                            + "read-ignoring-ecc, suspect, imported."),
            Map.entry("causes",
                    "Kinds of last error: timed-out, uncorrectable, id-not-found, address-mark, interface-crc, aborted, drive-fault, "
                            + "not-ready, gone, none; any = all of them."),
            Map.entry("ranges", "Parts of the drive, each with its first sector and the sector behind its last; all = the whole drive."),
            Map.entry("heads", "Heads, counted from 0; all = every head. Others need a head map of the drive."),
            Map.entry("direction", "forward (rising sector numbers) or backward."),
            Map.entry("block", "What one command asks for. In bytes (KiB, MiB) or sectors; rounded up to whole physical sectors."),
            Map.entry("method",
                    "auto (what the transport does best), pio, dma, fpdma (queued), verify (no data moves) or long (ignoring ECC)."),
            Map.entry("transfer-mode", "Transfer mode to set, such as UDMA 2 or PIO 4; as is = leave it."),
            Map.entry("timeout", "How long a command may take before the ladder begins. A transport may have a longer shortest time."),
            Map.entry("skip", "Jump after an error, to get the good parts of the drive first; none = go on right behind the error."),
            Map.entry("first", "Length of the first jump."),
            Map.entry("growth", "Factor for each further error without a good block between."),
            Map.entry("limit", "Longest jump."),
            Map.entry("slow", "Jump after reads that went well but slowly; none = never."),
            Map.entry("from", "A block that takes at least this long is slow."),
            Map.entry("blocks", "Slow blocks in a row before the pass jumps."),
            Map.entry("jump", "Length of the jump."),
            Map.entry("after-error",
                    "continue (behind the failed block or the jump) or next area (leave the rest of this run of selected sectors alone)."),
            Map.entry("failed-block",
                    "What a failed block of several sectors becomes: skipped, non-trimmed, non-scraped or bad. A single sector that fails "
                            + "becomes bad."),
            Map.entry("rest-of-area", "What the rest of the area becomes with next area."),
            Map.entry("rounds", "How often the pass is walked; each round takes what is still selected."),
            Map.entry("confirm", "yes = read to compare with what the destination holds, for suspect sectors; no = read to store."),
            Map.entry("pass.ladder", "Steps of this pass alone; as the plan = the plan's ladder."),
            Map.entry("prepare",
                    "Commands before the pass and after every reset and power cycle, such as look-ahead off; they need a transport "
                            + "that takes ATA commands."),
            Map.entry("rest", "Rest that spares the drive; none = no rest."),
            Map.entry("after-errors", "Errors in a row after which it rests, or never."),
            Map.entry("for", "Length of a rest."),
            Map.entry("above", "Temperature above which it rests, or never."),
            Map.entry("stop", "When the pass ends early; what it has not read is left to later passes. never = it is walked to its end."),
            Map.entry("errors", "Failed reads of the pass, or never."),
            Map.entry("time", "Drive time of the pass, or never."),
            Map.entry("below", "Lowest rate over a minute of drive time, or never."),
            Map.entry("power-cycles", "Power cycles during the pass, or never."));

    private PlanKeys() {
    }

    static String sentence(String key) {
        String sentence = SENTENCES.get(key);
        if (sentence == null) {
            throw new IllegalArgumentException("no sentence for the key " + key);
        }
        return sentence;
    }
}
