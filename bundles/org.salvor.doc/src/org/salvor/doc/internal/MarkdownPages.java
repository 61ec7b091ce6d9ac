package org.salvor.doc.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.eclipse.help.IHelpContentProducer;
import org.osgi.framework.FrameworkUtil;

/**
 * Shows the Markdown pages of this bundle as help pages: {@code pages/start.html} is made from {@code pages/start.md} when somebody opens it,
 * so that the page read in the repository and the page read in the workbench are the same text.
 */
public final class MarkdownPages implements IHelpContentProducer {

    private static final String HTML = ".html";

    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="UTF-8"><title>TITLE</title><style>
            body { font-family: sans-serif; max-width: 60em; line-height: 1.4; }
            table { border-collapse: collapse; } td, th { border: 1px solid #bbb; padding: 0.2em 0.6em; text-align: left; vertical-align: top; }
            pre { background: #f4f4f4; padding: 0.6em; overflow-x: auto; } code { font-family: monospace; }
            </style></head><body>
            BODY</body></html>
            """;

    private final PageSource source;

    /** Reads the pages of the bundle that this class comes from. */
    public MarkdownPages() {
        this(path -> FrameworkUtil.getBundle(MarkdownPages.class).getEntry(path));
    }

    MarkdownPages(PageSource source) {
        this.source = source;
    }

    /**
     * Makes one page.
     *
     * @param pluginId the bundle asked, which is always this one
     * @param href the path of the page inside the bundle, with a query that is ignored
     * @param locale ignored: the pages are in one language
     * @return the page as UTF-8, or null where there is no such page in Markdown and the file itself is to be shown
     */
    @Override
    public InputStream getInputStream(String pluginId, String href, Locale locale) {
        String path = href.replaceFirst("[?#].*$", "");
        if (!path.endsWith(HTML)) {
            return null;
        }
        URL page = source.find(path.substring(0, path.length() - HTML.length()) + ".md");
        if (page == null) {
            return null;
        }
        try (InputStream in = page.openStream()) {
            String markdown = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new ByteArrayInputStream(html(markdown).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String html(String markdown) {
        var extensions = List.of(TablesExtension.create(), HeadingAnchorExtension.create());
        var document = Parser.builder().extensions(extensions).build().parse(markdown);
        String body = HtmlRenderer.builder().extensions(extensions).attributeProviderFactory(context -> MarkdownPages::linkToHelpPages)
                .build().render(document);
        String title = markdown.lines().filter(line -> line.startsWith("# ")).findFirst().map(line -> line.substring(2)).orElse("Salvor");
        return PAGE.replace("TITLE", escape(title)).replace("BODY", body);
    }

    /** A page that is read in the repository links to {@code other.md}; in the help that page is {@code other.html}. */
    private static void linkToHelpPages(Node node, String tag, Map<String, String> attributes) {
        attributes.computeIfPresent("href",
                (name, href) -> href.contains("://") ? href : href.replaceFirst("\\.md(?=$|#)", HTML));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("`", "");
    }

    /** Where a page is read from. */
    @FunctionalInterface
    interface PageSource {
        URL find(String path);
    }
}
