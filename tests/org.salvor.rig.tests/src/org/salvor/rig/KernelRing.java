package org.salvor.rig;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.salvor.linux.MappedRegion;
import org.salvor.linux.OwnedFd;

/**
 * The ring of SCSI commands that {@code target_core_user} shows a program through a uio device ({@code linux/target_core_user.h}). Commands are taken
 * and ended in their order.
 */
final class KernelRing implements AutoCloseable {
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    /** struct tcmu_mailbox. */
    private static final int FLAGS = 2;
    private static final int RING_OFFSET = 4;
    private static final int RING_SIZE = 8;
    private static final int HEAD = 12;
    private static final int TAIL = 64;
    private static final int CAN_SHORTEN = 2;
    /** struct tcmu_cmd_entry. */
    private static final int USER_FLAGS = 7;
    private static final int UNKNOWN_OP = 1;
    private static final int SHORTENED = 2;
    private static final int VECTORS = 8;
    private static final int COMMAND_OFFSET = 24;
    private static final int FIRST_VECTOR = 48;
    private static final int STATUS = 8;
    private static final int READ_LENGTH = 12;
    private static final int SENSE = 16;
    private static final int SENSE_BYTES = 96;
    private static final int OPERATION_MASK = 7;
    private static final int COMMAND = 1;

    private final OwnedFd device;
    private final MappedRegion region;
    private final MemorySegment memory;
    private final int ringOffset;
    private final int ringSize;
    private final boolean canShorten;

    KernelRing(Path uio) throws IOException {
        Path size = Path.of("/sys/class/uio", uio.getFileName().toString(), "maps/map0/size");
        device = OwnedFd.openForReadingAndWriting(uio);
        region = device.map(0, Long.decode(Files.readString(size).strip()), true);
        memory = region.segment();
        ringOffset = memory.get(INT, RING_OFFSET);
        ringSize = memory.get(INT, RING_SIZE);
        canShorten = (memory.get(SHORT, FLAGS) & CAN_SHORTEN) != 0;
    }

    /** One command of the kernel. */
    final class Command {
        private final MemorySegment entry;
        private final byte[] cdb;
        private final List<MemorySegment> data = new ArrayList<>();
        private long bytes;

        private Command(MemorySegment entry) {
            this.entry = entry;
            long at = entry.get(LONG, COMMAND_OFFSET);
            cdb = memory.asSlice(at, length(at)).toArray(ValueLayout.JAVA_BYTE);
            for (int vector = 0; vector < entry.get(INT, VECTORS); vector++) {
                long base = entry.get(LONG, FIRST_VECTOR + 16L * vector);
                long size = entry.get(LONG, FIRST_VECTOR + 16L * vector + 8);
                data.add(memory.asSlice(base, size));
                bytes += size;
            }
        }

        private int length(long at) {
            int opcode = memory.get(ValueLayout.JAVA_BYTE, at) & 0xFF;
            return switch (opcode >> 5) {
            case 0 -> 6;
            case 1, 2 -> 10;
            case 4 -> 16;
            case 5 -> 12;
            default -> opcode == 0x7F ? 8 + (memory.get(ValueLayout.JAVA_BYTE, at + 7) & 0xFF) : 16;
            };
        }

        byte[] cdb() {
            return cdb.clone();
        }

        /** Bytes of its data phase, whichever way it goes. */
        long bytes() {
            return bytes;
        }

        /** The data that goes out with it, one piece. */
        MemorySegment dataOut() {
            MemorySegment whole = MemorySegment.ofArray(new byte[(int) bytes]);
            long at = 0;
            for (MemorySegment piece : data) {
                MemorySegment.copy(piece, 0, whole, at, piece.byteSize());
                at += piece.byteSize();
            }
            return whole;
        }

        /** Ends it. */
        void end(int status, byte[] sense, MemorySegment answer, long came) {
            long at = 0;
            for (MemorySegment piece : data) {
                long part = Math.min(piece.byteSize(), came - at);
                if (part <= 0) {
                    break;
                }
                MemorySegment.copy(answer, at, piece, 0, part);
                at += part;
            }
            entry.asSlice(STATUS, READ_LENGTH - STATUS + 4 + SENSE_BYTES).fill((byte) 0);
            entry.set(ValueLayout.JAVA_BYTE, STATUS, (byte) status);
            MemorySegment.copy(MemorySegment.ofArray(sense), 0, entry, SENSE, Math.min(sense.length, SENSE_BYTES));
            if (canShorten && status == 0 && came < bytes && answer.byteSize() > 0) {
                entry.set(ValueLayout.JAVA_BYTE, USER_FLAGS, (byte) SHORTENED);
                entry.set(INT, READ_LENGTH, (int) came);
            }
        }
    }

    /** What is done with a command before the next one is looked at. */
    interface Handler {
        void handle(Command command) throws IOException;
    }

    /** Serves commands until the device goes away. */
    void serve(Handler handler) throws IOException {
        MemorySegment word = Arena.ofAuto().allocate(4, 4);
        while (device.readOnce(word) == 4) {
            int tail = memory.get(INT, TAIL);
            while (tail != memory.get(INT, HEAD)) {
                VarHandle.acquireFence();
                MemorySegment entry = memory.asSlice(ringOffset + tail);
                int header = entry.get(INT, 0);
                int length = header & ~OPERATION_MASK;
                if ((header & OPERATION_MASK) == COMMAND) {
                    handler.handle(new Command(entry));
                } else if ((header & OPERATION_MASK) != 0) {
                    entry.set(ValueLayout.JAVA_BYTE, USER_FLAGS, (byte) UNKNOWN_OP);
                }
                tail = (tail + length) % ringSize;
                VarHandle.releaseFence();
                memory.set(INT, TAIL, tail);
                VarHandle.fullFence();
                word.set(INT, 0, 0);
                device.writeOnce(word);
            }
        }
    }

    @Override
    public void close() {
        region.close();
        device.close();
    }
}
