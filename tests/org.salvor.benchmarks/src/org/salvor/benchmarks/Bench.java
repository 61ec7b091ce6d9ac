package org.salvor.benchmarks;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.salvor.benchmarks.strategies.StrategyBench;

/** Runs all benchmarks, or those that are named. Every figure stands beside what it is to reach; comparisons are made within one run. */
public final class Bench {

    private Bench() {
    }

    public static void main(String[] args) {
        Map<String, Consumer<PrintStream>> all = new LinkedHashMap<>();
        all.put("sectormap", SectorMapBench::run);
        all.put("simulated-drive", SimulatedDriveBench::run);
        all.put("engine", EngineBench::run);
        all.put("throughput", ThroughputBench::run);
        all.put("transports", TransportBench::run);
        all.put("drive-control", DriveControlBench::run);
        all.put("strategies", StrategyBench::run);
        if (args.length > 1 && args[0].equals("strategies")) {
            strategies(List.of(args).subList(1, args.length));
            return;
        }
        for (String name : args.length == 0 ? all.keySet().toArray(String[]::new) : args) {
            Consumer<PrintStream> bench = all.get(name);
            if (bench == null) {
                System.err.println("There is no benchmark \"" + name + "\"; there are " + String.join(", ", all.keySet()) + ".");
                System.exit(2);
            }
            System.out.println("== " + name);
            bench.accept(System.out);
        }
    }

    private static void strategies(List<String> options) {
        try {
            StrategyBench.run(System.out, options);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }
}
