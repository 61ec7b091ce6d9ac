package org.salvor.benchmarks.strategies;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/** Least, middle and most of some numbers. */
record Spread(double least, double median, double most) {

    static <T> Spread of(List<T> items, ToDoubleFunction<T> number) {
        double[] sorted = items.stream().mapToDouble(number).toArray();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(sorted[0], median, sorted[sorted.length - 1]);
    }

    /** The median, behind it least and most where there are more than one. */
    String text(DoubleFunction<String> form) {
        return least == most ? form.apply(median) : form.apply(median) + " (" + form.apply(least) + "–" + form.apply(most) + ")";
    }
}
