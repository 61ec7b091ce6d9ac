package org.salvor.imaging.plan;

/**
 * Rest that spares the drive.
 *
 * @param afterErrors failed reads in a row of the pass after which it rests; 0 = never
 * @param millis length of a rest, in milliseconds
 * @param aboveCelsius temperature in degrees Celsius above which it rests; 0 = never
 */
public record Rest(int afterErrors, long millis, int aboveCelsius) {

    /** No rest. */
    public static final Rest NONE = new Rest(0, 0, 0);
}
