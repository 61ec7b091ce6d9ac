package org.salvor.drive.sgio;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.OptionalLong;
import org.salvor.drive.Clock;
import org.salvor.linux.Linux;

/**
 * Sends one command at a time through the gate and waits for its end, to a deadline. A command that is left behind keeps its memory, and no other one
 * goes out, until it has come back; its reply is then dropped and never taken for another's. Owner thread only.
 *
 * @param <C> a command
 * @param <R> how it ended
 */
final class Channel<C, R extends Line.Reply> {
    private static final long MILLI = 1_000_000;
    private final Line<C, R> line;
    private final Commands<C> commands;
    private final Clock clock;
    private MemorySegment buffer = MemorySegment.NULL;
    private int lastTag;
    /** The command that is still in the kernel; 0 for none. */
    private int leftBehind;
    private long leftSinceNanos;
    private long leftDeadlineNanos;
    private OptionalLong lastLateNanos = OptionalLong.empty();

    Channel(Line<C, R> line, Commands<C> commands, Clock clock) {
        this.line = line;
        this.commands = commands;
        this.clock = clock;
    }

    Line<C, R> line() {
        return line;
    }

    Clock clock() {
        return clock;
    }

    /** The deadline of a wait that begins now. */
    long deadline(long millis) {
        long now = clock.nanos();
        return millis > (Long.MAX_VALUE - now) / MILLI - 1 ? Long.MAX_VALUE - MILLI : now + millis * MILLI;
    }

    /** How long after its deadline the kernel gave back the last command that hung. */
    OptionalLong lastLateNanos() {
        return lastLateNanos;
    }

    /** A command without data going out. */
    Exchange<R> execute(C command, long timeoutMillis) {
        return execute(command, MemorySegment.NULL, timeoutMillis);
    }

    /**
     * Sends a command.
     *
     * @param dataOut data going out, copied; ignored by commands that send none
     */
    Exchange<R> execute(C command, MemorySegment dataOut, long timeoutMillis) {
        Optional<String> refusal = commands.refusal(command, dataOut);
        if (refusal.isPresent()) {
            return new Exchange.Refused<>(refusal.get());
        }
        long sent = clock.nanos();
        long deadline = deadline(timeoutMillis);
        try {
            if (!collect(sent)) {
                return new Exchange.Busy<>("An earlier command has been in the kernel for " + (sent - leftSinceNanos) / MILLI
                        + " ms; the kernel gives it back when its own reset has ended.");
            }
            MemorySegment data = memory(commands.dataBytes(command));
            if (commands.sendsData(command)) {
                MemorySegment.copy(dataOut, 0, data, 0, commands.dataBytes(command));
            }
            int tag = nextTag();
            line.submit(tag, command, data, timeoutMillis);
            Optional<R> reply = await(tag, deadline);
            long now = clock.nanos();
            if (reply.isPresent()) {
                return new Exchange.Ended<>(reply.get(), data, now - sent);
            }
            leftBehind = tag;
            leftSinceNanos = sent;
            leftDeadlineNanos = deadline;
            buffer = MemorySegment.NULL; // the kernel may still fill it
            return new Exchange.TimedOut<>(now - sent);
        } catch (IOException e) {
            return new Exchange.Gone<>("The device " + line.name() + " is not there any more: " + e.getMessage() + ".");
        }
    }

    /**
     * Takes back the command that was left behind, if it has ended by {@code deadlineNanos}.
     *
     * @return whether none is left
     * @throws IOException when the device is gone
     */
    boolean collect(long deadlineNanos) throws IOException {
        if (leftBehind != 0 && await(leftBehind, deadlineNanos).isPresent()) {
            lastLateNanos = OptionalLong.of(Math.max(0, clock.nanos() - leftDeadlineNanos));
            leftBehind = 0;
        }
        return leftBehind == 0;
    }

    /** Forgets the command that was left behind: the line to it is gone. */
    void forget() {
        leftBehind = 0;
        buffer = MemorySegment.NULL;
    }

    /** The reply with a tag; replies with others are dropped. */
    private Optional<R> await(int tag, long deadlineNanos) throws IOException {
        while (true) {
            boolean there = line.await(Math.max(0, deadlineNanos - clock.nanos()));
            Optional<R> reply = there ? line.receive() : Optional.empty();
            if (reply.isPresent() && reply.get().tag() == tag) {
                return reply;
            }
            if (reply.isEmpty() && clock.nanos() >= deadlineNanos) {
                return Optional.empty();
            }
        }
    }

    private int nextTag() {
        lastTag = lastTag == Integer.MAX_VALUE ? 1 : lastTag + 1;
        return lastTag;
    }

    /** Memory of our own, that the collector frees once neither we nor the kernel have it. */
    private MemorySegment memory(int bytes) {
        if (buffer.byteSize() < bytes) {
            buffer = Arena.ofAuto().allocate(Math.max(bytes, Linux.PAGE_BYTES), Linux.PAGE_BYTES);
        }
        return buffer.asSlice(0, bytes);
    }
}
