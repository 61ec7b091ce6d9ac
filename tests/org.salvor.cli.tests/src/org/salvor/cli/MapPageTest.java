package org.salvor.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Types what the help page on maps shows, and compares the answers. Runs where the build says in which folder the repository lies. */
class MapPageTest {
    private static final Pattern SESSION = Pattern.compile("(?s)```console\n(.*?)```");

    @TempDir
    Path folder;

    @Test
    @EnabledOnOs(OS.LINUX)
    void answersAsThePageShows() throws Exception {
        String root = System.getProperty("salvor.root");
        assumeTrue(root != null, "run outside the build");
        String page = Files.readString(Path.of(root, "bundles/org.salvor.doc/pages/maps.md"));
        Matcher sessions = SESSION.matcher(page);
        StringBuilder shown = new StringBuilder();
        StringBuilder answered = new StringBuilder();
        while (sessions.find()) {
            for (String entry : sessions.group(1).split("(?m)^\\$ ")) {
                if (!entry.isEmpty()) {
                    int end = entry.indexOf('\n');
                    shown.append("$ ").append(entry);
                    answered.append("$ ").append(entry, 0, end + 1).append(answer(entry.substring(0, end), entry.substring(end + 1)));
                }
            }
        }
        assertThat(answered.toString()).isEqualTo(shown.toString());
        assertThat(answered.toString().lines().filter(line -> line.startsWith("$ salvor"))).hasSizeGreaterThan(10);
    }

    private String answer(String command, String shown) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(Arrays.asList(command.split(" ")));
        Path target = null;
        if (words.size() > 2 && words.get(words.size() - 2).equals(">")) {
            target = folder.resolve(words.removeLast());
            words.removeLast();
        }
        words.replaceAll(word -> word.matches("[a-z-]+\\.(map|log)") ? folder.resolve(word).toString() : word);
        String answer = switch (words.removeFirst()) {
        case "cat" -> cat(Path.of(words.getFirst()), shown);
        case "salvor" -> salvor(words);
        case "ddrescuelog" -> ddrescuelog(words);
        default -> throw new IllegalArgumentException(command);
        };
        if (target == null) {
            return answer.replace(folder + "/", "");
        }
        Files.writeString(target, answer);
        return "";
    }

    /** A file that no command has made is what the page shows of it. */
    private static String cat(Path file, String shown) throws IOException {
        return Files.readString(Files.exists(file) ? file : Files.writeString(file, shown));
    }

    private static String salvor(List<String> words) {
        Typed typed = Typed.type(words.toArray(String[]::new));
        assertThat(typed.err()).as(String.join(" ", words)).isEmpty();
        return typed.out();
    }

    private static String ddrescuelog(List<String> words) throws IOException, InterruptedException {
        words.addFirst("ddrescuelog");
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(answer).isZero();
        return answer;
    }
}
