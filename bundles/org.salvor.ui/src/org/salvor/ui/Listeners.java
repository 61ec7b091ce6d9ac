package org.salvor.ui;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Those who want to know when something changed. Called one after the other on the thread that changed it. */
final class Listeners {
    private final List<Runnable> all = new CopyOnWriteArrayList<>();

    Registration add(Runnable listener) {
        all.add(listener);
        return () -> all.remove(listener);
    }

    void tell() {
        all.forEach(Runnable::run);
    }
}
