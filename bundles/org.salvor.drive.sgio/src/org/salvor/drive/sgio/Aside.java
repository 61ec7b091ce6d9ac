package org.salvor.drive.sgio;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls that may sit in the kernel for long, on a thread of their own, one at a time. */
final class Aside {
    private CompletableFuture<?> running = CompletableFuture.completedFuture(null);

    /**
     * Runs a call and waits for its end.
     *
     * @return its answer; empty when it has not ended in time, or an earlier one has not ended yet
     * @throws ExecutionException with what the call threw
     */
    <T> Optional<T> call(String what, long timeoutMillis, Callable<T> call) throws ExecutionException {
        if (!running.isDone()) {
            return Optional.empty();
        }
        CompletableFuture<T> future = new CompletableFuture<>();
        running = future;
        Thread.ofPlatform().daemon().name("salvor " + what).start(() -> {
            try {
                future.complete(call.call());
            } catch (Exception | Error e) {
                future.completeExceptionally(e);
            }
        });
        try {
            return Optional.of(future.get(Math.max(1, timeoutMillis), TimeUnit.MILLISECONDS));
        } catch (TimeoutException late) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
