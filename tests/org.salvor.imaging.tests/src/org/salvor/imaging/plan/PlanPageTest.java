package org.salvor.imaging.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the help page on plans says is true. Runs where the build says in which folder the repository lies. */
class PlanPageTest {
    private String page;

    @BeforeEach
    void readThePage() throws IOException {
        String root = System.getProperty("salvor.root");
        assumeTrue(root != null, "run outside the build");
        page = Files.readString(Path.of(root, "bundles/org.salvor.doc/pages/plans.md"));
    }

    @Test
    void itsExampleIsASoundPlan() {
        Matcher example = Pattern.compile("(?s)```yaml\n(.*?)```").matcher(page);
        assertThat(example.find()).isTrue();
        assertThat(PlanYaml.parse(example.group(1))).isInstanceOf(PlanReading.Sound.class);
    }

    @Test
    void itNamesEveryPlanAndEveryKey() {
        BuiltInPlans.names().forEach(name -> assertThat(page).contains("| `" + name + "` |"));
        PlanWriter writer = new PlanWriter(512);
        Pattern.compile("(?m)^ *(?:- )?([a-z-]+):").matcher(writer.write(BuiltInPlans.plan("gentle", 512).orElseThrow())).results()
                .map(key -> key.group(1)).filter(key -> !key.equals("format") && !key.equals("passes"))
                .forEach(key -> assertThat(page).contains("`" + key + "`"));
    }

    @Test
    void itsPreparationCommandsAreTaken() {
        String table = page.substring(page.indexOf("| text | what it does |"));
        long taken = Pattern.compile("`((?:look|write|auto|retries|sct|transfer|apm|aam|smart|idle|standby|raw)[^`]*)`")
                .matcher(table.lines().filter(line -> line.startsWith("| `")).map(line -> line.substring(0, line.indexOf(" | ")))
                        .reduce("", String::concat))
                .results().peek(text -> assertThat(PreparationText.parse(text.group(1)).taskFile()).isNotNull()).count();
        assertThat(taken).isGreaterThan(15);
    }
}
