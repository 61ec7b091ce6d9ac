package org.salvor.imaging.plan;

import java.util.Arrays;
import java.util.Objects;
import org.salvor.ata.Protocol;
import org.salvor.ata.TaskFile;

/**
 * A command that sets the source up. It passes the drive's gate as any other.
 *
 * @param text as the plan has it, such as {@code look-ahead off}
 * @param taskFile what is sent
 * @param protocol how
 * @param payload data going out, empty for none; not to be changed
 */
public record Preparation(String text, TaskFile taskFile, Protocol protocol, byte[] payload) {

    @Override
    public boolean equals(Object other) {
        return other instanceof Preparation same && text.equals(same.text) && taskFile.equals(same.taskFile) && protocol == same.protocol
                && Arrays.equals(payload, same.payload);
    }

    @Override
    public int hashCode() {
        return Objects.hash(text, taskFile, protocol, Arrays.hashCode(payload));
    }
}
