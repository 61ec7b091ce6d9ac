package org.salvor.doc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.w3c.dom.Element;

class MarkdownPagesTest {

    private static final Pattern LINK = Pattern.compile("href=\"([^\"#:]+)(#[^\"]*)?\"");

    private final Bundle bundle = FrameworkUtil.getBundle(MarkdownPages.class);
    private final MarkdownPages pages = new MarkdownPages();

    @Test
    void makesHeadingsTablesAndLinksToOtherHelpPages() {
        String html = MarkdownPages.html("# A & B\n\nSee [x](other.md#part) and [y](http://h/z.md).\n\n| a | b |\n|---|---|\n| 1 | 2 |\n");
        assertThat(html).contains("<title>A &amp; B</title>", "<h1 id=\"a--b\">A &amp; B</h1>", "href=\"other.html#part\"",
                "href=\"http://h/z.md\"", "<td>1</td>");
    }

    @Test
    void leavesWhatIsNotAPageToTheHelpSystem() {
        assertThat(pages.getInputStream("org.salvor.doc", "pages/picture.png", Locale.ROOT)).isNull();
        assertThat(pages.getInputStream("org.salvor.doc", "pages/no-such-page.html", Locale.ROOT)).isNull();
    }

    @Test
    void everyPageIsInTheTableOfContents() throws Exception {
        List<String> files = new ArrayList<>();
        Enumeration<URL> entries = bundle.findEntries("pages", "*.md", true);
        while (entries.hasMoreElements()) {
            files.add(entries.nextElement().getPath().substring(1).replace(".md", ".html"));
        }
        assertThat(topics()).containsAll(files);
    }

    @Test
    void everyTopicAndEveryLinkInAPageLeadsToAPage() throws Exception {
        List<String> dead = new ArrayList<>();
        for (String topic : topics()) {
            String html = read(topic);
            if (html == null) {
                dead.add(topic);
                continue;
            }
            Matcher link = LINK.matcher(html);
            while (link.find()) {
                String target = "pages/" + link.group(1);
                if (read(target) == null && bundle.getEntry(target) == null) {
                    dead.add(topic + " -> " + link.group(1));
                }
            }
        }
        assertThat(dead).isEmpty();
    }

    private String read(String href) throws Exception {
        try (InputStream in = pages.getInputStream("org.salvor.doc", href, Locale.ROOT)) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private List<String> topics() throws Exception {
        try (InputStream in = bundle.getEntry("toc.xml").openStream()) {
            var nodes = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in).getElementsByTagName("topic");
            List<String> hrefs = new ArrayList<>();
            for (int i = 0; i < nodes.getLength(); i++) {
                hrefs.add(((Element) nodes.item(i)).getAttribute("href"));
            }
            assertThat(hrefs).isNotEmpty();
            return hrefs;
        }
    }
}
