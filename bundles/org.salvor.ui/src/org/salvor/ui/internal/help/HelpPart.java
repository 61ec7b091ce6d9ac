package org.salvor.ui.internal.help;

import jakarta.annotation.PostConstruct;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.eclipse.core.runtime.IExtensionRegistry;
import org.eclipse.e4.ui.di.Focus;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.program.Program;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.salvor.ui.Background;
import org.salvor.ui.OnDisplay;

/** The help pages, with their table of contents beside them; needs no browser. */
public final class HelpPart {
    private static final String BUNDLE = "bundle";
    private static final String PAGE = "page";

    private final Background background;
    private final HelpLibrary library;

    private Tree contents;
    private HelpView view;
    private OnDisplay display;
    private String shownBundle = "";
    private String shownPage = "";

    @Inject
    HelpPart(Background background, IExtensionRegistry registry) {
        this.background = background;
        library = new HelpLibrary(registry);
    }

    @PostConstruct
    void create(Composite parent) {
        parent.setLayout(new FillLayout());
        SashForm area = new SashForm(parent, SWT.HORIZONTAL);
        contents = new Tree(area, SWT.SINGLE);
        view = new HelpView(area, this::follow);
        area.setWeights(30, 70);
        display = new OnDisplay(area);
        contents.addListener(SWT.Selection, event -> open((String) event.item.getData(BUNDLE), (String) event.item.getData(PAGE)));
        load(library::books, this::show);
    }

    @Focus
    void focus() {
        contents.setFocus();
    }

    private <T> void load(Callable<T> reading, Consumer<T> shown) {
        background.run(() -> {
            try {
                T read = reading.call();
                display.execute(() -> shown.accept(read));
            } catch (IOException e) {
                display.execute(() -> view.show(HelpTextMaker.make(e.getMessage())));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void show(List<HelpLibrary.Book> books) {
        for (HelpLibrary.Book book : books) {
            TreeItem item = new TreeItem(contents, SWT.NONE);
            fill(item, book.bundle(), book.contents());
            item.setExpanded(true);
        }
        if (!books.isEmpty()) {
            open(books.getFirst().bundle(), books.getFirst().contents().page());
        }
    }

    private static void fill(TreeItem item, String bundle, HelpTopic topic) {
        item.setText(topic.label());
        item.setData(BUNDLE, bundle);
        item.setData(PAGE, topic.page());
        topic.children().forEach(child -> fill(new TreeItem(item, SWT.NONE), bundle, child));
    }

    private void open(String bundle, String page) {
        if (!page.isEmpty() && !(bundle.equals(shownBundle) && page.equals(shownPage))) {
            load(() -> library.page(bundle, page), text -> {
                shownBundle = bundle;
                shownPage = page;
                view.show(text);
            });
        }
    }

    private void follow(String target) {
        if (target.matches("[a-z]+:.*")) {
            background.run(() -> Program.launch(target));
        } else if (!target.startsWith("#")) {
            String folder = shownPage.substring(0, shownPage.lastIndexOf('/') + 1);
            open(shownBundle, HelpTopic.source(folder + target));
        }
    }
}
