package org.salvor.imaging;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What an epoch of the durable map carries beside its changes: the scheduler's state, and the end of the case journal's chain that is durable with it.
 *
 * @param schedulerState as the imager sealed it
 * @param head end of the chain
 */
public record Attachment(byte[] schedulerState, CaseLog.Head head) {

    static byte[] encode(byte[] schedulerState, CaseLog.Head head) {
        byte[] hash = head.hash().getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(Long.BYTES + Short.BYTES + hash.length + schedulerState.length).putLong(head.entries())
                .putShort((short) hash.length)
                .put(hash).put(schedulerState).array();
    }

    /** The same memory with the plan begun anew: for a map in which sectors became untried again. Budgets and totals stay. */
    public byte[] restarted() throws IOException {
        if (schedulerState.length == 0) {
            return encode(schedulerState, head);
        }
        SchedulerState state = SchedulerState.decode(schedulerState);
        state.passIndex = -1;
        state.lost.clear();
        return encode(state.encode(), head);
    }

    /**
     * Takes an attachment apart.
     *
     * @throws IOException when it is not one
     */
    public static Attachment decode(byte[] bytes) throws IOException {
        if (bytes.length < Long.BYTES + Short.BYTES) {
            throw new IOException("the engine's saved memory is damaged");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long entries = buffer.getLong();
        int length = buffer.getShort();
        if (length < 0 || length > buffer.remaining()) {
            throw new IOException("the engine's saved memory is damaged");
        }
        byte[] hash = new byte[length];
        buffer.get(hash);
        byte[] state = new byte[buffer.remaining()];
        buffer.get(state);
        return new Attachment(state, new CaseLog.Head(entries, new String(hash, StandardCharsets.US_ASCII)));
    }
}
