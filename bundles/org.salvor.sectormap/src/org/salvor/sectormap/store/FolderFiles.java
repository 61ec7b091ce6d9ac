package org.salvor.sectormap.store;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The files of a real folder, which must exist. */
public final class FolderFiles implements MapFiles {
    private final Path folder;

    public FolderFiles(Path folder) {
        this.folder = folder;
    }

    @Override
    public boolean exists(String name) {
        return Files.exists(folder.resolve(name));
    }

    @Override
    public Content read(String name) throws IOException {
        return new ChannelContent(FileChannel.open(folder.resolve(name), StandardOpenOption.READ), name);
    }

    @Override
    public Appender create(String name) throws IOException {
        return new ChannelAppender(FileChannel.open(folder.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING));
    }

    @Override
    public Appender append(String name, long lengthBytes) throws IOException {
        FileChannel channel = FileChannel.open(folder.resolve(name), StandardOpenOption.WRITE);
        try {
            channel.truncate(lengthBytes);
            channel.position(lengthBytes);
            return new ChannelAppender(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Files.move(folder.resolve(from), folder.resolve(to), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(folder.resolve(name));
    }

    /** Windows has no way to sync a folder and needs none: its file systems journal names in order. */
    @Override
    public void syncFolder() throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private record ChannelContent(FileChannel channel, String name) implements Content {
        @Override
        public long lengthBytes() throws IOException {
            return channel.size();
        }

        @Override
        public void readFully(ByteBuffer buffer, long position) throws IOException {
            long at = position;
            while (buffer.hasRemaining()) {
                int count = channel.read(buffer, at);
                if (count < 0) {
                    throw new EOFException(name + " ends at byte " + at);
                }
                at += count;
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private record ChannelAppender(FileChannel channel) implements Appender {
        @Override
        public void write(ByteBuffer buffer) throws IOException {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }

        @Override
        public void sync() throws IOException {
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
