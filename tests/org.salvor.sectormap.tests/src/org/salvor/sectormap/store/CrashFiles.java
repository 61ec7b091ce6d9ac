package org.salvor.sectormap.store;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Files in memory that keep after a crash what was synced, and of the rest whatever chance leaves. The power can fail at any operation. */
final class CrashFiles implements MapFiles {
    private static final int PIECE_BYTES = 64;

    private static final class Data {
        private byte[] live = {};
        private byte[] durable = {};

        Data(byte[] bytes) {
            live = bytes;
            durable = bytes;
        }
    }

    private sealed interface NameChange {
        void apply(TreeMap<String, Data> names);

        record Put(String name, Data data) implements NameChange {
            @Override
            public void apply(TreeMap<String, Data> names) {
                names.put(name, data);
            }
        }

        record Rename(String from, String to) implements NameChange {
            @Override
            public void apply(TreeMap<String, Data> names) {
                Data data = names.remove(from);
                if (data != null) {
                    names.put(to, data);
                }
            }
        }

        record Delete(String name) implements NameChange {
            @Override
            public void apply(TreeMap<String, Data> names) {
                names.remove(name);
            }
        }
    }

    private final TreeMap<String, Data> live = new TreeMap<>();
    private final TreeMap<String, Data> durable = new TreeMap<>();
    private final List<NameChange> pending = new ArrayList<>();
    private long operationsLeft = Long.MAX_VALUE;
    private long operations;
    private boolean lyingSync;

    /** The power fails in the middle of the n-th operation from now. */
    void failAt(long n) {
        operationsLeft = n;
    }

    /** From now on syncing fails. */
    void failSyncs() {
        lyingSync = true;
    }

    /** Syncing works again. */
    void mendSyncs() {
        lyingSync = false;
    }

    long operations() {
        return operations;
    }

    byte[] bytes(String name) {
        return live.get(name).live.clone();
    }

    void put(String name, byte[] bytes) {
        Data data = new Data(bytes.clone());
        live.put(name, data);
        durable.put(name, data);
    }

    void remove(String name) {
        live.remove(name);
        durable.remove(name);
    }

    /** The files as they are, with nothing pending. */
    CrashFiles copy() {
        CrashFiles copy = new CrashFiles();
        live.forEach((name, data) -> copy.put(name, data.live));
        return copy;
    }

    /** The files as somebody finds them after the power failed now. */
    CrashFiles afterCrash(SplittableRandom random) {
        TreeMap<String, Data> names = new TreeMap<>(durable);
        for (NameChange change : pending) {
            if (random.nextBoolean()) {
                change.apply(names);
            }
        }
        CrashFiles found = new CrashFiles();
        names.forEach((name, data) -> found.put(name, torn(data, random)));
        return found;
    }

    private static byte[] torn(Data data, SplittableRandom random) {
        int longest = Math.max(data.live.length, data.durable.length);
        int shortest = Math.min(data.live.length, data.durable.length);
        int length = switch (random.nextInt(3)) {
        case 0 -> data.live.length;
        case 1 -> data.durable.length;
        default -> shortest + random.nextInt(longest - shortest + 1);
        };
        byte[] bytes = Arrays.copyOf(data.durable, length);
        int same = 0;
        while (same < shortest && data.live[same] == data.durable[same]) {
            same++;
        }
        for (int at = same; at < Math.min(length, data.live.length); at += PIECE_BYTES) {
            int end = Math.min(Math.min(length, data.live.length), at + PIECE_BYTES);
            switch (random.nextInt(4)) {
            case 0 -> {
            }
            case 1 -> {
                for (int i = at; i < end; i++) {
                    bytes[i] = (byte) random.nextInt();
                }
            }
            default -> System.arraycopy(data.live, at, bytes, at, end - at);
            }
        }
        return bytes;
    }

    private void operation() throws IOException {
        operations++;
        if (--operationsLeft <= 0) {
            throw new IOException("power lost");
        }
    }

    private Data find(String name) throws FileNotFoundException {
        Data data = live.get(name);
        if (data == null) {
            throw new FileNotFoundException(name);
        }
        return data;
    }

    private void change(NameChange change) {
        change.apply(live);
        pending.add(change);
    }

    @Override
    public boolean exists(String name) {
        return live.containsKey(name);
    }

    @Override
    public Content read(String name) throws IOException {
        Data data = find(name);
        return new Content() {
            @Override
            public long lengthBytes() {
                return data.live.length;
            }

            @Override
            public void readFully(ByteBuffer buffer, long position) throws IOException {
                if (position + buffer.remaining() > data.live.length) {
                    throw new EOFException(name);
                }
                buffer.put(data.live, (int) position, buffer.remaining());
            }

            @Override
            public void close() {
            }
        };
    }

    @Override
    public Appender create(String name) throws IOException {
        operation();
        Data data = new Data(new byte[0]);
        change(new NameChange.Put(name, data));
        return appender(data);
    }

    @Override
    public Appender append(String name, long lengthBytes) throws IOException {
        operation();
        Data data = find(name);
        data.live = Arrays.copyOf(data.live, (int) lengthBytes);
        return appender(data);
    }

    private Appender appender(Data data) {
        return new Appender() {
            @Override
            public void write(ByteBuffer buffer) throws IOException {
                byte[] bytes = new byte[buffer.remaining()];
                buffer.get(bytes);
                int old = data.live.length;
                data.live = Arrays.copyOf(data.live, old + bytes.length);
                System.arraycopy(bytes, 0, data.live, old, bytes.length);
                operation();
            }

            @Override
            public void sync() throws IOException {
                operation();
                if (lyingSync) {
                    throw new IOException("input/output error");
                }
                data.durable = data.live;
            }

            @Override
            public void close() {
            }
        };
    }

    @Override
    public void rename(String from, String to) throws IOException {
        find(from);
        change(new NameChange.Rename(from, to));
        operation();
    }

    @Override
    public void delete(String name) throws IOException {
        operation();
        change(new NameChange.Delete(name));
    }

    @Override
    public void syncFolder() throws IOException {
        operation();
        pending.clear();
        durable.clear();
        durable.putAll(live);
    }
}
