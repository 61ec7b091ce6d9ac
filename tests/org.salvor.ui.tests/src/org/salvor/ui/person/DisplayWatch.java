package org.salvor.ui.person;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.widgets.Display;

/**
 * Looks at the display thread's stack every few milliseconds, and notes when our own code there reads or writes files, waits for a lock or for anything
 * else, or is inside a station. Measures beside it how long the display thread takes to come to something that was just asked of it.
 */
public final class DisplayWatch implements AutoCloseable {
    private static final long GLANCE_MILLIS = 4;
    private static final Pattern WAITS = Pattern.compile("jdk\\.internal\\.misc\\.Unsafe\\.park|java\\.lang\\.Object\\.wait.*"
            + "|java\\.lang\\.Thread\\.(sleep|join).*|java\\.util\\.concurrent\\.locks\\.LockSupport\\.park.*");
    private static final Pattern FILES = Pattern
            .compile("sun\\.nio\\.(ch|fs)\\..*|java\\.io\\.(File(In|Out)putStream|RandomAccessFile|UnixFileSystem)\\..*"
                    + "|java\\.net\\.(Socket|InetAddress|URLConnection).*|sun\\.net\\..*|java\\.lang\\.ProcessImpl\\..*");
    private static final Pattern LOADS_CLASSES = Pattern.compile("java\\.lang\\.(ClassLoader|Class)\\.(loadClass|forName).*"
            + "|java\\.util\\.ServiceLoader.*|org\\.eclipse\\.osgi\\..*|java\\.lang\\.invoke\\..*");
    private static final Pattern STATION = Pattern
            .compile("org\\.salvor\\.(station\\.(internal\\.|LocalStation)|casework|imaging|drive|linux).*");
    /** Our own code, but for the one method in which the platform runs the whole event loop. */
    private static final Pattern OURS = Pattern.compile("org\\.salvor\\.(?!ui\\.internal\\.shell\\.WorkbenchApplication\\.).*");
    private static final Pattern TESTS = Pattern.compile("org\\.salvor\\.ui\\.person\\..*|org\\.salvor\\..*Test([.$].*)?");

    private final Display display;
    private final Thread observer = Thread.ofPlatform().daemon().name("display-watch").unstarted(this::observe);
    private final Set<String> offences = new LinkedHashSet<>();
    private volatile boolean over;
    private long askedNanos;
    private boolean waiting;
    private long longestNanos;
    private String longestStack = "";

    /** Begins to look. */
    public DisplayWatch(Display display) {
        this.display = display;
        observer.start();
    }

    private void observe() {
        while (!over && !display.isDisposed()) {
            glance();
            Person.pause(GLANCE_MILLIS);
        }
    }

    private void glance() {
        Thread thread = display.getThread();
        StackTraceElement[] stack = thread.getStackTrace();
        offence(stack, thread.getState()).ifPresent(this::note);
        ask(stack);
    }

    private synchronized void note(String offence) {
        offences.add(offence);
    }

    private synchronized void ask(StackTraceElement[] stack) {
        long now = System.nanoTime();
        if (waiting) {
            if (now - askedNanos > longestNanos) {
                longestNanos = now - askedNanos;
                longestStack = head(stack);
            }
            return;
        }
        askedNanos = now;
        waiting = true;
        try {
            display.asyncExec(this::came);
        } catch (SWTException gone) {
            over = true;
        }
    }

    private synchronized void came() {
        waiting = false;
        longestNanos = Math.max(longestNanos, System.nanoTime() - askedNanos);
    }

    private static String head(StackTraceElement[] stack) {
        return Arrays.stream(stack).limit(40).map(StackTraceElement::toString).reduce("", (above, frame) -> above + "\n    " + frame);
    }

    /** What our own code does on this stack that no display thread may do; nothing when it does nothing of the kind. */
    static Optional<String> offence(StackTraceElement[] stack, Thread.State state) {
        List<String> frames = Arrays.stream(stack).map(frame -> frame.getClassName() + "." + frame.getMethodName()).toList();
        int ours = index(frames, OURS);
        if (ours < 0 || frames.stream().anyMatch(frame -> TESTS.matcher(frame).matches())) {
            return Optional.empty();
        }
        List<String> above = frames.subList(0, ours);
        boolean loads = above.stream().anyMatch(frame -> LOADS_CLASSES.matcher(frame).matches());
        boolean toolkit = above.stream().anyMatch(frame -> frame.startsWith("org.eclipse."));
        String what = null;
        if (frames.stream().anyMatch(frame -> STATION.matcher(frame).matches())) {
            what = "is inside a station";
        } else if (!loads && above.stream().anyMatch(frame -> FILES.matcher(frame).matches())) {
            what = "reads or writes";
        } else if (!loads && !toolkit
                && (state == Thread.State.BLOCKED || above.stream().anyMatch(frame -> WAITS.matcher(frame).matches()))) {
            what = "waits";
        }
        return Optional.ofNullable(what).map(word -> word + ": " + head(stack));
    }

    private static int index(List<String> frames, Pattern wanted) {
        for (int i = 0; i < frames.size(); i++) {
            if (wanted.matcher(frames.get(i)).matches()) {
                return i;
            }
        }
        return -1;
    }

    /** What was seen since this was asked last. */
    public synchronized List<String> offences() {
        List<String> all = List.copyOf(offences);
        offences.clear();
        return all;
    }

    /** The longest time that the display thread took to come to something. */
    public synchronized Duration longest() {
        return Duration.ofNanos(longestNanos);
    }

    /** What it was doing then. */
    public synchronized String longestStack() {
        return longestStack;
    }

    @Override
    public void close() {
        over = true;
    }
}
