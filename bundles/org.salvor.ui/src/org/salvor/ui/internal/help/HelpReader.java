package org.salvor.ui.internal.help;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.eclipse.core.runtime.IExtensionRegistry;
import org.eclipse.core.runtime.RegistryFactory;
import org.eclipse.swt.program.Program;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.salvor.ui.Background;
import org.salvor.ui.OnDisplay;

/** Shows help pages one after the other, as they are asked for or as links lead to them. Display thread; files are read in the background. */
final class HelpReader {
    private final Background background;
    private final HelpLibrary library;
    private final HelpView view;
    private final OnDisplay display;
    private final Consumer<HelpPage> shown;
    private HelpPage page = HelpPage.NONE;

    /**
     * A reader of nothing yet.
     *
     * @param shown told of each page once it is shown
     */
    HelpReader(Composite parent, Background background, Consumer<HelpPage> shown) {
        this.background = background;
        this.shown = shown;
        IExtensionRegistry registry = RegistryFactory.getRegistry();
        library = new HelpLibrary(registry);
        view = new HelpView(parent, this::follow);
        display = new OnDisplay(view.control());
    }

    Control control() {
        return view.control();
    }

    HelpLibrary library() {
        return library;
    }

    /** The page that was asked for last. */
    HelpPage page() {
        return page;
    }

    /** Shows a page from its beginning. */
    void open(HelpPage wanted) {
        if (!wanted.equals(page) && !wanted.path().isEmpty()) {
            page = wanted;
            load(() -> library.page(wanted), text -> {
                if (wanted.equals(page)) {
                    view.show(text);
                    shown.accept(wanted);
                }
            });
        }
    }

    /** Reads something in the background, and shows the sentence that says why when that cannot be done. */
    <T> void load(Callable<T> reading, Consumer<T> taker) {
        background.run(() -> {
            try {
                T read = reading.call();
                display.execute(() -> taker.accept(read));
            } catch (IOException e) {
                display.execute(() -> view.show(HelpTextMaker.make(e.getMessage())));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void follow(String target) {
        if (target.matches("[a-z]+:.*")) {
            background.run(() -> Program.launch(target));
        } else if (!target.startsWith("#")) {
            open(page.linked(target));
        }
    }
}
