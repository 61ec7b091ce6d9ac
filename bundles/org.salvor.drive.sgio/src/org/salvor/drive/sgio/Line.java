package org.salvor.drive.sgio;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.Set;
import org.salvor.drive.Reset;

/**
 * The line to one device: commands go in, and replies come out when they like. It judges nothing and decides nothing; a test puts a simulated
 * drive here. Owner thread only, but for {@link #close()}.
 *
 * @param <C> a command
 * @param <R> how it ended
 */
interface Line<C, R extends Line.Reply> extends AutoCloseable {

    /** How a command ended. */
    interface Reply {

        /** As it was submitted with. */
        int tag();
    }

    /**
     * Starts a command and returns at once.
     *
     * @param tag comes back with the reply
     * @param data memory outside the heap, as long as the command says; the port's until the reply was taken
     * @param timeoutMillis after which whoever is below may begin to take the command back
     * @throws IOException when it did not go out, because the device is gone or cannot take it
     */
    void submit(int tag, C command, MemorySegment data, long timeoutMillis) throws IOException;

    /**
     * Waits until a reply can be taken.
     *
     * @param nanos at most; 0 looks only
     * @return whether one can, or the device is gone
     */
    boolean await(long nanos) throws IOException;

    /** Takes the oldest reply that is there; empty when none is. @throws IOException when the device is gone */
    Optional<R> receive() throws IOException;

    /** Resets that this host has, as far as is known by now. */
    Set<Reset> resets();

    /** Sends a reset and waits for its end, {@code timeoutMillis} at most. */
    ResetAnswer reset(Reset reset, long timeoutMillis);

    /** Looks for the same drive by its serial number, whatever it is called now, and takes the line to it up again; whether it is there. */
    boolean reconnect();

    /** Whether the host still knows the device. It sends no command. */
    boolean present();

    /** Longest transfer of one command, in bytes. */
    int maxTransferBytes();

    /** What it is called now, such as {@code /dev/sg1}. */
    String name();

    /** Gives the line back. Idempotent, any thread. */
    @Override
    void close();

    /** What became of a reset. */
    sealed interface ResetAnswer {

        /** It went out and ended. */
        record Done() implements ResetAnswer {
        }

        /** The host has none of this kind. */
        record Missing(String why) implements ResetAnswer {
        }

        /** It went out and has not ended. */
        record Late(String why) implements ResetAnswer {
        }
    }
}
