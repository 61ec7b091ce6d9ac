package org.salvor.station.internal;

import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.salvor.linux.SleepInhibitor;

/** Keeps the computer awake while jobs run. Where that does not work it is said once, not once a job. Any thread. */
final class Wakefulness {
    private static final System.Logger LOG = System.getLogger(Wakefulness.class.getName());

    private final Consumer<String> told;
    private final AtomicBoolean complained = new AtomicBoolean();

    Wakefulness() {
        this(sentence -> LOG.log(Level.INFO, sentence));
    }

    /** @param told hears the one complaint */
    Wakefulness(Consumer<String> told) {
        this.told = told;
    }

    SleepInhibitor hold(String why) {
        return SleepInhibitor.hold(why, this::complain);
    }

    void complain(String sentence) {
        if (complained.compareAndSet(false, true)) {
            told.accept(sentence);
        }
    }
}
