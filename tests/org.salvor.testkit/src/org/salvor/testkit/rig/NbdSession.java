package org.salvor.testkit.rig;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One NBD client: the handshake, then its requests, until it goes. */
final class NbdSession {
    private static final long GREETING = 0x4e42444d41474943L;
    private static final long OPTION = 0x49484156454f5054L;
    private static final long OPTION_REPLY = 0x3e889045565a9L;
    private static final int REQUEST = 0x25609513;
    private static final int SIMPLE_REPLY = 0x67446698;
    private static final short FIXED_NEWSTYLE_NO_ZEROES = 3;
    private static final short HAS_FLAGS_READ_ONLY = 3;
    private static final int OPTION_EXPORT_NAME = 1;
    private static final int OPTION_ABORT = 2;
    private static final int OPTION_LIST = 3;
    private static final int OPTION_INFO = 6;
    private static final int OPTION_GO = 7;
    private static final int REPLY_ACK = 1;
    private static final int REPLY_SERVER = 2;
    private static final int REPLY_INFO = 3;
    private static final int REPLY_UNSUPPORTED = 0x8000_0001;
    private static final short INFO_EXPORT = 0;
    private static final short INFO_BLOCK_SIZE = 3;
    private static final int COMMAND_READ = 0;
    private static final int COMMAND_WRITE = 1;
    private static final int COMMAND_DISCONNECT = 2;
    private static final int COMMAND_FLUSH = 3;
    private static final int EPERM = 1;
    private static final int EIO = 5;
    private static final int EINVAL = 22;
    /** Longest read; FUSE asks for 1 MiB at most. */
    static final int MOST_BYTES = 4 << 20;
    private static final int LONGEST_OPTION = 8192;
    private static final int REPLY_BYTES = 16;

    private final SocketChannel client;
    private final MeteredDrive drive;
    private final ByteBuffer head = ByteBuffer.allocateDirect(28);
    private final ByteBuffer reply = ByteBuffer.allocateDirect(REPLY_BYTES + MOST_BYTES);

    NbdSession(SocketChannel client, MeteredDrive drive) {
        this.client = client;
        this.drive = drive;
    }

    /** Serves the client until it goes, says so or not. */
    void run() throws IOException {
        try {
            if (handshake()) {
                while (request()) {
                    // the next
                }
            }
        } catch (EOFException gone) {
            // A client may go without a word.
        }
    }

    private boolean handshake() throws IOException {
        write(buffer(18).putLong(GREETING).putLong(OPTION).putShort(FIXED_NEWSTYLE_NO_ZEROES));
        take(4);
        while (true) {
            ByteBuffer option = take(16);
            if (option.getLong() != OPTION) {
                throw new IOException("the client does not speak the newstyle handshake");
            }
            int kind = option.getInt();
            int length = option.getInt();
            if (length < 0 || length > LONGEST_OPTION) {
                throw new IOException("an option of " + length + " bytes");
            }
            skip(length);
            switch (kind) {
            case OPTION_EXPORT_NAME -> {
                write(buffer(10).putLong(drive.sizeBytes()).putShort(HAS_FLAGS_READ_ONLY));
                return true;
            }
            case OPTION_GO, OPTION_INFO -> {
                answer(kind, REPLY_INFO, buffer(12).putShort(INFO_EXPORT).putLong(drive.sizeBytes()).putShort(HAS_FLAGS_READ_ONLY));
                answer(kind, REPLY_INFO, buffer(14).putShort(INFO_BLOCK_SIZE).putInt(drive.sectorBytes()).putInt(4096).putInt(MOST_BYTES));
                answer(kind, REPLY_ACK, buffer(0));
                if (kind == OPTION_GO) {
                    return true;
                }
            }
            case OPTION_LIST -> {
                byte[] name = "drive".getBytes(StandardCharsets.US_ASCII);
                answer(kind, REPLY_SERVER, buffer(4 + name.length).putInt(name.length).put(name));
                answer(kind, REPLY_ACK, buffer(0));
            }
            case OPTION_ABORT -> {
                answer(kind, REPLY_ACK, buffer(0));
                return false;
            }
            default -> answer(kind, REPLY_UNSUPPORTED, buffer(0));
            }
        }
    }

    private void answer(int option, int type, ByteBuffer data) throws IOException {
        data.flip();
        write(buffer(20 + data.remaining()).putLong(OPTION_REPLY).putInt(option).putInt(type).putInt(data.remaining()).put(data));
    }

    /** Serves one request; false when the client takes its leave. */
    private boolean request() throws IOException {
        ByteBuffer request = take(28);
        if (request.getInt() != REQUEST) {
            throw new IOException("no request of NBD");
        }
        request.getShort();
        int command = request.getShort();
        long handle = request.getLong();
        long offset = request.getLong();
        long length = request.getInt() & 0xFFFF_FFFFL;
        switch (command) {
        case COMMAND_READ -> read(handle, offset, length);
        case COMMAND_WRITE -> {
            skip(length);
            done(handle, EPERM, 0);
        }
        case COMMAND_DISCONNECT -> {
            return false;
        }
        case COMMAND_FLUSH -> done(handle, 0, 0);
        default -> done(handle, EINVAL, 0);
        }
        return true;
    }

    private void read(long handle, long offset, long length) throws IOException {
        int sector = drive.sectorBytes();
        if (length == 0 || length > MOST_BYTES || offset % sector != 0 || length % sector != 0 || offset < 0
                || offset > drive.sizeBytes() - length) {
            done(handle, EINVAL, 0);
            return;
        }
        MemorySegment into = MemorySegment.ofBuffer(reply.clear().position(REPLY_BYTES).limit(REPLY_BYTES + (int) length));
        boolean good = drive.read(offset / sector, length / sector, into);
        done(handle, good ? 0 : EIO, good ? (int) length : 0);
    }

    private void done(long handle, int error, int dataBytes) throws IOException {
        reply.clear();
        reply.putInt(0, SIMPLE_REPLY).putInt(4, error).putLong(8, handle);
        reply.position(REPLY_BYTES + dataBytes);
        write(reply);
    }

    private ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes);
    }

    private void write(ByteBuffer filled) throws IOException {
        filled.flip();
        while (filled.hasRemaining()) {
            client.write(filled);
        }
    }

    private ByteBuffer take(int bytes) throws IOException {
        head.clear().limit(bytes);
        while (head.hasRemaining()) {
            if (client.read(head) < 0) {
                throw new EOFException();
            }
        }
        return head.flip();
    }

    private void skip(long bytes) throws IOException {
        for (long left = bytes; left > 0;) {
            int part = (int) Math.min(left, head.capacity());
            take(part);
            left -= part;
        }
    }
}
