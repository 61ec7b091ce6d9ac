package org.salvor.cli;

import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.HexFormat;
import java.util.List;
import org.salvor.station.CommandView;

/** What became of commands, for a person and for another program. */
final class CommandText {
    private static final List<String> REGISTERS = List.of("status", "error", "count", "lba", "device");

    private CommandText() {
    }

    static void print(Shell shell, CommandView view, JsonOption json) {
        if (json.chosen()) {
            JsonObject object = Json.object("command", view);
            if (view.status() < 0) {
                REGISTERS.forEach(register -> object.add(register, JsonNull.INSTANCE));
            }
            object.addProperty("data", HexFormat.of().formatHex(view.data()));
            Json.print(shell.out(), object);
            return;
        }
        shell.out().println(view.sentence());
        if (view.status() >= 0) {
            shell.out().printf("status %02X  error %02X  count %04X  LBA %d (%012X)  device %02X  %.1f ms%n", view.status(), view.error(),
                    view.count(),
                    view.lba(), view.lba(), view.device(), view.millis());
        }
        HexDump.print(shell.out(), view.data());
    }

    static int exitCode(List<CommandView> views) {
        return views.stream().allMatch(CommandView::done) ? ExitCode.DONE : ExitCode.UNREAD;
    }
}
