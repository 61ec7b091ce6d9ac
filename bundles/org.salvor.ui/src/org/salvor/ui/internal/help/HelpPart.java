package org.salvor.ui.internal.help;

import jakarta.annotation.PostConstruct;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import org.eclipse.e4.ui.di.Focus;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.salvor.ui.Background;

/** The help pages, with their table of contents beside them; needs no browser. */
public final class HelpPart {
    private final Background background;
    private Tree contents;
    private HelpReader reader;

    @Inject
    HelpPart(Background background) {
        this.background = background;
    }

    @PostConstruct
    void create(Composite parent) {
        parent.setLayout(new FillLayout());
        SashForm area = new SashForm(parent, SWT.HORIZONTAL);
        contents = new Tree(area, SWT.SINGLE);
        reader = new HelpReader(area, background, this::select);
        area.setWeights(38, 62);
        contents.addListener(SWT.Selection, event -> reader.open((HelpPage) event.item.getData()));
        reader.load(reader.library()::books, this::show);
    }

    @Focus
    void focus() {
        contents.setFocus();
    }

    /** Shows a page from its beginning. */
    void open(HelpPage page) {
        reader.open(page);
    }

    private void show(List<HelpLibrary.Book> books) {
        for (HelpLibrary.Book book : books) {
            TreeItem item = new TreeItem(contents, SWT.NONE);
            fill(item, book.bundle(), book.contents());
            item.setExpanded(true);
        }
        if (!books.isEmpty() && reader.page().equals(HelpPage.NONE)) {
            reader.open(new HelpPage(books.getFirst().bundle(), books.getFirst().contents().page()));
        } else {
            select(reader.page());
        }
    }

    private static void fill(TreeItem item, String bundle, HelpTopic topic) {
        item.setText(topic.label());
        item.setData(new HelpPage(bundle, topic.page()));
        topic.children().forEach(child -> fill(new TreeItem(item, SWT.NONE), bundle, child));
    }

    private void select(HelpPage page) {
        for (TreeItem item : contents.getItems()) {
            select(item, page);
        }
    }

    private void select(TreeItem item, HelpPage page) {
        if (page.equals(item.getData())) {
            contents.setSelection(item);
        }
        Arrays.stream(item.getItems()).forEach(child -> select(child, page));
    }
}
