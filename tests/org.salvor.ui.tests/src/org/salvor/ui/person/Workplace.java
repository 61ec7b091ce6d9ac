package org.salvor.ui.person;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.core.runtime.ILogListener;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Platform;
import org.eclipse.e4.core.contexts.IEclipseContext;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.ui.PlatformUI;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.util.tracker.ServiceTracker;
import org.salvor.station.JobView;
import org.salvor.station.Station;
import org.salvor.station.StationException;
import org.salvor.ui.JobFeed;

/** The workbench of the product, a person before it, and a station behind it that is watched. */
public final class Workplace implements AutoCloseable {
    private static final Path TARGET = Path.of(System.getProperty("salvor.root"), "tests/org.salvor.ui.tests/target");
    /** What the toolkit takes off for a frame that nobody draws. */
    private static final Point FRAME = new Point(6, 30);
    private static final long PATIENCE_MILLIS = Duration.ofSeconds(60).toMillis();

    private final ServiceTracker<Station, Station> stations;
    private final Station real;
    private final WatchedStation watched;
    private final ServiceRegistration<Station> registration;
    private final Person person;
    private final DisplayWatch watch;
    private final Shell window;
    private final List<String> mistakes = new CopyOnWriteArrayList<>();
    private final ILogListener listener = (status, plugin) -> note(status);

    /** Waits until the window is open and asks the watched station. */
    public Workplace() throws InterruptedException {
        BundleContext context = FrameworkUtil.getBundle(Workplace.class).getBundleContext();
        stations = new ServiceTracker<>(context, Station.class, null);
        stations.open();
        real = stations.waitForService(PATIENCE_MILLIS);
        assertThat(real).as("the product's station").isNotNull();
        watched = new WatchedStation(real);
        Dictionary<String, Object> first = new Hashtable<>();
        first.put(Constants.SERVICE_RANKING, 1000);
        registration = context.registerService(Station.class, watched.station(), first);
        Platform.addLogListener(listener);
        while (!PlatformUI.isWorkbenchRunning()) {
            Person.pause(50);
        }
        person = new Person(PlatformUI.getWorkbench().getDisplay(), TARGET.resolve("screenshots"));
        window = person.waitFor("the window",
                () -> PlatformUI.getWorkbench().getWorkbenchWindowCount() == 0 ? null
                        : PlatformUI.getWorkbench().getWorkbenchWindows()[0].getShell());
        person.see(() -> {
            Rectangle screen = window.getDisplay().getBounds();
            window.setBounds(0, 0, screen.width + FRAME.x, screen.height + FRAME.y); // a window manager's task, and there is none
            return null;
        });
        watch = new DisplayWatch(window.getDisplay());
        takeTheKeyboard();
        person.waitUntil("the window asks the station", () -> watched.questions() > 3);
    }

    private void note(IStatus status) {
        if (status.getSeverity() == IStatus.ERROR) {
            mistakes.add(status.getMessage() + ": " + status.getException());
        }
    }

    /** What went to the Error Log as an error since this was asked last. */
    public List<String> mistakes() {
        List<String> all = List.copyOf(mistakes);
        mistakes.removeAll(all);
        return all;
    }

    /** Gives the window the keyboard, which is a window manager's task and there is none, and clicks into the list of drives. */
    public void takeTheKeyboard() {
        person.see(() -> {
            window.forceActive();
            return null;
        });
        person.click(person.waitFor("the list of drives",
                () -> Person.any(window, Table.class, any -> any.getColumn(0).getText().equals("Model"))));
    }

    /** Clicks the tab of a view. */
    public void clickTab(String title) {
        Point place = person.waitFor("the tab " + title, () -> Person.all(window, CTabFolder.class).stream()
                .flatMap(folder -> Arrays.stream(folder.getItems())).filter(tab -> tab.getText().equals(title) && tab.isShowing())
                .map(tab -> tab.getParent().toDisplay(tab.getBounds().x + tab.getBounds().width / 3,
                        tab.getBounds().y + tab.getBounds().height / 2))
                .findFirst().orElse(null));
        person.click(place);
    }

    public Person person() {
        return person;
    }

    /** The workbench window. */
    public Shell window() {
        return window;
    }

    /** The station behind the window, unwatched, for the test's own questions. */
    public Station station() {
        return real;
    }

    public WatchedStation watched() {
        return watched;
    }

