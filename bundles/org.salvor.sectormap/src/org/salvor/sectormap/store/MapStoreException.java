package org.salvor.sectormap.store;

import java.io.IOException;

/** A stored map cannot be used; the message is one sentence that says which file, what is wrong with it, and what to do. */
public final class MapStoreException extends IOException {
    private static final long serialVersionUID = 1L;

    public MapStoreException(String message) {
        super(message);
    }

    public MapStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
