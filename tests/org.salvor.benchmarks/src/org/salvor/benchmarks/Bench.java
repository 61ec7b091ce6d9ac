package org.salvor.benchmarks;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

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
}
