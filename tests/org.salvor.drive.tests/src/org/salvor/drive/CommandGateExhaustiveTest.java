package org.salvor.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.salvor.ata.Protocol;
import org.salvor.ata.SctKey;
import org.salvor.ata.TaskFile;
import org.salvor.testkit.Counts;

/**
 * Drives every opcode, feature, signature, protocol, SCT action and log address through the gate. What may pass is written down here once
 * more, by hand from the standards, so that a slip in the catalogue shows.
 */
class CommandGateExhaustiveTest {
    private static final MemorySegment NONE = MemorySegment.NULL;
    private static final MemorySegment BLOCK = MemorySegment.ofArray(new byte[512]);
    private static final long SMART = 0xC24F00;
    private static final long[] SIGNATURES = { 0, 1, 0x15, SMART, SMART | 0xE0, 0x4FC200, 0x554E4C, 0x46724C6BL, 0x43727970L, 0x426B4572L,
            0x0FFF_FFFF,
            0xFFFF_FFFF_FFFFL };
    private static final int[] COUNTS = { 0, 1, 2, 0x55, 0xFF, 0xFFFF };

    /** Opcodes of which no frame may pass, whatever else it holds: they write, erase, or mean what a maker likes. */
    private static final Set<Integer> NEVER = hex(
            "01 02 04 05 06 07 09 0A 0C 0D 0E 0F 30 31 32 33 34 35 36 38 39 3A 3B 3C 3D 3E 43 44 45 46 48 49 50 5E 5F "
                    + "61 63 64 68 77 7C 7D 7E 80 81 82 83 84 85 86 87 88 89 8A 8B 8C 8D 8E 8F 92 93 94 95 96 97 98 99 "
                    + "9A 9F A0 A2 B2 B6 B7 B8 B9 BB "
                    + "C0 C1 C2 C3 C5 CA CB CC CD CE DC DD DE DF E7 E8 E9 EA EB ED F0 F1 F3 F4 F6 F7 FA FB FC FD FE FF");

    /** Opcodes of which at least one frame must pass. */
    private static final Set<Integer> READABLE = hex(
            "00 03 08 0B 10 12 20 21 22 23 24 25 26 27 29 2A 2B 2F 37 3F 40 41 42 47 4A 57 5C 5D 60 70 78 90 91 A1 "
                    + "B0 B1 B4 C4 C6 C7 C8 C9 DA E0 E1 E2 E3 E4 E5 E6 EC EE EF F2 F5 F8 F9");

    private final CommandGate gate = CommandGate.readOnly();

    @Test
    void nothingThatModifiesPassesAndEverythingReadableDoes() {
        Set<Integer> passed = new TreeSet<>();
        for (int command = 0; command < 256; command++) {
            for (int feature = 0; feature < 256; feature++) {
                for (int high = 0; high < 3; high++) {
                    boolean extended = high > 0;
                    drive(passed, command, feature | (high == 2 ? 0x100 : 0), extended);
                }
            }
        }
        assertThat(passed).containsExactlyElementsOf(READABLE);
    }

    private void drive(Set<Integer> passed, int command, int feature, boolean extended) {
        for (long signature : SIGNATURES) {
            for (int count : COUNTS) {
                if (!extended && (count > 0xFF || signature >>> 28 != 0)) {
                    continue;
                }
                TaskFile taskFile = new TaskFile(command, feature, count, signature, 0x40, extended);
                for (Protocol protocol : Protocol.values()) {
                    MemorySegment data = protocol.sendsData() ? BLOCK : NONE;
                    if (gate.letsOut(taskFile, protocol, data)) {
                        passed.add(command);
                        if (NEVER.contains(command) || modifies(taskFile, protocol)) {
                            throw new AssertionError(taskFile + " " + protocol + " passed");
                        }
                    }
                }
            }
        }
    }

