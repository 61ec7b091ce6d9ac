package org.salvor.power.device;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Lines over TCP: one connection for one conversation, which has a deadline as a whole. */
public final class TcpLines implements Lines {
    private static final int LONGEST_LINE_BYTES = 4_096;
    private static final int MOST_BYTES = 256 * 1024;

    private final SocketChannel socket;
    private final String peer;
    private final String end;
    private final ByteBuffer buffer = ByteBuffer.allocate(4_096).flip();
    private int heard;

    private TcpLines(SocketChannel socket, String peer, String end) {
        this.socket = socket;
        this.peer = peer;
        this.end = end;
    }

    /**
     * Connects, talks and hangs up.
     *
     * @param end what ends a line that is sent, {@code "\n"} or {@code "\r\n"}; either ends one that is heard
     * @param limit for all of it
     * @throws IOException with a sentence
     */
    public static <T> T talk(Host host, String end, Duration limit, Talk<T> talk) throws IOException {
        String late = "No answer from " + host + " within " + limit.toSeconds()
                + " s; check that it is switched on, that the address is right"
                + " and that nothing else holds its port.";
        return Deadline.within(limit, late, () -> {
            try (SocketChannel socket = connect(host)) {
                return talk.with(new TcpLines(socket, host.toString(), end));
            }
        });
    }

    private static SocketChannel connect(Host host) throws IOException {
        InetSocketAddress address = new InetSocketAddress(host.name(), host.port());
        if (address.isUnresolved()) {
            throw new IOException("There is no host named " + host.name() + "; check the address of the power switch.");
        }
        try {
            return SocketChannel.open(address);
        } catch (IOException e) {
            throw new IOException(
                    "Nothing answers at " + host + " (" + e.getMessage() + "); check that the device is on and the port right.", e);
        }
    }

    @Override
    public void say(String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + end).getBytes(StandardCharsets.ISO_8859_1));
        while (bytes.hasRemaining()) {
            socket.write(bytes);
        }
    }

    @Override
    public String hear() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = next(); next != '\n'; next = next()) {
            if (line.size() == LONGEST_LINE_BYTES) {
                throw new IOException(peer + " sends a line without end; it is no power switch of this kind. Check the address.");
            }
            line.write(next);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    private int next() throws IOException {
        if (!buffer.hasRemaining()) {
            buffer.clear();
            int count = socket.read(buffer);
            buffer.flip();
            if (count <= 0) {
                throw new IOException(peer + " ended the conversation without an answer; check that it is a power switch of this kind.");
            }
            heard += count;
            if (heard > MOST_BYTES) {
                throw new IOException(peer + " does not stop talking; it is no power switch of this kind. Check the address.");
            }
        }
        return buffer.get() & 0xFF;
    }
}
