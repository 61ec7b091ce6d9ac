package org.salvor.drive;

import java.util.Set;

/**
 * What a drive behind its transport can be asked for.
 *
 * @param methods read methods beside {@link ReadMethod#AUTO}; empty when only AUTO works
 * @param resets resets that exist on this host
 * @param maxSectorsPerCommand longest single command, in logical sectors
 * @param bufferAlignmentBytes alignment that read buffers need
 * @param timeoutFloor shortest deadline kept
 * @param streaks whether requests of several commands are taken
 * @param movesBytes false for a simulated drive that only keeps time: buffers are never filled, and nothing is written or hashed
 * @param notes facts a person should know ("no direct I/O on this file system"), may be empty
 */
public record Capabilities(Set<ReadMethod> methods, Set<Reset> resets, int maxSectorsPerCommand, int bufferAlignmentBytes,
        TimeoutFloor timeoutFloor,
        boolean streaks, boolean movesBytes, String notes) {
}
