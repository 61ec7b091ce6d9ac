package org.salvor.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Catches the signals that end a program (Ctrl-C, a polite kill, a closed terminal) until it is closed. The Java classes for that lie in a package that the
 * framework does not show to bundles, so they are looked up by name where every Java has them; where they are missing nothing is caught.
 */
final class Signals implements AutoCloseable {
    private static final List<String> ENDING = List.of("INT", "TERM", "HUP");
    private static final System.Logger LOG = System.getLogger(Signals.class.getName());

    private final List<Runnable> undo = new ArrayList<>();

    private Signals() {
    }

    /**
     * Catches them.
     *
     * @param first called at the first signal, on a thread of its own
     * @param again called at every later one
     */
    static Signals caught(Runnable first, Runnable again) {
        Signals signals = new Signals();
        AtomicBoolean seen = new AtomicBoolean();
        for (String name : ENDING) {
            try {
                signals.take(name, () -> (seen.getAndSet(true) ? again : first).run());
            } catch (ReflectiveOperationException | IllegalArgumentException notHere) {
                LOG.log(System.Logger.Level.DEBUG, "The signal {0} cannot be caught here: {1}", name, notHere.toString());
            }
        }
        return signals;
    }

    /** Sends a signal to this process itself. */
    static void raise(String name) throws ReflectiveOperationException {
        Class<?> signal = classOf("sun.misc.Signal");
        signal.getMethod("raise", signal).invoke(null, signal.getConstructor(String.class).newInstance(name));
    }

    @Override
    public void close() {
        undo.forEach(Runnable::run);
        undo.clear();
    }

    private void take(String name, Runnable action) throws ReflectiveOperationException {
        Class<?> signal = classOf("sun.misc.Signal");
        Class<?> handlerType = classOf("sun.misc.SignalHandler");
        Method handle = signal.getMethod("handle", signal, handlerType);
        Object handler = Proxy.newProxyInstance(ClassLoader.getPlatformClassLoader(), new Class<?>[] { handlerType },
                (proxy, method, args) -> answer(proxy, method, args, action));
        Object which = signal.getConstructor(String.class).newInstance(name);
        Object before = call(handle, which, handler);
        undo.add(() -> restore(handle, which, before));
    }

    private static Object answer(Object proxy, Method method, Object[] args, Runnable action) {
        return switch (method.getName()) {
        case "handle" -> {
            action.run();
            yield null;
        }
        case "equals" -> proxy == args[0];
        case "hashCode" -> System.identityHashCode(proxy);
        default -> "Salvor's handler";
        };
    }

    private static Object call(Method handle, Object signal, Object handler) throws ReflectiveOperationException {
        try {
            return handle.invoke(null, signal, handler);
        } catch (InvocationTargetException refused) {
            // A virtual machine that runs with -Xrs keeps its signals.
            throw new IllegalArgumentException(refused.getCause());
        }
    }

    private static void restore(Method handle, Object signal, Object before) {
        try {
            call(handle, signal, before);
        } catch (ReflectiveOperationException | IllegalArgumentException kept) {
            LOG.log(System.Logger.Level.DEBUG, "A signal keeps its handler: {0}", kept.toString());
        }
    }

    private static Class<?> classOf(String name) throws ClassNotFoundException {
        return Class.forName(name, true, ClassLoader.getPlatformClassLoader());
    }
}
