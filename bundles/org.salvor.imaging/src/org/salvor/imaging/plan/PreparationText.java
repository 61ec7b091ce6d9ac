package org.salvor.imaging.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.salvor.ata.AtaCommand;
import org.salvor.ata.DriveCommands;
import org.salvor.ata.Protocol;
import org.salvor.ata.SctKey;
import org.salvor.ata.TaskFile;
import org.salvor.ata.TransferMode;

/**
 * Preparation commands as a line of text: {@code look-ahead off|on}, {@code write-cache off|on}, {@code auto-reallocation off|on},
 * {@code retries off|on}, {@code smart off|on}, {@code apm 1…254|off}, {@code aam 128…254|off}, {@code sct-erc read|write TIME|off},
 * {@code transfer-mode UDMA 2}, {@code idle-unload}, {@code standby}, and {@code raw 28|48 command=… feature=… count=… lba=…
 * protocol=… data=…} with numbers in decimal or as {@code 0x} hex, protocol {@code non-data}, {@code pio-in}, {@code dma-in},
 * {@code pio-out} or {@code dma-out}, and data as hex digits. Whether a command may leave is the gate's business. Pure, any thread.
 */
public final class PreparationText {
    private static final byte[] NO_PAYLOAD = {};
    /** SMART and its LBA signature (ACS-4 7.48). */
    private static final int SMART = 0xB0;
    private static final int SMART_ENABLE = 0xD8;
    private static final int SMART_DISABLE = 0xD9;
    private static final long SMART_SIGNATURE = 0xC24F00;
    private static final int BLOCK_BYTES = 512;
    private static final long ERC_UNIT_MILLIS = 100;
    private static final List<String> NAMES = List.of("look-ahead", "write-cache", "auto-reallocation", "retries", "smart", "apm", "aam",
            "sct-erc",
            "transfer-mode", "idle-unload", "standby", "raw");

    private PreparationText() {
    }

    /**
     * The command that a text means.
     *
     * @throws IllegalArgumentException with a sentence that says what would be right
     */
    public static Preparation parse(String text) {
        String line = Words.oneLine(text);
        String[] words = line.split(" ");
        String rest = line.substring(words[0].length()).strip();
        return switch (words[0]) {
        case "look-ahead" -> of(line, DriveCommands.lookAhead(on(words, line)));
        case "write-cache" -> of(line, DriveCommands.writeCache(on(words, line)));
        case "auto-reallocation" -> of(line, DriveCommands.autoReallocation(on(words, line)));
        case "retries" -> of(line, DriveCommands.retries(on(words, line)));
        case "smart" -> smart(line, on(words, line));
        case "apm" -> of(line, level(words, line, 0x05, 0x85, 1));
        case "aam" -> of(line, level(words, line, 0x42, 0xC2, 128));
        case "sct-erc" -> errorRecovery(words, line);
        case "transfer-mode" -> {
            TransferMode mode = transferMode(rest);
            yield of("transfer-mode " + text(mode), DriveCommands.transferMode(mode));
        }
        case "idle-unload" -> of(alone(words, line), DriveCommands.unloadHeads());
        case "standby" -> of(alone(words, line), DriveCommands.standby());
        case "raw" -> raw(words, line);
        default -> throw new IllegalArgumentException(
                "\"" + Words.shortened(words[0]) + "\" is not a preparation command." + Words.hint(words[0], NAMES));
        };
    }

    /** {@code UDMA 2}, {@code UDMA2}, {@code mwdma 1}, {@code PIO 4}. */
    static TransferMode transferMode(String text) {
        String name = text.replace(" ", "").toUpperCase(Locale.ROOT);
        for (TransferMode mode : TransferMode.values()) {
            if (mode.name().equals(name)) {
                return mode;
            }
        }
        throw new IllegalArgumentException(
                "\"" + Words.shortened(text) + "\" is not a transfer mode; there are PIO 0 to 4, MWDMA 0 to 2 and UDMA 0 to 6.");
    }

    static String text(TransferMode mode) {
        String name = mode.name();
        return name.substring(0, name.length() - 1) + " " + name.charAt(name.length() - 1);
    }

    private static Preparation of(String line, AtaCommand command) {
        return new Preparation(line, command.taskFile(), command.protocol(), NO_PAYLOAD);
    }

    private static Preparation smart(String line, boolean on) {
        TaskFile taskFile = TaskFile.of28(SMART, on ? SMART_ENABLE : SMART_DISABLE, 0, SMART_SIGNATURE);
        return new Preparation(line, taskFile, Protocol.NON_DATA, NO_PAYLOAD);
    }

    private static boolean on(String[] words, String line) {
        if (words.length == 2 && (words[1].equals("on") || words[1].equals("off"))) {
            return words[1].equals("on");
        }
        throw new IllegalArgumentException("\"" + Words.shortened(line) + "\" should read " + words[0] + " off or " + words[0] + " on.");
    }

    private static String alone(String[] words, String line) {
        if (words.length > 1) {
            throw new IllegalArgumentException("\"" + Words.shortened(line) + "\": nothing follows " + words[0] + ".");
        }
        return line;
    }

