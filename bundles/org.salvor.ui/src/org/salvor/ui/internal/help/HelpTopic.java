package org.salvor.ui.internal.help;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * A line of a table of contents.
 *
 * @param label what it is called
 * @param page path of the page's Markdown source in its bundle, such as {@code pages/start.md}; empty when the line has none
 * @param children lines below it
 */
record HelpTopic(String label, String page, List<HelpTopic> children) {

    /** Reads a table of contents as the platform's help defines it. */
    static HelpTopic read(InputStream toc) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return topic(factory.newDocumentBuilder().parse(toc).getDocumentElement());
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException("The table of contents is no XML: " + e.getMessage(), e);
        }
    }

    private static HelpTopic topic(Element element) {
        List<HelpTopic> children = new ArrayList<>();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element below && below.getTagName().equals("topic")) {
                children.add(topic(below));
            }
        }
        String href = element.getAttribute(element.hasAttribute("href") ? "href" : "topic");
        return new HelpTopic(element.getAttribute("label"), source(href), List.copyOf(children));
    }

    /** The source of a page that is shown as HTML elsewhere. */
    static String source(String href) {
        return href.replaceFirst("#.*", "").replaceFirst("\\.html$", ".md");
    }
}
