package org.salvor.cli;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import org.salvor.station.JobView;
import org.salvor.station.Progress;

/** One object a second and one at the end, for another program. */
final class ProgressJson implements ProgressOutput {
    private static final long PERIOD_MILLIS = 1000;

    private final PrintWriter out;

    ProgressJson(PrintWriter out) {
        this.out = out;
    }

    @Override
    public long periodMillis() {
        return PERIOD_MILLIS;
    }

    @Override
    public void show(JobView job, Cells cells) {
        print(Json.job("progress", job));
    }

    @Override
    public void moving(Progress progress) {
        JsonObject moving = Json.object("moving", progress);
        if (progress.remainingSeconds() < 0) {
            moving.add("remainingSeconds", JsonNull.INSTANCE);
        }
        print(moving);
    }

    @Override
    public void note(String sentence) {
        JsonObject note = Json.object("note");
        note.addProperty("sentence", sentence);
        print(note);
    }

    @Override
    public void end(JobView job, Cells cells, int exitCode) {
        JsonObject result = Json.job("result", job);
        result.addProperty("exitCode", exitCode);
        print(result);
    }

    private void print(JsonObject object) {
        Json.print(out, object);
        out.flush();
    }
}
