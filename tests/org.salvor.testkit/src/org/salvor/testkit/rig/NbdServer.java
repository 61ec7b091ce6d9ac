package org.salvor.testkit.rig;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * Serves a simulated drive to NBD clients on a Unix socket: read-only, one client after another, one request after another, as a drive without a queue
 * would. The protocol is that of the document "proto.md" of the Network Block Device project, fixed newstyle handshake, simple replies.
 */
final class NbdServer implements AutoCloseable {
    private static final long END_MILLIS = 20_000;
    private final ServerSocketChannel listener;
    private final MeteredDrive drive;
    private final Thread thread;
    private volatile SocketChannel client;
    private volatile Throwable failure;

    private NbdServer(ServerSocketChannel listener, MeteredDrive drive) {
        this.listener = listener;
        this.drive = drive;
        thread = Thread.ofPlatform().daemon().name("nbd server").start(this::serve);
    }

    /** Serves until it is closed. */
    static NbdServer start(Path socket, MeteredDrive drive) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            listener.bind(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            listener.close();
            throw e;
        }
        return new NbdServer(listener, drive);
    }

    private void serve() {
        try {
            while (listener.isOpen()) {
                try (SocketChannel next = listener.accept()) {
                    client = next;
                    new NbdSession(next, drive).run();
                }
            }
        } catch (IOException e) {
            failure = listener.isOpen() ? e : null;
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }

    /**
     * Ends the service; the drive is the caller's again.
     *
     * @throws IllegalStateException when serving had failed, or does not end
     */
    @Override
    public void close() throws IOException {
        listener.close();
        SocketChannel last = client;
        if (last != null) {
            last.close();
        }
        try {
            thread.join(END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (failure != null || thread.isAlive()) {
            throw new IllegalStateException("the NBD server failed", failure);
        }
    }
}
