package org.salvor.ui.internal.help;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.salvor.ui.internal.help.HelpText.Kind;

class HelpTextTest {

    private static String marked(HelpText page, Kind kind) {
        return page.marks().stream().filter(mark -> mark.kind() == kind)
                .map(mark -> page.text().substring(mark.start(), Math.min(page.text().length(), mark.start() + mark.length())).strip())
                .toList().toString();
    }

    @Test
    void aPageBecomesTextWithMarks() {
        HelpText page = HelpTextMaker.make("# Salvor\n\nImages **failing** drives,\nsee [Plans](plans.md) and `salvor`.\n\n## More\nend");
        assertThat(page.text()).isEqualTo("Salvor\nImages failing drives, see Plans and salvor.\n\n\nMore\nend");
        assertThat(marked(page, Kind.TITLE)).isEqualTo("[Salvor]");
        assertThat(marked(page, Kind.HEADING)).isEqualTo("[More]");
        assertThat(marked(page, Kind.STRONG)).isEqualTo("[failing]");
        assertThat(marked(page, Kind.CODE)).isEqualTo("[salvor]");
        assertThat(marked(page, Kind.LINK)).isEqualTo("[Plans]");
        assertThat(page.marks()).filteredOn(mark -> mark.kind() == Kind.LINK).extracting(HelpText.Mark::target).containsExactly("plans.md");
    }

    @Test
    void listsAreSetInWithTheirSigns() {
        HelpText page = HelpTextMaker.make("- one\n- two\n  - inner\n\n3. three\n4. four");
        assertThat(page.text()).isEqualTo("\u2022  one\n\u2022  two\n\u2022  inner\n\n3.  three\n4.  four");
        assertThat(page.indents()).extracting(HelpText.Indent::depth).containsExactly(1, 1, 2, 1, 1);
    }

    @Test
    void aTableIsReadableRowByRow() {
        HelpText page = HelpTextMaker.make("| promise | held by |\n|---|---|\n| **never** leads | `CrashTest` |\n");
        assertThat(page.text()).isEqualTo("promise  \u2013  held by\nnever leads  \u2013  CrashTest");
        assertThat(marked(page, Kind.STRONG)).contains("never leads");
    }

    @Test
    void codeKeepsItsLines() {
        HelpText page = HelpTextMaker.make("```\nsalvor drives\n  salvor plan list\n```\n");
        assertThat(page.text()).isEqualTo("salvor drives\n  salvor plan list");
        assertThat(marked(page, Kind.CODE)).isEqualTo("[salvor drives\n  salvor plan list]");
    }

    @Test
    void noPageHasNoText() {
        assertThat(HelpTextMaker.make("").text()).isEmpty();
    }

    @Test
    void aTableOfContentsNamesTheSourcesOfItsPages() throws IOException {
        HelpTopic toc = read(
                "<toc label='Salvor' topic='pages/start.html'><topic label='Plans' href='pages/plans.html#top'><topic label='None'/></topic></toc>");
        assertThat(toc).isEqualTo(new HelpTopic("Salvor", "pages/start.md",
                List.of(new HelpTopic("Plans", "pages/plans.md", List.of(new HelpTopic("None", "", List.of()))))));
    }

    @Test
    void aBrokenTableOfContentsIsRefusedInASentence() {
        assertThatIOException().isThrownBy(() -> read("<toc")).withMessageContaining("no XML");
        assertThatIOException().isThrownBy(() -> read("<!DOCTYPE toc [<!ENTITY x SYSTEM 'file:/etc/passwd'>]><toc label='&x;'/>"));
    }

    private static HelpTopic read(String xml) throws IOException {
        return HelpTopic.read(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }
}
