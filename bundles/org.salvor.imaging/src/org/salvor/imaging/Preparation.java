package org.salvor.imaging;

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
}
