package org.salvor.ui.person;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;

/** Somebody before the screen, who looks, clicks, types and waits. Works on the test's own thread and looks through the display's. */
public final class Person implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long GLANCE_MILLIS = 40;

    private final Display display;
    private final Path screenshots;
    private final Hand hand = new Hand();

    /**
     * Sits down before the display.
     *
     * @param screenshots folder for pictures
     */
    public Person(Display display, Path screenshots) {
        this.display = display;
        this.screenshots = screenshots;
    }

    /** Looks at something, on the display thread. */
    public <T> T see(Supplier<T> look) {
        AtomicReference<T> seen = new AtomicReference<>();
        display.syncExec(() -> seen.set(look.get()));
        return seen.get();
    }

    /** Waits until something is to be seen, and gives up, with a picture of what was there instead, after half a minute. */
    public void waitUntil(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!see(condition::getAsBoolean)) {
            if (System.nanoTime() > end) {
                picture("99-waited-until-" + what.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-"));
                fail("waited half a minute until " + what);
            }
            pause(GLANCE_MILLIS);
        }
    }

    /** Waits until something is there, and answers it. */
    public <T> T waitFor(String what, Supplier<T> look) {
        AtomicReference<T> found = new AtomicReference<>();
        waitUntil("there is " + what, () -> {
            found.set(look.get());
            return found.get() != null;
        });
        return found.get();
    }

    /** Does nothing for a moment. */
    public static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The open shell with this title, null when there is none. */
    public Shell shell(String title) {
        return see(() -> Arrays.stream(display.getShells())
                .filter(shell -> !shell.isDisposed() && shell.isVisible() && shell.getText().equals(title))
                .findFirst().orElse(null));
    }

    /** Every visible control of a kind below another, from the top on. For the display thread. */
    public static <T extends Control> List<T> all(Composite parent, Class<T> kind) {
        List<T> found = new ArrayList<>();
        for (Control child : parent.getChildren()) {
            if (kind.isInstance(child) && child.isVisible()) {
                found.add(kind.cast(child));
            }
            if (child instanceof Composite composite) {
                found.addAll(all(composite, kind));
            }
        }
        return found;
    }

    /** The first visible control of a kind for which something holds, null when there is none. For the display thread. */
    public static <T extends Control> T any(Composite parent, Class<T> kind, Predicate<T> wanted) {
        return all(parent, kind).stream().filter(wanted).findFirst().orElse(null);
    }

    /** Middle of a control on the screen. */
    public Point middle(Control control) {
        return see(() -> {
            Point size = control.getSize();
            return control.toDisplay(size.x / 2, size.y / 2);
        });
    }

    /** Moves the mouse there in two steps, so that the window sees it come. */
    public void point(Point place) {
        hand.move(place.x - 3, place.y - 2);
        pause(GLANCE_MILLIS);
        hand.move(place.x, place.y);
        pause(GLANCE_MILLIS);
    }

    public void click(Control control) {
        click(middle(control));
    }

    public void click(Point place) {
        click(place, Hand.LEFT);
    }

    /** Opens a context menu. */
    public void rightClick(Point place) {
        click(place, Hand.RIGHT);
    }

    private void click(Point place, int button) {
        point(place);
        hand.press(button);
        pause(GLANCE_MILLIS);
        hand.release(button);
        pause(GLANCE_MILLIS);
    }

    /** Drags the mouse, with its left button pressed, in small steps. */
    public void drag(Point from, Point to) {
        point(from);
        hand.press(Hand.LEFT);
        for (int step = 1; step <= 10; step++) {
            hand.move(from.x + (to.x - from.x) * step / 10, from.y + (to.y - from.y) * step / 10);
            pause(20);
        }
        hand.release(Hand.LEFT);
        pause(GLANCE_MILLIS);
    }

    /** Turns the wheel at a place: up when positive. */
    public void turn(Point place, int notches) {
        point(place);
        int which = notches > 0 ? Hand.WHEEL_UP : Hand.WHEEL_DOWN;
        for (int i = 0; i < Math.abs(notches); i++) {
            hand.press(which);
            hand.release(which);
            pause(GLANCE_MILLIS);
        }
    }

    public void type(String text) {
        text.chars().forEach(character -> hand.type((char) character));
        pause(GLANCE_MILLIS);
    }

    /** Clicks into a field and types over what it holds. */
    public void fill(Control field, String text) {
        click(field);
        chord(Hand.CONTROL, 'a');
        type(text);
    }

    public void pressReturn() {
        press(Hand.RETURN);
    }

    public void pressEscape() {
        press(Hand.ESCAPE);
    }

    public void pressDown() {
        press(Hand.DOWN);
    }

    public void pressHome() {
        press(Hand.HOME);
    }

    public void pressHelp() {
        press(Hand.F1);
    }

    public void control(char letter) {
        chord(Hand.CONTROL, letter);
    }

    public void alt(char letter) {
        chord(Hand.ALT, letter);
    }

    private void press(int symbol) {
        hand.keyDown(symbol);
        hand.keyUp(symbol);
        pause(GLANCE_MILLIS);
    }

    private void chord(int modifier, int symbol) {
        hand.keyDown(modifier);
        press(symbol);
        hand.keyUp(modifier);
        pause(GLANCE_MILLIS);
    }

    /** What is on the screen in a control's place, pixel by pixel. */
    public ImageData pixels(Control control) {
        return see(() -> {
            Point corner = control.toDisplay(0, 0);
            return copy(new Rectangle(corner.x, corner.y, control.getSize().x, control.getSize().y));
        });
    }

    /** Keeps a picture of the screen, as NN-name.png. */
    public void picture(String name) {
        ImageLoader loader = new ImageLoader();
        loader.data = new ImageData[] { see(() -> copy(display.getBounds())) };
        try {
            Files.createDirectories(screenshots);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        loader.save(screenshots.resolve(name + ".png").toString(), SWT.IMAGE_PNG);
    }

    private ImageData copy(Rectangle area) {
        Image image = new Image(display, area.width, area.height);
        GC gc = new GC(display);
        try {
            gc.copyArea(image, area.x, area.y);
            return image.getImageData();
        } finally {
            gc.dispose();
            image.dispose();
        }
    }

    @Override
    public void close() {
        hand.close();
    }
}
