package org.salvor.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.salvor.station.ProfileView;
import org.salvor.station.StationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Describes a profile of a simulated drive. */
@Command(name = "describe", description = "Shows every parameter of a simulated drive with its unit.", footer = { "", "Example:",
        "  salvor sim describe weak-head" })
final class SimDescribeCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "PROFILE", completionCandidates = KnownNames.Profiles.class, description = "A name from \"salvor sim list\".")
    private String profile;

    @Mixin
    private JsonOption json;

    SimDescribeCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws CommandFailure, StationException {
        List<ProfileView> profiles = shell.stations().station().profiles();
        String name = profile.startsWith("sim:") ? profile.substring("sim:".length()) : profile;
        ProfileView found = profiles.stream().filter(view -> view.name().equals(name)).findFirst().orElseThrow(() -> CommandFailure.input(
                "There is no profile \"" + profile + "\"; there are " + String.join(", ", profiles.stream().map(ProfileView::name).toList())
                        + "."));
        if (json.chosen()) {
            Json.print(shell.out(), Json.object("profile", found));
        } else {
            shell.out().println("sim:" + found.name() + ": " + found.sentence());
            shell.out().println(found.description().stripTrailing());
        }
        return ExitCode.DONE;
    }
}
