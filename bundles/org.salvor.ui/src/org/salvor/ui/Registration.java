package org.salvor.ui;

/** Ends what was registered. */
@FunctionalInterface
public interface Registration extends AutoCloseable {
    @Override
    void close();
}
