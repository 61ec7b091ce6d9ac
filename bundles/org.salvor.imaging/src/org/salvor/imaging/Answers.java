package org.salvor.imaging;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Waits for answers of the destination, which may never come. */
final class Answers {
    private static final int SLICE_MILLIS = 50;
    /** Patience with a question to the destination, in slices: a minute. */
    private static final int ANSWER_SLICES = 1_200;
    /** The same once the job is to stop. */
    private static final int STOP_SLICES = 10;

    private final BooleanSupplier stopping;

    /** @param stopping whether answers are not worth waiting for any more */
    Answers(BooleanSupplier stopping) {
        this.stopping = stopping;
    }

    /** The answer; null when the job stops first. */
    <T> T await(FutureTask<T> task) throws IOException {
        for (int slice = 0; slice < ANSWER_SLICES; slice++) {
            try {
                return within(task, SLICE_MILLIS);
            } catch (TimeoutException _) {
                if (stopping.getAsBoolean() && slice >= STOP_SLICES) {
                    return null;
                }
            }
        }
        throw new DestinationException(DestinationException.Kind.FAILED,
                "The destination did not give data back within a minute; check it, then retry.");
    }

    /** The answer, if it comes within {@code millis} milliseconds. */
    static <T> T within(FutureTask<T> task, long millis) throws IOException, TimeoutException {
        try {
            return task.get(millis, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io
                    : new IOException("Reading back went wrong inside Salvor: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Salvor was interrupted while it waited for the destination.", e);
        }
    }
}
