package org.salvor.station.internal;

import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;

/** Closes what was opened on the way, last first, unless all went well. One thread. */
final class Opening implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Opening.class.getName());

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    <T extends AutoCloseable> T with(T part) {
        opened.push(part);
        return part;
    }

    /** All went well: somebody else owns the parts now. */
    void keep() {
        opened.clear();
    }

    @Override
    public void close() {
        for (AutoCloseable part : opened) {
            closeQuietly(part);
        }
    }

    static void closeQuietly(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.log(Level.WARNING, "Could not be closed well: " + part, e);
        }
    }
}