    /** Something from the application's context. */
    public <T> T shared(Class<T> kind) {
        return person.see(() -> PlatformUI.getWorkbench().getService(IEclipseContext.class).get(kind));
    }

    /** Clicks an item of the window's toolbar by its tooltip. */
    public void clickTool(String tooltip) {
        ToolItem item = person.waitFor("the tool \"" + tooltip + "\"", () -> tool(tooltip));
        person.click(person.see(() -> item.getParent().toDisplay(item.getBounds().x + item.getBounds().width / 2,
                item.getBounds().y + item.getBounds().height / 2)));
    }

    private ToolItem tool(String tooltip) {
        return Person.all(window, ToolBar.class).stream().flatMap(bar -> Arrays.stream(bar.getItems()))
                .filter(item -> tooltip.equals(item.getToolTipText()) && item.isEnabled()).findFirst().orElse(null);
    }

    /** Clicks a button once it can be clicked. */
    public void clickButton(Shell shell, String text) {
        Button button = person.waitFor("the button " + text,
                () -> Person.any(shell, Button.class, any -> any.getText().replace("&", "").equals(text) && any.isEnabled()));
        person.click(button);
    }

    /** The field of a shell that a person can type into. */
    public Text field(Shell shell) {
        return person.waitFor("a field", () -> Person.any((Composite) shell, Text.class, text -> text.isEnabled() && text.getEditable()
                && !(text.getParent() instanceof Combo)));
    }

    /** Leads the wizard from the keyboard shortcut to a running job, and answers what the window shows of it. */
    public JobView imageByWizard(String source, Path destination, Path folder) {
        person.control('i');
        Shell wizard = person.waitFor("the wizard", () -> shellNow("Image a drive"));
        person.fill(field(wizard), source);
        clickButton(wizard, "Next >");
        person.waitUntil("the second page is there",
                () -> Person.any(wizard, Button.class, any -> any.getText().equals("An image file")) != null);
        person.fill(field(wizard), destination.toString());
        clickButton(wizard, "Next >");
        person.waitUntil("the third page is there",
                () -> Person.any(wizard, org.eclipse.swt.widgets.List.class, any -> any.getItemCount() > 0) != null);
        person.fill(field(wizard), folder.toString());
        clickButton(wizard, "Finish");
        JobFeed feed = shared(JobFeed.class);
        return person.waitFor("the job", () -> feed.selected().filter(job -> job.folder().equals(folder.toString())).orElse(null));
    }

    /** The open shell with this title, null when there is none. For the display thread. */
    public static Shell shellNow(String title) {
        return Arrays.stream(Display.getCurrent().getShells()).filter(shell -> shell.isVisible() && shell.getText().equals(title))
                .findFirst().orElse(null);
    }

    /** Takes every job off the list, so that the next test begins with none. */
    public void clear() throws StationException {
        for (JobView job : real.jobs()) {
            real.forget(job.id());
        }
        JobFeed feed = shared(JobFeed.class);
        person.waitUntil("no job is left", () -> feed.jobs().isEmpty());
    }

    /** Has the window look as a theme says; the theme engine is no API, but what the preference page uses. */
    public void useTheme(String id) {
        Object themes = person.see(() -> window.getDisplay().getData("org.eclipse.e4.ui.css.swt.theme"));
        person.see(() -> {
            try {
                return themes.getClass().getMethod("setTheme", String.class, boolean.class).invoke(themes, id, false);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Fails when a question was asked on the display thread, or something went to the Error Log as an error. */
    public void assertNoMistakes() {
        assertThat(watched.offences()).as("questions to the station on the display thread").isEmpty();
        assertThat(watch.offences()).as("what the display thread did that may take its time").isEmpty();
        assertThat(mistakes()).as("errors in the Error Log").isEmpty();
    }

    /** Closes what dialogs were left open. */
    public void closeDialogs() {
        for (Shell shell : person.see(() -> List.of(window.getShells()))) {
            person.see(() -> {
                if (!shell.isDisposed()) {
                    shell.close();
                }
                return null;
            });
        }
    }

    @Override
    public void close() {
        Platform.removeLogListener(listener);
        registration.unregister();
        stations.close();
        watch.close();
        report();
        person.close();
    }

    /** Leaves word of the longest time that the display thread took to come to something. */
    private void report() {
        String line = "longest block of the display thread: " + watch.longest().toMillis() + " ms" + watch.longestStack() + "\n";
        try {
            Files.writeString(TARGET.resolve("display-thread.txt"), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
