package org.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class CompletionTest {
    @TempDir
    Path folder;

    @Test
    void bashCompletesCommandsAndOptions() throws Exception {
        assertThat(completed("salvor", "ma")).containsExactly("map");
        assertThat(completed("salvor", "map", "p")).containsExactly("picture");
        assertThat(completed("salvor", "image", "--pre")).containsExactly("--preallocate");
    }

    @Test
    void zshGetsWhatItNeedsToReadScriptsOfBash() {
        Typed typed = Typed.type("completion", "zsh");
        assertThat(typed.exitCode()).isZero();
        assertThat(typed.out()).startsWith("autoload -U +X compinit").contains("bashcompinit").contains("complete -F");
    }

    /** The words that a bash offers for the last of these. */
    private Iterable<String> completed(String... words) throws Exception {
        Typed typed = Typed.type("completion", "bash");
        assertThat(typed.exitCode()).isZero();
        Path script = Files.writeString(folder.resolve("completion"), typed.out());
        String line = "source " + script + "; COMP_WORDS=(" + String.join(" ", words) + "); COMP_CWORD=" + (words.length - 1)
                + "; COMP_LINE='" + String.join(" ", words)
                + "'; COMP_POINT=${#COMP_LINE}; _complete_salvor; printf '%s\\n' \"${COMPREPLY[@]}\"";
        Process bash = new ProcessBuilder("bash", "--norc", "-c", line).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String answer = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        bash.waitFor();
        return answer.lines().map(String::strip).toList();
    }
}
