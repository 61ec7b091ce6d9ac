package org.salvor.power.relay;

import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.salvor.testkit.rig.Peer;

/** A relay board at the far end of a pseudo-terminal. */
final class RelayBoard implements AutoCloseable {
    private final Peer pair;
    private final RandomAccessFile far;
    private final AtomicBoolean[] closed = { new AtomicBoolean(true), new AtomicBoolean(true) };
    final Path near;
    volatile Manner manner = Manner.ANSWERS;

    /** What kind of board it is. */
    enum Manner {
        ANSWERS, REPEATS, SILENT, BABBLES, LIES
    }

    RelayBoard(Path folder) throws Exception {
        near = folder.resolve("near");
        Path other = folder.resolve("far");
        pair = Peer.start(List.of("socat"), """
                socat pty,raw,echo=0,link="$1" pty,raw,echo=0,link="$2" & p=$!
                while [ ! -e "$1" ] || [ ! -e "$2" ]; do kill -0 $p || exit 1; sleep 0.05; done
                echo ready pair; rest; kill $p; wait $p
                """, near.toString(), other.toString());
        far = new RandomAccessFile(other.toFile(), "rw");
        Thread.ofPlatform().daemon().start(this::serve);
    }

    boolean closed(int relay) {
        return closed[relay - 1].get();
    }

    private void serve() {
        byte[] frame = new byte[4];
        try {
            while (true) {
                far.readFully(frame);
                take(frame);
            }
        } catch (Exception gone) {
            // the pair was ended
        }
    }

    private void take(byte[] frame) throws Exception {
        boolean good = (frame[0] & 0xFF) == 0xA0 && frame[3] == (byte) (frame[0] + frame[1] + frame[2]) && frame[1] >= 1 && frame[1] <= 2;
        if (!good) {
            return;
        }
        AtomicBoolean relay = closed[frame[1] - 1];
        if (frame[2] <= 3 && manner != Manner.LIES) {
            relay.set((frame[2] & 1) == 1);
        }
        byte state = (byte) (relay.get() ? 1 : 0);
        byte[] answer = { frame[0], frame[1], state, (byte) (frame[0] + frame[1] + state) };
        switch (manner) {
        case ANSWERS, LIES -> far.write(frame[2] >= 2 ? answer : new byte[0]);
        case REPEATS -> {
            far.write(frame);
            far.write(answer, 0, 2);
            far.write(answer, 2, 2);
        }
        case BABBLES -> far.write("AT OK\r\n".repeat(40).getBytes());
        case SILENT -> {
        }
        }
    }

    @Override
    public void close() throws Exception {
        pair.close();
        far.close();
    }
}
