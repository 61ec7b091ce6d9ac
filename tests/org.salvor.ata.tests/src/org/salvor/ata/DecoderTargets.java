package org.salvor.ata;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Every decoder of what a drive says, as something that bytes can be thrown at. A decoder may throw its documented {@link AtaFormatException} and nothing
 * else; what it answers must let itself be asked for everything, and come back from its own bytes where it has them.
 */
public final class DecoderTargets {
    private static final int PAGE = 512;

    private final Map<String, Target> targets = new TreeMap<>();

    /** What is done with bytes. */
    @FunctionalInterface
    interface Target {
        Object decode(byte[] raw) throws AtaFormatException;
    }

    /** All of them. */
    public DecoderTargets() {
        page("identify", IdentifyDevice::decode);
        page("smart", SmartData::decode);
        targets.put("smart-thresholds", raw -> SmartData.decode(half(raw, 0), half(raw, 1)));
        page("statistics", page -> DeviceStatistics.decode(page, page.byteSize() == 0 ? 0 : page.get(JAVA_BYTE, 0) & 0xFF));
        page("ncq-error", NcqErrorLog::decode);
        page("rebuild-assist", RebuildAssistLog::decode);
        page("overlay", DeviceConfiguration::decode);
        page("sct-status", SctStatus::decode);
        page("sct-key", SctKey::decode);
        targets.put("elements", raw -> PhysicalElementStatus.decode(segment(raw)));
        targets.put("sense", SenseData::decode);
        targets.put("fixed-registers", SenseData::fixedRegisters);
        targets.put("wrong-length", SenseData::wrongLength);
        targets.put("sat", SatCdb::decode);
        targets.put("scsi-effect", raw -> ScsiCatalogue.effectOf(raw, segment(raw)) + ScsiCatalogue.nameOf(raw));
        targets.put("mode-control", raw -> ModeControl.withDescriptorSense(raw));
        targets.put("inquiry", InquiryData::decode);
        targets.put("vital-product-data", raw -> VitalProductData.decode(raw.length < 2 ? 0 : raw[1] & 0xFF, raw));
        targets.put("capacity-10", ReadCapacity::decode10);
        targets.put("capacity-16", ReadCapacity::decode16);
        targets.put("nvme-controller", NvmeController::decode);
        targets.put("nvme-namespace", NvmeNamespace::decode);
        targets.put("nvme-health", NvmeHealth::decode);
        targets.put("nvme-status", raw -> raw.length < 4 ? "" : NvmeStatus.decode((int) Pages.number(raw, 0, 4)));
        targets.put("ata-effect", DecoderTargets::effect);
    }

    private interface PageDecoder {
        Object decode(MemorySegment page) throws AtaFormatException;
    }

    /** Pages have a checksum, which no fuzzer finds by chance: what has the right length is shown with the right one, too. */
    private void page(String name, PageDecoder decoder) {
        targets.put(name, raw -> {
            try {
                return decoder.decode(segment(raw));
            } catch (AtaFormatException e) {
                if (raw.length != PAGE) {
                    throw e;
                }
                return decoder.decode(segment(Pages.seal(raw.clone())));
            }
        });
    }

    private static MemorySegment segment(byte[] raw) {
        return MemorySegment.ofArray(raw);
    }

    private static MemorySegment half(byte[] raw, int which) {
        byte[] part = Arrays.copyOfRange(raw, which * raw.length / 2, (which + 1) * raw.length / 2);
        return segment(part.length == PAGE ? Pages.seal(part) : part);
    }

    private static Object effect(byte[] raw) {
        if (raw.length < 14) {
            return "";
        }
        boolean wide = (raw[0] & 1) != 0;
        int most = wide ? 0xFFFF : 0xFF;
        TaskFile taskFile = new TaskFile(raw[1] & 0xFF, (int) Pages.number(raw, 2, 2) & most, (int) Pages.number(raw, 4, 2) & most,
                Pages.number(raw, 6, 6) & (wide ? -1L >>> 16 : 0x0FFF_FFFF), raw[12] & 0xFF, wide);
        Protocol protocol = Protocol.values()[(raw[13] & 0xFF) % Protocol.values().length];
        return CommandCatalogue.effectOf(taskFile, protocol, segment(Arrays.copyOfRange(raw, 14, raw.length)))
                + CommandCatalogue.nameOf(taskFile);
    }

    /** Names, in order. */
    public List<String> names() {
        return List.copyOf(targets.keySet());
    }

    /** Throws bytes at one: returns when all is well, whether they were decoded or refused. */
    public void run(String name, byte[] raw) {
        Object answer;
        try {
            answer = targets.get(name).decode(raw);
        } catch (AtaFormatException documented) {
            if (documented.getMessage().isBlank()) {
                throw new AssertionError("a refusal without words", documented);
            }
            return;
        }
        ask(answer);
        comesBack(name, answer);
    }