    /** Among the opcodes that have frames of both kinds: those that change what the drive keeps. */
    private static boolean modifies(TaskFile taskFile, Protocol protocol) {
        int feature = taskFile.feature();
        return switch (taskFile.command()) {
        case 0x37, 0xF9 -> taskFile.count() != 0;
        case 0x3F, 0x57 -> (taskFile.lba() & 0xFF) != 0x15;
        case 0x78 -> feature == 1;
        case 0xB0 -> Set.of(0xD2, 0xD3, 0xD7, 0xD8, 0xD9, 0xDB).contains(feature) || feature == 0xD4 && (taskFile.lba() & 0xFF) != 0x7F
                || feature == 0xD6 && (taskFile.lba() & 0xFF) != 0x15;
        case 0xB1 -> feature == 0xC0 || feature == 0xC3 || feature == 0xC5;
        case 0xB4 -> feature != 0 && feature != 0x20;
        case 0xEF -> Set.of(0x06, 0x86, 0x09, 0x89, 0x0C, 0x50).contains(feature) || feature >= 0x56 && feature <= 0x5C
                || feature >= 0xD6 && feature <= 0xDC
                || feature >= 0xE0 || feature == 0x4A && (taskFile.lba() & 0x0F) != 1;
        default -> protocol.sendsData() && taskFile.command() != 0xF2;
        };
    }

    @Test
    void ofWrittenLogsOnlyHarmlessSctKeysAndRebuildAssistPass() {
        List<MemorySegment> payloads = payloads();
        int passed = 0;
        for (int address = 0; address < 256; address++) {
            for (int page = 0; page < 3; page++) {
                for (int count = 0; count < 3; count++) {
                    for (MemorySegment payload : payloads) {
                        TaskFile smart = TaskFile.of28(0xB0, 0xD6, count, SMART | address);
                        TaskFile pio = TaskFile.of48(0x3F, 0, count, page << 8 | address);
                        TaskFile dma = TaskFile.of48(0x57, 0, count, page << 8 | address);
                        boolean harmless = count == 1 && harmless(address, payload);
                        assertJudged(smart, Protocol.PIO_OUT, payload, harmless);
                        assertJudged(pio, Protocol.PIO_OUT, payload, harmless && page == 0);
                        assertJudged(dma, Protocol.DMA_OUT, payload, harmless && page == 0);
                        assertJudged(pio, Protocol.DMA_OUT, payload, false);
                        passed += harmless ? 1 : 0;
                    }
                }
            }
        }
        assertThat(passed).isPositive();
    }

    @Test
    void everySctActionAndFunctionIsJudged() {
        TaskFile write = TaskFile.of48(0x3F, 0, 1, 0xE0);
        int passed = 0;
        for (int action = 0; action < 0x110; action++) {
            for (int function = 0; function < 0x110; function++) {
                for (int selection = 0; selection < 5; selection++) {
                    for (int option = 0; option < 3; option++) {
                        SctKey key = SctKey.of(action, function, selection, 0, option);
                        boolean harmless = switch (action) {
                        case 1 -> function == 1;
                        case 3 -> (function == 1 || function == 2 || function == 4) && (selection == 1 || selection == 2) && option == 0;
                        case 4 -> function >= 1 && function <= 3 && selection >= 1 && selection <= 3 && option == 0;
                        case 5 -> function == 1 && selection == 2 && option == 0;
                        default -> false;
                        };
                        assertJudged(write, Protocol.PIO_OUT, MemorySegment.ofArray(key.raw()), harmless);
                        passed += harmless ? 1 : 0;
                    }
                }
            }
        }
        // Long reads of any LBA: 15; timers: 3 × 2; features: 3 × 3; temperatures: 1.
        assertThat(passed).isEqualTo(15 + 6 + 9 + 1);
    }

    @Test
    void ofReadLogsOnlyThoseWithAKnownMeaningPass() {
        Set<Integer> known = hex(
                "00 01 02 03 04 06 07 08 09 0A 0C 0D 0F 10 11 12 13 14 15 16 18 19 20 21 22 23 24 25 2F 30 42 47 53 59 61 E0 E1");
        for (int host = 0x80; host < 0xA0; host++) {
            known.add(host);
        }
        for (int address = 0; address < 256; address++) {
            boolean readable = known.contains(address);
            assertJudged(TaskFile.of48(0x2F, 0, 1, address), Protocol.PIO_IN, NONE, readable);
            assertJudged(TaskFile.of48(0x2F, 0, 8, 0x03_0000_0200L | address), Protocol.PIO_IN, NONE, readable);
            assertJudged(TaskFile.of48(0x47, 0, 1, address), Protocol.DMA_IN, NONE, readable);
            assertJudged(TaskFile.of28(0xB0, 0xD5, 1, SMART | address), Protocol.PIO_IN, NONE, readable);
            assertJudged(TaskFile.of48(0x2F, 0, 1, 0x0100_0000L | address), Protocol.PIO_IN, NONE, false);
        }
    }

