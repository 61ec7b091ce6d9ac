package org.salvor.station.internal;

import java.io.IOException;
import java.util.Map;
import org.salvor.drive.ReadOutcome;
import org.salvor.drive.ReadRequest;
import org.salvor.imaging.CaseLog;

/** A case journal whose notes are told to the station's listeners too. */
record ToldCaseLog(CaseLog journal, Listener listener) implements CaseLog {

    /** Hears notes on the owner thread; must be quick. */
    interface Listener {
        void noted(String kind, String sentence);
    }

    @Override
    public void good(long firstLba, long endLba, long slowestNanos) {
        journal.good(firstLba, endLba, slowestNanos);
    }

    @Override
    public void failed(ReadRequest request, ReadOutcome outcome, String pass) {
        journal.failed(request, outcome, pass);
    }

    @Override
    public void note(String kind, String sentence, Map<String, Object> facts) {
        journal.note(kind, sentence, facts);
        listener.noted(kind, sentence);
    }

    @Override
    public Head sync() throws IOException {
        return journal.sync();
    }
}
