package org.salvor.casework;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** The bytes under a case journal. One thread at a time; an interrupt neither ends an operation nor closes the file. */
interface JournalStorage extends AutoCloseable {

    /** Forgets everything from this byte on. */
    void cutTo(long lengthBytes) throws IOException;

    void write(long atByte, byte[] bytes, int count) throws IOException;

    /** Makes all that was written and cut durable. */
    void force() throws IOException;

    @Override
    void close() throws IOException;

    /** A file, made when it is not there. */
    static JournalStorage file(Path path) throws IOException {
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        return new JournalStorage() {
            @Override
            public void cutTo(long lengthBytes) throws IOException {
                if (file.length() > lengthBytes) {
                    file.setLength(lengthBytes);
                }
            }

            @Override
            public void write(long atByte, byte[] bytes, int count) throws IOException {
                file.seek(atByte);
                file.write(bytes, 0, count);
            }

            @Override
            public void force() throws IOException {
                file.getFD().sync();
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }
}
