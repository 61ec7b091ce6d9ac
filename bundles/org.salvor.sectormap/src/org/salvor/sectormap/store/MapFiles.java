package org.salvor.sectormap.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The files of one folder, as far as a {@link MapStore} needs them. What is promised after a crash: bytes written are kept once
 * {@link Appender#sync} came back; a file's name (new, renamed, deleted) is kept once {@link #syncFolder} came back; anything else may or
 * may not be there, in any mixture. Names are plain file names.
 */
public interface MapFiles {
    /** Whether there is a file of this name. */
    boolean exists(String name) throws IOException;

    /** Opens an existing file for reading. */
    Content read(String name) throws IOException;

    /** Makes a new, empty file; one of this name that exists is emptied. */
    Appender create(String name) throws IOException;

    /** Opens an existing file, cuts it to this length in bytes, and goes on writing at its end. */
    Appender append(String name, long lengthBytes) throws IOException;

    /** Gives a file another name and replaces the file that had it; at any moment the new name means either the old or the new file. */
    void rename(String from, String to) throws IOException;

    /** Deletes a file if it exists. */
    void delete(String name) throws IOException;

    /** Makes the names in the folder durable. */
    void syncFolder() throws IOException;

    /** A file being read. */
    interface Content extends Closeable {
        /** Length in bytes. */
        long lengthBytes() throws IOException;

        /** Fills the buffer from this position on; throws {@link java.io.EOFException} when the file is too short. */
        void readFully(ByteBuffer buffer, long position) throws IOException;
    }

    /** A file being written at its end. */
    interface Appender extends Closeable {
        /** Writes all that remains in the buffer. */
        void write(ByteBuffer buffer) throws IOException;

        /** Makes everything written so far durable; once this failed, nothing is known of what was written since the last good call. */
        void sync() throws IOException;
    }
}
