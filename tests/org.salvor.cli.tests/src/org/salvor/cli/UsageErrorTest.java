package org.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageErrorTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = { "frobnicate | 'frobnicate'", "drives --frob | '--frob'", "identify | 'SOURCE'", "image a b | '--job=DIR'",
                    "image a b c --job x | 'c'", "image a b --job x --partition one | 'one'", "image a b --job x --segment 12 | MiB",
                    "completion fish | [bash, zsh]", "map picture a.map | 'OUT'", "journal show d --first x | 'x'" })
    void saysInOneSentenceWhatIsWrongAndWhereToLook(String line, String named) {
        Typed typed = Typed.type(line.split(" "));
        assertThat(typed.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err().lines()).hasSize(1);
        assertThat(typed.err()).startsWith("salvor: ").contains(named).contains("--help");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = { "image only-source --job NEW | No destination", "image --job NEW | no job in",
                    "image a b --job NEW --fill 0x0 | --fill",
                    "image a b --job NEW --ranges 0-1 --partition 1 | one of them", "image a b --job NEW --partition 0 | counted from 1",
                    "journal show NEW --first -1 | no negative number", "map picture NEW out.jpg | .png",
                    "map picture NEW out.png --width 9 | 240" })
    void checksWhatCanBeCheckedBeforeAnythingIsTouched(String line, String named) {
        Typed typed = Typed.type(line.replace("NEW", folder.resolve("new").toString()).split(" "));
        assertThat(typed.exitCode()).as(typed.err()).isEqualTo(ExitCode.WRONG_INPUT);
        assertThat(typed.err().lines()).hasSize(1);
        assertThat(typed.err()).contains(named);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void saysItInJsonTooWhenThatIsWanted() {
        Typed typed = Typed.type("image", "a", "--job", "new", "--json");
        JsonObject error = JsonParser.parseString(typed.out()).getAsJsonObject();
        assertThat(error.get("type").getAsString()).isEqualTo("error");
        assertThat(error.get("exitCode").getAsInt()).isEqualTo(2);
        assertThat(typed.err()).isEqualTo("salvor: " + error.get("sentence").getAsString() + System.lineSeparator());
    }

    @Test
    void showsNoStackTraceUnlessAskedTo() {
        assertThat(Typed.type("map", "show", "/nowhere.map").err()).doesNotContain("\tat ");
        assertThat(Typed.type("map", "show", "/nowhere.map", "--debug").err()).contains("\tat ").contains("NoSuchFileException");
    }

    @Test
    void endsAsOurOwnFaultWhenTheStationIsNotThere() {
        Typed typed = Typed.type("drives");
        assertThat(typed.exitCode()).isEqualTo(ExitCode.OWN_SIDE);
        assertThat(typed.err()).isEqualTo("salvor: There is no station here; test something else." + System.lineSeparator());
    }

    @Test
    void takesAnAtSignInANameForALetter() {
        assertThat(Typed.type("map", "show", "@nowhere").err()).contains("@nowhere does not exist");
    }
}
