package org.salvor.drive.sgio;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * What a channel must know of the commands that it carries.
 *
 * @param <C> a command
 */
interface Commands<C> {

    /** Empty when it may leave with these data, else a sentence that says why not. Never throws. */
    Optional<String> refusal(C command, MemorySegment dataOut);

    /** Bytes of its data phase. */
    int dataBytes(C command);

    /** Whether those go to the drive. */
    boolean sendsData(C command);
}
