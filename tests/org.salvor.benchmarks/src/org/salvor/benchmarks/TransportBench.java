package org.salvor.benchmarks;

import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.util.List;

/**
 * What each transport's own code costs for a command, and how soon a drive that hangs is ready again, on simulated controllers. Those lie in the transports'
 * test bundles, which keep them to themselves, so that their benchmarks are started by name.
 */
public final class TransportBench {
    private static final List<String> COSTS = List.of("org.salvor.drive.ahci.AhciCost", "org.salvor.drive.ide.IdeCost",
            "org.salvor.drive.sgio.SgCost", "org.salvor.drive.ahci.AhciReadyCost");

    private TransportBench() {
    }

    /** Measures and prints; half a minute or so. */
    public static void run(PrintStream out) {
        for (String name : COSTS) {
            try {
                Class.forName(name).getMethod("run", PrintStream.class).invoke(null, out);
            } catch (InvocationTargetException e) {
                throw new IllegalStateException(name + " failed", e.getCause());
            } catch (ReflectiveOperationException e) {
                out.println("could not be measured: " + e);
            }
        }
    }
}