    /** Asks it for everything that needs no argument. */
    private static void ask(Object answer) {
        if (answer == null || !answer.getClass().getPackageName().equals("org.salvor.ata")) {
            return;
        }
        answer.hashCode();
        answer.toString();
        for (Method method : answer.getClass().getMethods()) {
            if (method.getParameterCount() == 0 && method.getDeclaringClass() == answer.getClass()
                    && !Modifier.isStatic(method.getModifiers())) {
                try {
                    method.invoke(answer);
                } catch (InvocationTargetException e) {
                    if (!(e.getCause() instanceof AtaFormatException)) {
                        throw new AssertionError(method.getName() + " of what was decoded fails", e.getCause());
                    }
                } catch (IllegalAccessException e) {
                    throw new AssertionError(method.toString(), e);
                }
            }
        }
    }

    private void comesBack(String name, Object answer) {
        Optional<byte[]> bytes = switch (answer) {
        case NcqErrorLog log -> Optional.of(log.encode());
        case RebuildAssistLog log -> Optional.of(log.encode());
        case SctKey key -> Optional.of(key.raw());
        case SatCdb cdb -> Optional.of(cdb.encode());
        case PhysicalElementStatus status -> Optional.of(status.encode());
        case null, default -> Optional.empty();
        };
        if (bytes.isPresent()) {
            try {
                Object again = targets.get(name).decode(bytes.get());
                if (!again.equals(answer)) {
                    throw new AssertionError(answer + " comes back as " + again);
                }
            } catch (AtaFormatException e) {
                throw new AssertionError(answer + " does not come back", e);
            }
        }
    }

    /** Bytes for a fuzzer to begin with: as drives give them, and what a fuzzer has found before, which is kept in {@code decoder-corpus.txt}. */
    public List<byte[]> seeds(String name) {
        List<byte[]> seeds = new ArrayList<>(List.of(new byte[0], new byte[PAGE], new byte[2 * PAGE]));
        seeds.addAll(kept(name));
        seeds.add(switch (name) {
        case "identify" -> IdentifyDevice.builder().model("Salvor").serial("SN-1").firmware("F1").sectors48(1L << 33).build().raw();
        case "ncq-error" ->
                new NcqErrorLog(true, false, 17, new Registers(0x41, 0x40, 8, 0x1122_3344_5566L, 0x40), 0x0B, 0x1103, 9).encode();
        case "sense", "wrong-length" -> SenseData.of(true, SenseKey.MEDIUM_ERROR, 0x11, 4).withInformation(77)
                .withRegisters(new Registers(0x51, 0x40, 0, 0x1122_3344_5566L, 0x40), true).encode();
        case "fixed-registers" -> SenseData.of(false, SenseKey.RECOVERED_ERROR, 0, 0x1D).withInformation(0x4051_4000L).encode();
        case "sat" -> SatCdb.of(SatCdb.Size.SIXTEEN, TaskFile.of48(0x25, 0, 8, 77), Protocol.DMA_IN, 4096, 512).encode();
        case "scsi-effect" -> ScsiCommand.read(77, 8, 512).cdb();
        case "mode-control" -> new byte[] { 0, 18, 0, 0, 0, 0, 0, 0, 0x0A, 10, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0 };
        case "inquiry" -> InquiryBytes.ATA.clone();
        case "vital-product-data" -> new VitalProductData(0x80, new byte[] { 'S', 'N' }).encode();
        case "capacity-16" -> new ReadCapacity(1L << 33, 512, 8, false).encode16();
        case "nvme-controller" -> new NvmeController(0x1B36, "S", "M", "F", OptionalLong.of(128), 0x10400, 1, true).encode();
        case "nvme-namespace" -> new NvmeNamespace(77, 512, 0, false).encode();
        case "elements" -> new PhysicalElementStatus(2, 0, List.of(new PhysicalElementStatus.Element(1, 1, 100, 5))).encode();
        case "sct-key", "ata-effect" -> SctKey.readLong(77).raw();
        default -> new byte[] { 1, 2, 3, 4, 0x55, 0x66, 0x77, (byte) 0x88 };
        });
        return seeds;
    }

    private static List<byte[]> kept(String name) {
        try (InputStream corpus = DecoderTargets.class.getResourceAsStream("decoder-corpus.txt")) {
            return new String(corpus.readAllBytes(), StandardCharsets.US_ASCII).lines().filter(line -> line.startsWith(name + " "))
                    .map(line -> HexFormat.of().parseHex(line.substring(name.length() + 1))).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** INQUIRY as the kernel's translator gives it. */
    private static final class InquiryBytes {
        private static final byte[] ATA = inquiry();

        private static byte[] inquiry() {
            byte[] raw = new byte[96];
            raw[2] = 5;
            raw[3] = 2;
            raw[4] = 91;
            BigEndian.putText(raw, 8, 8, "ATA");
            BigEndian.putText(raw, 16, 16, "QEMU HARDDISK");
            BigEndian.putText(raw, 32, 4, "2.5+");
            return raw;
        }
    }
}
