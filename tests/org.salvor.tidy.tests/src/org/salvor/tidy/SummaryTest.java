package org.salvor.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code releng/lab test} prints at its end, over reports as the test runner writes them. */
class SummaryTest {

    private static final String SOUND = """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuite version="3.0" name="org.salvor.ui.MapTest" time="%s" tests="2" errors="0" skipped="1" failures="0">
              <properties>
                <property name="line.separator" value="&#10;"/>
              </properties>
              <testcase name="paintsWithoutFailure" classname="org.salvor.ui.MapTest" time="0.5"/>
              <testcase name="needsADisplay" classname="org.salvor.ui.MapTest" time="0"><skipped message="no display"/></testcase>
            </testsuite>
            """;
    private static final String BROKEN = """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuite version="3.0" name="org.salvor.cli.KillTest" time="61.4" tests="4" errors="2" skipped="0" failures="1">
              <testcase name="comesBack{long}[2]" classname="org.salvor.cli.KillTest" time="0.2">
                <failure message="&#10;Expecting actual:&#10;  &lt;41&gt; &amp; more&#10;to be less than:&#10;  20" type="java.lang.AssertionError">
                  <![CDATA[java.lang.AssertionError:
                	at org.salvor.cli.KillTest.comesBack(KillTest.java:7)
                ]]></failure>
              </testcase>
              <testcase name="holds" classname="org.salvor.cli.KillTest" time="0.2"/>
              <testcase name="isQuick" classname="org.salvor.cli.KillTest" time="0.2">
                <error type="java.lang.NullPointerException"><![CDATA[java.lang.NullPointerException]]></error>
              </testcase>
              <testcase name="says" classname="org.salvor.cli.KillTest" time="0.2">
                <error><![CDATA[it is over
                	at org.salvor.cli.KillTest.says(KillTest.java:9)
                ]]></error>
              </testcase>
            </testsuite>
            """;

    @TempDir
    Path folder;

    private record Ended(int code, List<String> lines) {
    }

    private void report(String bundle, String name, String text) throws IOException {
        Path reports = Files.createDirectories(folder.resolve("tests").resolve(bundle).resolve("target/surefire-reports"));
        Files.writeString(reports.resolve("TEST-" + name + ".xml"), text);
        Path manifest = Files.createDirectories(folder.resolve("tests").resolve(bundle).resolve("META-INF")).resolve("MANIFEST.MF");
        Files.writeString(manifest, "");
    }

    private Ended summary() throws Exception {
        Path lab = Tree.top().resolve("releng/lab.d");
        Path copies = Files.createDirectories(folder.resolve("releng/lab.d"));
        for (String script : List.of("tools.sh", "tests.sh", "summary.awk")) {
            Files.copy(lab.resolve(script), copies.resolve(script));
        }
        Process shell = new ProcessBuilder("bash", "-euo", "pipefail", "-c",
                "root=$1; source \"$root/releng/lab.d/tools.sh\"; source \"$root/releng/lab.d/tests.sh\"; summary || exit 1", "lab",
                folder.toString()).redirectErrorStream(true).start();
        List<String> lines = new String(shell.getInputStream().readAllBytes()).lines().toList();
        assertThat(shell.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Ended(shell.exitValue(), lines);
    }

    @Test
    void failedTestsAreNamedWithWhatTheySayRightAboveTheTotals() throws Exception {
        report("org.salvor.ui.tests", "map", SOUND.formatted("3.2"));
        report("org.salvor.cli.tests", "kill", BROKEN);
        Ended ended = summary();
        assertThat(ended.lines()).containsExactly("failed:",
                "  org.salvor.cli.KillTest.comesBack{long}[2] in org.salvor.cli.tests: "
                        + "Expecting actual: <41> & more to be less than: 20",
                "  org.salvor.cli.KillTest.isQuick in org.salvor.cli.tests: java.lang.NullPointerException",
                "  org.salvor.cli.KillTest.says in org.salvor.cli.tests: it is over",
                "slowest: org.salvor.cli.tests 61 s, org.salvor.ui.tests 3 s", "2 passed, 3 failed, 1 skipped");
        assertThat(ended.code()).isEqualTo(1);
    }

    @Test
    void theFiveSlowestBundlesAreToldWithTheTimeOfAllTheirTests() throws Exception {
        for (int i = 1; i <= 6; i++) {
            report("org.salvor.a" + i + ".tests", "one", SOUND.formatted(i));
            report("org.salvor.a" + i + ".tests", "two", SOUND.formatted(i * 10));
        }
        Ended ended = summary();
        assertThat(ended.lines()).containsExactly("slowest: org.salvor.a6.tests 66 s, org.salvor.a5.tests 55 s, "
                + "org.salvor.a4.tests 44 s, org.salvor.a3.tests 33 s, org.salvor.a2.tests 22 s", "12 passed, 0 failed, 12 skipped");
        assertThat(ended.code()).isZero();
    }

    @Test
    void aBundleThatRanNothingFailsTheRun() throws Exception {
        report("org.salvor.ui.tests", "map", SOUND.formatted("3.2"));
        report("org.salvor.empty.tests", "none",
                "<testsuite name=\"a\" time=\"0\" tests=\"0\" errors=\"0\" skipped=\"0\" failures=\"0\">\n");
        Ended ended = summary();
        assertThat(ended.lines()).anyMatch(line -> line.endsWith("org.salvor.empty.tests ran no test"));
        assertThat(ended.code()).isEqualTo(1);
    }
}
