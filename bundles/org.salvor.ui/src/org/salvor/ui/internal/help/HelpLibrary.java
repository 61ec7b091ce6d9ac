package org.salvor.ui.internal.help;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.IExtensionRegistry;
import org.eclipse.core.runtime.Platform;
import org.osgi.framework.Bundle;

/** The help pages of all installed bundles that keep them as Markdown. Reads files: not for the display thread. */
final class HelpLibrary {

    /**
     * The pages of one bundle.
     *
     * @param bundle name of the bundle
     * @param contents its table of contents
     */
    record Book(String bundle, HelpTopic contents) {
    }

    private final IExtensionRegistry registry;

    HelpLibrary(IExtensionRegistry registry) {
        this.registry = registry;
    }

    /** Every table of contents whose first page is there as Markdown. */
    List<Book> books() throws IOException {
        List<Book> books = new ArrayList<>();
        for (IConfigurationElement toc : registry.getConfigurationElementsFor("org.eclipse.help.toc")) {
            Bundle bundle = Platform.getBundle(toc.getContributor().getName());
            URL file = bundle == null || toc.getAttribute("file") == null ? null : bundle.getEntry(toc.getAttribute("file"));
            if (file != null) {
                try (InputStream stream = file.openStream()) {
                    HelpTopic contents = HelpTopic.read(stream);
                    if (!contents.page().isEmpty() && bundle.getEntry(contents.page()) != null) {
                        books.add(new Book(bundle.getSymbolicName(), contents));
                    }
                }
            }
        }
        return books;
    }

    /** Reads a page. */
    HelpText page(HelpPage page) throws IOException {
        Bundle bundle = Platform.getBundle(page.bundle());
        URL file = bundle == null ? null : bundle.getEntry(page.path());
        if (file == null) {
            throw new IOException("There is no page " + page.path() + " in " + page.bundle() + ".");
        }
        try (InputStream stream = file.openStream()) {
            return HelpTextMaker.make(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
