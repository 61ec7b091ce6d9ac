package org.salvor.ui.internal.help;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HelpPageTest {

    @Test
    void aPageIsNamedByBundleAndPath() {
        assertThat(HelpPage.of("org.salvor.doc/pages/window.md")).isEqualTo(new HelpPage("org.salvor.doc", "pages/window.md"));
    }

    @Test
    void whatNamesNoPageIsNone() {
        assertThat(HelpPage.of(null)).isEqualTo(HelpPage.NONE);
        assertThat(HelpPage.of("nonsense")).isEqualTo(HelpPage.NONE);
        assertThat(HelpPage.of("/pages/window.md")).isEqualTo(HelpPage.NONE);
    }

    @Test
    void linksLeadToPagesBesideThisOne() {
        HelpPage page = HelpPage.of("org.salvor.doc/pages/window.md");
        assertThat(page.linked("plans.md")).isEqualTo(HelpPage.of("org.salvor.doc/pages/plans.md"));
        assertThat(page.linked("plans.html#passes")).isEqualTo(HelpPage.of("org.salvor.doc/pages/plans.md"));
    }
}
