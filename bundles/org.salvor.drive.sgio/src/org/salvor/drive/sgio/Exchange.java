package org.salvor.drive.sgio;

import java.lang.foreign.MemorySegment;

/**
 * What became of one command.
 *
 * @param <R> how commands of its kind end
 */
sealed interface Exchange<R> {

    /**
     * It ended.
     *
     * @param data what came, valid until the next command; as long as was asked for, the residual part undefined
     */
    record Ended<R>(R reply, MemorySegment data, long elapsedNanos) implements Exchange<R> {
    }

    /** No end within the deadline; the kernel still has it. */
    record TimedOut<R>(long elapsedNanos) implements Exchange<R> {
    }

    /** The gate did not let it out. */
    record Refused<R>(String why) implements Exchange<R> {
    }

    /** An earlier command is still in the kernel; nothing went out. */
    record Busy<R>(String why) implements Exchange<R> {
    }

    /** The device is no longer there. */
    record Gone<R>(String why) implements Exchange<R> {
    }
}
