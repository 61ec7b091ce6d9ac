package org.salvor.casework;

import java.util.Locale;
import org.salvor.ata.Registers;
import org.salvor.drive.Evidence;
import org.salvor.drive.MediaFault;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;

/** A failed read as members of a journal entry. */
final class FailureText {

    private FailureText() {
    }

    static void write(JsonText text, ReadRequest request, ReadOutcome outcome) {
        text.key("lba").number(request.firstLba()).key("end").number(request.endLba()).key("block").number(request.blockSectors());
        text.key("method").string(word(request.method())).key("timeoutMillis").number(request.timeoutMillis());
        text.key("outcome");
        switch (outcome) {
        case ReadOutcome.Read read -> text.raw("\"read\"");
        case ReadOutcome.MediaError error -> media(text, error);
        case ReadOutcome.TransferError error -> text.raw("\"transfer-error\"");
        case ReadOutcome.Aborted aborted -> text.raw("\"aborted\"");
        case ReadOutcome.NotReady notReady -> text.raw("\"not-ready\"").key("why").string(notReady.why());
        case ReadOutcome.DriveFault fault -> text.raw("\"drive-fault\"");
        case ReadOutcome.TimedOut timedOut ->
                text.raw("\"timed-out\"").key("stillInKernel").raw(timedOut.stillInKernel() ? "true" : "false");
        case ReadOutcome.Gone gone -> text.raw("\"gone\"").key("why").string(gone.why());
        }
        text.key("provenSectors").number(outcome.provenSectors());
        evidence(text, outcome.evidence());
    }

    private static void media(JsonText text, ReadOutcome.MediaError error) {
        text.raw("\"media-error\"").key("fault").string(word(error.fault()));
        if (error.failingLba() >= 0) {
            text.key("failingLba").number(error.failingLba());
        }
    }

    private static void evidence(JsonText text, Evidence evidence) {
        text.key("elapsedMillis").millis(evidence.elapsedNanos());
        Registers registers = evidence.registers();
        if (!registers.equals(Registers.NONE)) {
            text.key("status").hex(registers.status(), 2).key("error").hex(registers.error(), 2).key("count").number(registers.count());
            text.key("registerLba").number(registers.lba()).key("device").hex(registers.device(), 2);
        }
        if (evidence.sense().length > 0) {
            text.key("sense").hex(evidence.sense());
        }
        if (evidence.errno() != 0) {
            text.key("errno").number(evidence.errno());
        }
        if (!evidence.link().isEmpty()) {
            text.key("link").string(evidence.link());
        }
    }

    private static String word(MediaFault fault) {
        return switch (fault) {
        case UNCORRECTABLE -> "uncorrectable";
        case ID_NOT_FOUND -> "id-not-found";
        case ADDRESS_MARK -> "address-mark";
        };
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
