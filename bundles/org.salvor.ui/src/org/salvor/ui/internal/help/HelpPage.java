package org.salvor.ui.internal.help;

/**
 * Where a page of help is found. Pure.
 *
 * @param bundle name of the bundle that holds it
 * @param path path of its Markdown source there, such as {@code pages/start.md}; empty for none
 */
record HelpPage(String bundle, String path) {
    static final HelpPage NONE = new HelpPage("", "");

    /** From {@code bundle/path}, as a part's description names its page; {@link #NONE} for null and what names no page. */
    static HelpPage of(String name) {
        int slash = name == null ? -1 : name.indexOf('/');
        return slash <= 0 ? NONE : new HelpPage(name.substring(0, slash), name.substring(slash + 1));
    }

    /** The page that a link on this one leads to. */
    HelpPage linked(String target) {
        String folder = path.substring(0, path.lastIndexOf('/') + 1);
        return new HelpPage(bundle, HelpTopic.source(folder + target));
    }
}
