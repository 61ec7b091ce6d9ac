package org.salvor.testkit;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.salvor.ata.Protocol;
import org.salvor.ata.SctKey;
import org.salvor.ata.TaskFile;
import org.salvor.drive.AtaPort;
import org.salvor.drive.CommandOutcome;

/** Asks a port for everything that could change a drive, and for as much that could not. What ends well is counted. */
final class GateDrill {
    private static final long TIMEOUT_MILLIS = 60_000;
    private static final long SMART = 0xC24F00;
    private static final Set<Integer> LEFT_OUT = Set.of(0xE6, 0x22, 0x23);
    /** Signatures of SMART, unload, sanitize and SET MAX, log addresses, the first sectors, and none. */
    private static final long[] LBAS = { 0, 1, SMART, 0xC24FE0, 0xC24F80, 0xC24FA0, 0xC24F7F, 0x4FC200, 0xE0, 0xE1, 0x15, 0x80, 0xA0, 0x09,
            0x554E4C, 0x53494D, 0x6F6E01 };
    private static final Protocol[] PROTOCOLS = { Protocol.NON_DATA, Protocol.PIO_IN, Protocol.PIO_OUT, Protocol.DMA_IN, Protocol.DMA_OUT };
    private final AtaPort port;
    private final MemorySegment block = Arena.ofAuto().allocate(512, 4096);

    GateDrill(AtaPort port) {
        this.port = port;
    }

    /** All opcodes with all features, 28 and 48 bits wide, but for SLEEP, which only a reset ends, and READ LONG, which brings more than a block. */
    long everyOpcode() {
        long ended = 0;
        for (int opcode = 0; opcode < 256; opcode++) {
            for (int feature = 0; !LEFT_OUT.contains(opcode) && feature < 256; feature++) {
                long lba = LBAS[(opcode + feature) % LBAS.length];
                for (Protocol protocol : PROTOCOLS) {
                    int count = protocol == Protocol.NON_DATA ? feature & 1 : 1;
                    ended += send(TaskFile.of28(opcode, feature, count, lba), protocol, block);
                    ended += send(TaskFile.of48(opcode, feature, 1, lba), protocol, block);
                }
            }
        }
        return ended;
    }

    /** All log addresses, read and written by each command that does, with SCT keys of all actions and functions and with messes of all sizes. */
    long everyLogAndKey() {
        List<MemorySegment> payloads = payloads();
        long ended = 0;
        for (int address = 0; address < 256; address++) {
            ended += send(TaskFile.of48(0x2F, 0, 1, address), Protocol.PIO_IN, block);
            ended += send(TaskFile.of28(0xB0, 0xD5, 1, SMART | address), Protocol.PIO_IN, block);
            for (MemorySegment payload : payloads) {
                int count = Math.max(1, (int) payload.byteSize() / 512);
                ended += send(TaskFile.of28(0xB0, 0xD6, count, SMART | address), Protocol.PIO_OUT, payload);
                ended += send(TaskFile.of48(0x3F, 0, count, address), Protocol.PIO_OUT, payload);
                ended += send(TaskFile.of48(0x57, 0, count, address), Protocol.DMA_OUT, payload);
            }
        }
        return ended;
    }

    private static List<MemorySegment> payloads() {
        List<MemorySegment> payloads = new ArrayList<>();
        for (int action = 0; action < 9; action++) {
            for (int function = 0; function < 7; function++) {
                payloads.add(memory(SctKey.of(action, function, 1, 10, function & 1).raw()));
            }
        }
        byte[] assist = new byte[512];
        assist[0] = 1;
        assist[7] = 1;
        payloads.add(memory(assist));
        SplittableRandom random = new SplittableRandom(20_261_123);
        for (int size : new int[] { 512, 1024 }) {
            byte[] mess = new byte[size];
            random.nextBytes(mess);
            payloads.add(memory(mess));
        }
        return payloads;
    }

    private static MemorySegment memory(byte[] bytes) {
        return Arena.ofAuto().allocate(bytes.length, 4096).copyFrom(MemorySegment.ofArray(bytes));
    }

    private int send(TaskFile taskFile, Protocol protocol, MemorySegment data) {
        boolean moves = protocol.sendsData() || protocol.receivesData();
        CommandOutcome outcome = port.execute(taskFile, protocol, moves ? data : MemorySegment.NULL, TIMEOUT_MILLIS);
        return outcome instanceof CommandOutcome.Ended ? 1 : 0;
    }
}
