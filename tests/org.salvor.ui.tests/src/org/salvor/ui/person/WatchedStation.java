package org.salvor.ui.person;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.swt.widgets.Display;
import org.salvor.station.Station;

/** Stands before a real station and notes every question that is asked on a display thread, where none may be asked. */
public final class WatchedStation {
    private final List<String> offences = new CopyOnWriteArrayList<>();
    private final AtomicLong questions = new AtomicLong();
    private final Station station;

    /** Watches this station. */
    public WatchedStation(Station real) {
        station = (Station) Proxy.newProxyInstance(Station.class.getClassLoader(), new Class<?>[] { Station.class },
                (proxy, method, arguments) -> {
                    if (Display.findDisplay(Thread.currentThread()) != null) {
                        offences.add(method.getName());
                    }
                    questions.incrementAndGet();
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException refusal) {
                        throw refusal.getCause();
                    }
                });
    }

    /** The station to use in place of the real one. */
    public Station station() {
        return station;
    }

    /** Questions asked on a display thread. */
    public List<String> offences() {
        return List.copyOf(offences);
    }

    /** Questions asked on any thread. */
    public long questions() {
        return questions.get();
    }
}
