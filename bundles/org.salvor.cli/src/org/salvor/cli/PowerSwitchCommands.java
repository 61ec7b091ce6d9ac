package org.salvor.cli;

import com.google.gson.JsonObject;
import java.util.concurrent.Callable;
import org.salvor.station.PowerOrder;
import org.salvor.station.StationException;
import org.salvor.station.SwitchedView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands that switch a supply. */
final class PowerSwitchCommands {

    private PowerSwitchCommands() {
    }

    /** What they have in common. */
    private abstract static class Switching implements Callable<Integer> {
        private final Shell shell;
        private final PowerOrder.Action action;

        @Parameters(index = "0", paramLabel = "ADDRESS",
                description = "The switch, as \"salvor power list\" names it, or a drive whose port can cut its power.")
        private String address;

        @Option(names = "--dry-run", description = "Only say what would be told to the device; switch nothing.")
        private boolean dryRun;

        @Mixin
        private JsonOption json;

        Switching(Shell shell, PowerOrder.Action action) {
            this.shell = shell;
            this.action = action;
        }

        int carryOut(long offMillis, int cutsAnHour) throws StationException {
            // A signal must not end the program between off and on.
            try (Signals signals = shell.catchSignals().start()) {
                SwitchedView view = shell.stations().station()
                        .switchPower(new PowerOrder(address, action, offMillis, cutsAnHour, dryRun));
                if (json.chosen()) {
                    JsonObject object = Json.object("switched", view);
                    object.addProperty("dryRun", dryRun);
                    Json.print(shell.out(), object);
                } else {
                    view.sentences().forEach(shell.out()::println);
                }
                return view.done() || dryRun ? ExitCode.DONE : ExitCode.UNREAD;
            }
        }
    }

    /** Restores a supply. */
    @Command(name = "on", description = "Restores a supply, and says what the device confirms.", footer = { "", "Examples:",
            "  salvor power on scpi:psu.lab/1" })
    static final class On extends Switching {
        On(Shell shell) {
            super(shell, PowerOrder.Action.ON);
        }

        @Override
        public Integer call() throws StationException {
            return carryOut(0, 0);
        }
    }

    /** Cuts a supply. */
    @Command(name = "off", description = "Cuts a supply, and says what the device confirms.", footer = { "", "Examples:",
            "  salvor power off relay:/dev/ttyUSB0/1", "  salvor power off command:rig1 --dry-run" })
    static final class Off extends Switching {
        @Mixin
        private Budget budget;

        Off(Shell shell) {
            super(shell, PowerOrder.Action.OFF);
        }

        @Override
        public Integer call() throws StationException, CommandFailure {
            return carryOut(0, budget.cutsAnHour());
        }
    }

    /** Cuts a supply and restores it. */
    @Command(name = "cycle", description = "Cuts a supply, waits until the drive has come to rest, and restores it.", footer = { "",
            "Whether the drive came back is the drive's to say: ask it with \"salvor identify\".", "", "Examples:",
            "  salvor power cycle scpi:psu.lab/1", "  salvor power cycle nut:ups@rack/3 --off 10000" })
    static final class Cycle extends Switching {
        @Option(names = "--off", paramLabel = "MS",
                description = "How long the supply stays off in milliseconds; never less than the switch's minimum.")
        private long offMillis;

        @Mixin
        private Budget budget;

        Cycle(Shell shell) {
            super(shell, PowerOrder.Action.CYCLE);
        }

        @Override
        public Integer call() throws StationException, CommandFailure {
            return carryOut(offMillis, budget.cutsAnHour());
        }
    }

    /** How often a supply may be cut. */
    static final class Budget {
        @Option(names = "--budget", paramLabel = "N",
                description = "Cuts of this supply within an hour that are let through, those by jobs and by other programs counted; 20 unless"
                        + " told otherwise.")
        private Integer cuts;

        int cutsAnHour() throws CommandFailure {
            if (cuts != null && cuts < 1) {
                throw CommandFailure.input("--budget is a number of cuts an hour, 1 or more.");
            }
            return cuts == null ? 0 : cuts;
        }
    }
}