    @Test
    void noInputThrows() {
        SplittableRandom random = new SplittableRandom(20_261_123);
        List<MemorySegment> payloads = payloads();
        CommandGate withFrame = gate.withFrame(TaskFile.of(0x80), Protocol.PIO_OUT, BLOCK);
        int refused = 0;
        int rounds = Counts.of("random commands at the gate", 200_000, 50_000_000);
        for (int round = 0; round < rounds; round++) {
            boolean extended = random.nextBoolean();
            int wide = extended ? 0x1_0000 : 0x100;
            TaskFile taskFile = new TaskFile(random.nextInt(256), random.nextInt(wide), random.nextInt(wide),
                    random.nextLong(1L << (extended ? 48 : 28)),
                    random.nextInt(256), extended);
            Protocol protocol = Protocol.values()[random.nextInt(Protocol.values().length)];
            MemorySegment data = payloads.get(random.nextInt(payloads.size()));
            if (withFrame.refusal(taskFile, protocol, data).isPresent()) {
                refused++;
            }
        }
        assertThat(refused).isBetween(rounds / 10 * 9, rounds);
    }

    private void assertJudged(TaskFile taskFile, Protocol protocol, MemorySegment data, boolean passes) {
        if (gate.letsOut(taskFile, protocol, data) != passes) {
            throw new AssertionError(taskFile + " " + protocol + (passes ? " was refused" : " passed"));
        }
    }

    private static boolean harmless(int address, MemorySegment payload) {
        if (payload.byteSize() != 512) {
            return false;
        }
        byte[] raw = payload.toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
        if (address == 0xE0) {
            return raw[0] == 1 && raw[2] == 1 || raw[0] == 3 && (raw[2] == 1 || raw[2] == 2) && raw[511] == 0;
        }
        return address == 0x15 && raw[0] <= 1 && raw[1] == 0 && raw[2] == 0 && raw[4] == 0 && raw[511] == 0;
    }

    /** Keys of all kinds, a rebuild assist page, and every kind of mess. */
    private static List<MemorySegment> payloads() {
        List<MemorySegment> payloads = new ArrayList<>();
        for (SctKey key : List.of(SctKey.readLong(77), SctKey.setTimer(SctKey.Timer.READ, 10), SctKey.getTimer(SctKey.Timer.WRITE),
                SctKey.of(1, 2, 77),
                SctKey.of(2, 1), SctKey.of(3, 3, 1, 10), SctKey.of(6, 0), SctKey.of(8, 1, 2), SctKey.of(0xD, 1))) {
            payloads.add(MemorySegment.ofArray(key.raw()));
        }
        byte[] assist = new byte[512];
        assist[0] = 1;
        assist[7] = 2;
        assist[8] = 0x0F;
        assist[10] = 0x04;
        payloads.add(MemorySegment.ofArray(assist));
        byte[] overlong = SctKey.getTimer(SctKey.Timer.READ).raw();
        overlong[511] = 1;
        payloads.add(MemorySegment.ofArray(overlong));
        SplittableRandom random = new SplittableRandom(5);
        for (int size : new int[] { 0, 1, 511, 512, 513, 1024 }) {
            byte[] mess = new byte[size];
            random.nextBytes(mess);
            payloads.add(MemorySegment.ofArray(mess));
            payloads.add(MemorySegment.ofArray(new byte[size]));
        }
        payloads.add(NONE);
        return payloads;
    }

    private static Set<Integer> hex(String text) {
        Set<Integer> numbers = new TreeSet<>();
        for (String each : text.split(" ")) {
            numbers.add(Integer.parseInt(each, 16));
        }
        return numbers;
    }
}