    private static AtaCommand level(String[] words, String line, int setFeature, int offFeature, int least) {
        if (words.length == 2 && words[1].equals("off")) {
            return DriveCommands.setFeature(offFeature, 0);
        }
        if (words.length == 2 && words[1].matches("\\d{1,3}")) {
            int level = Integer.parseInt(words[1]);
            if (level >= least && level <= 254) {
                return DriveCommands.setFeature(setFeature, level);
            }
        }
        throw new IllegalArgumentException(
                "\"" + Words.shortened(line) + "\" should read " + words[0] + " off, or " + words[0] + " and a level from " + least
                        + " to 254.");
    }

    private static Preparation errorRecovery(String[] words, String line) {
        String usage = "\"" + Words.shortened(line) + "\" should read sct-erc read or sct-erc write and a time such as 100 ms, or off.";
        if (words.length < 3 || !words[1].equals("read") && !words[1].equals("write")) {
            throw new IllegalArgumentException(usage);
        }
        SctKey.Timer timer = words[1].equals("read") ? SctKey.Timer.READ : SctKey.Timer.WRITE;
        String time = String.join(" ", Arrays.asList(words).subList(2, words.length));
        long deciseconds = 0;
        if (!time.equals("off")) {
            long millis = Units.millis(time);
            deciseconds = millis / ERC_UNIT_MILLIS;
            if (millis % ERC_UNIT_MILLIS != 0 || deciseconds < 1 || deciseconds > 0xFFFF) {
                throw new IllegalArgumentException(
                        "The error recovery time is a multiple of 100 ms, from 100 ms to 6553.5 s, not " + time + ".");
            }
        }
        AtaCommand command = DriveCommands.sctKey(false);
        return new Preparation(line, command.taskFile(), command.protocol(), SctKey.setTimer(timer, (int) deciseconds).raw());
    }

    private static Preparation raw(String[] words, String line) {
        Map<String, String> values = new LinkedHashMap<>();
        Set<String> known = Set.of("command", "feature", "count", "lba", "protocol", "data");
        if (words.length < 3 || !words[1].equals("28") && !words[1].equals("48")) {
            throw new IllegalArgumentException(
                    "A raw command reads raw 28 (or 48)" + " command=0x… feature=… count=… lba=… protocol=non-data.");
        }
        for (String word : Arrays.asList(words).subList(2, words.length)) {
            int equals = word.indexOf('=');
            String key = equals < 0 ? word : word.substring(0, equals);
            if (equals < 0 || !known.contains(key) || values.put(key, word.substring(equals + 1)) != null) {
                throw new IllegalArgumentException("\"" + Words.shortened(word) + "\" has no place in a raw command, or is there twice."
                        + Words.hint(key, new ArrayList<>(new TreeSet<>(known))));
            }
        }
        if (!values.containsKey("command")) {
            throw new IllegalArgumentException("The raw command has no command=….");
        }
        TaskFile taskFile = new TaskFile((int) number(values, "command", 8), (int) number(values, "feature", 16),
                (int) number(values, "count", 16),
                number(values, "lba", 48), TaskFile.LBA_MODE, words[1].equals("48"));
        Protocol protocol = protocol(values.getOrDefault("protocol", "non-data"));
        return new Preparation(line, taskFile, protocol, payload(values.getOrDefault("data", ""), protocol));
    }

    private static long number(Map<String, String> values, String key, int bits) {
        String text = values.getOrDefault(key, "0");
        long number = -1;
        if (text.matches("0x[0-9A-Fa-f]{1,15}")) {
            number = Long.parseLong(text.substring(2), 16);
        } else if (text.matches("\\d{1,18}")) {
            number = Long.parseLong(text);
        }
        if (number < 0 || number >>> bits != 0) {
            throw new IllegalArgumentException(
                    key + "=" + Words.shortened(text) + " is not a number of " + bits + " bits at most; hex is written as 0x1F.");
        }
        return number;
    }

    private static Protocol protocol(String text) {
        Map<String, Protocol> words = new LinkedHashMap<>();
        for (Protocol protocol : List.of(Protocol.NON_DATA, Protocol.PIO_IN, Protocol.DMA_IN, Protocol.PIO_OUT, Protocol.DMA_OUT)) {
            words.put(Words.word(protocol), protocol);
        }
        Protocol protocol = words.get(text);
        if (protocol == null) {
            throw new IllegalArgumentException("protocol=" + Words.shortened(text) + " is not known." + Words.hint(text, words.keySet()));
        }
        return protocol;
    }

    /** The data going out, filled with zeros to whole blocks of 512 bytes. */
    private static byte[] payload(String hex, Protocol protocol) {
        if (protocol.sendsData() == hex.isEmpty()) {
            throw new IllegalArgumentException(hex.isEmpty() ? "A command with " + Words.word(protocol) + " needs data=… in hex digits."
                    : "Data goes out with pio-out and dma-out only.");
        }
        if (hex.isEmpty()) {
            return NO_PAYLOAD;
        }
        if (!hex.matches("([0-9A-Fa-f]{2})+")) {
            throw new IllegalArgumentException("data=" + Words.shortened(hex) + " is not pairs of hex digits.");
        }
        byte[] bytes = HexFormat.of().parseHex(hex);
        return Arrays.copyOf(bytes, (bytes.length + BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES);
    }
}
