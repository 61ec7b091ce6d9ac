package org.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class HelpTest {

    @ParameterizedTest
    @MethodSource("everyCommand")
    void isThereOnEveryLevel(String command) {
        Typed help = Typed.type(Stream.concat(Arrays.stream(command.split(" ")).skip(1), Stream.of("--help")).toArray(String[]::new));
        assertThat(help.exitCode()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out()).startsWith("Usage: " + command + " ").contains("Exit codes:").contains("--debug").contains("--help");
        assertThat(help.out().lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void namesEveryCommandOfTheContract() {
        assertThat(everyCommand()).contains("salvor drives", "salvor identify", "salvor smart", "salvor hidden",
                "salvor security", "salvor prepare", "salvor reset", "salvor command", "salvor image", "salvor jobs", "salvor verify",
                "salvor plan list",
                "salvor plan show",
                "salvor plan check", "salvor map show", "salvor map import", "salvor map export", "salvor map and", "salvor map or",
                "salvor map xor",
                "salvor map invert", "salvor map diff", "salvor map picture", "salvor journal show", "salvor journal verify",
                "salvor sim list",
                "salvor sim describe", "salvor completion");
    }

    @Test
    void tellsTheVersionOnEveryLevel() {
        assertThat(Typed.type("--version").out()).matches("salvor (not installed|\\d+\\.\\d+\\.\\d+.*)\\R");
        assertThat(Typed.type("map", "show", "--version").exitCode()).isZero();
    }

    @Test
    void isShownWhenNothingWasTyped() {
        Typed nothing = Typed.type();
        assertThat(nothing.exitCode()).isZero();
        assertThat(nothing.out()).contains("Images failing drives").contains("journal");
    }

    @ParameterizedTest
    @ValueSource(strings = { "plan", "map", "journal", "sim" })
    void aGroupAloneSaysWhatItsCommandsAre(String group) {
        Typed typed = Typed.type(group);
        assertThat(typed.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(typed.err()).contains("needs one of its commands: ").contains("\"salvor " + group + " --help\"");
    }

    private static List<String> everyCommand() {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        Shell shell = new Shell(Typed.NO_STATION, nowhere, nowhere, new BufferedReader(new StringReader("")), Terminal.NONE, () -> 80,
                new StopRequest(),
                () -> null, System::nanoTime, Typed.NOBODY);
        List<String> names = new ArrayList<>();
        collect(new Salvor(shell).commandLine(), names);
        return names;
    }

    private static void collect(CommandLine command, List<String> names) {
        names.add(command.getCommandSpec().qualifiedName());
        command.getSubcommands().values().forEach(below -> collect(below, names));
    }
}
