package org.salvor.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.salvor.ata.AtaFormatException;
import org.salvor.ata.Protocol;
import org.salvor.ata.Registers;
import org.salvor.ata.SatCdb;
import org.salvor.ata.SenseData;
import org.salvor.ata.SenseKey;
import org.salvor.testkit.sat.SatTranslator;

/**
 * Faults of a served drive that a rig asks for while it is served: a file of lines {@code LBA COUNT KIND NUMBER}. KIND is {@code unc}, {@code idnf},
 * {@code abrt} or {@code icrc}, and the number says how many commands fail so; or {@code slow}, and it says for how many milliseconds each command waits.
 */
final class FaultScript {
    private static final int CHECK_CONDITION = 2;
    private static final int FAILED = 0x51;
    private final Path file;
    private List<Rule> rules = List.of();
    private String known = "";

    /** @param file looked at before each command; it need not be there */
    FaultScript(Path file) {
        this.file = file;
    }

    private static final class Rule {
        private final long first;
        private final long end;
        private final String kind;
        private long number;

        Rule(String line) {
            String[] words = line.split(" ");
            first = Long.parseLong(words[0]);
            end = first + Long.parseLong(words[1]);
            kind = words[2];
            number = Long.parseLong(words[3]);
        }

        boolean applies(long lba, long count) {
            return number > 0 && lba < end && first < lba + count;
        }
    }

    /** What becomes of a command by the script; empty when it is the drive's own business. */
    Optional<SatTranslator.Ending> ending(byte[] cdb, long nowNanos) throws IOException, InterruptedException {
        look();
        if (rules.isEmpty() || !SatCdb.isPassThrough(cdb)) {
            return Optional.empty();
        }
        try {
            SatCdb pass = SatCdb.decode(cdb);
            boolean reads = pass.dataProtocol().receivesData() || pass.dataProtocol() == Protocol.NON_DATA;
            return reads && touchesMedium(pass.taskFile().command()) ? ending(pass, nowNanos) : Optional.empty();
        } catch (AtaFormatException e) {
            return Optional.empty();
        }
    }

    private Optional<SatTranslator.Ending> ending(SatCdb pass, long nowNanos) throws InterruptedException {
        long lba = pass.taskFile().lba();
        int count = pass.taskFile().count() == 0 ? pass.taskFile().extended() ? 65_536 : 256 : pass.taskFile().count();
        Rule worst = null;
        for (Rule rule : rules) {
            if (rule.applies(lba, count) && rule.kind.equals("slow")) {
                Thread.sleep(rule.number);
            } else if (rule.applies(lba, count) && (worst == null || rule.first < worst.first)) {
                worst = rule;
            }
        }
        if (worst == null) {
            return Optional.empty();
        }
        worst.number--;
        return Optional.of(failed(worst.kind, Math.max(lba, worst.first), pass.taskFile().extended(), nowNanos));
    }

    private static SatTranslator.Ending failed(String kind, long lba, boolean wide, long nowNanos) {
        SenseData sense = switch (kind) {
        case "unc" -> SenseData.of(true, SenseKey.MEDIUM_ERROR, 0x11, 0x04);
        case "idnf" -> SenseData.of(true, SenseKey.MEDIUM_ERROR, 0x14, 0x01);
        case "icrc" -> SenseData.of(true, SenseKey.ABORTED_COMMAND, 0x47, 0);
        default -> SenseData.of(true, SenseKey.ABORTED_COMMAND, 0, 0);
        };
        int error = switch (kind) {
        case "unc" -> 0x40;
        case "idnf" -> 0x10;
        case "icrc" -> 0x84;
        default -> 0x04;
        };
        byte[] raw = sense.withRegisters(new Registers(FAILED, error, 0, lba, 0x40), wide).encode();
        return new SatTranslator.Ending(nowNanos, CHECK_CONDITION, raw, new byte[0], null);
    }

    /** Reads and verifies of sectors, in ATA's 28-bit and 48-bit forms. */
    private static boolean touchesMedium(int command) {
        return switch (command) {
        case 0x20, 0x24, 0x25, 0x29, 0x40, 0x42, 0x60, 0xC4, 0xC8 -> true;
        default -> false;
        };
    }

    private void look() throws IOException {
        String now = Files.exists(file) ? Files.readString(file) : "";
        if (!now.equals(known)) {
            known = now;
            List<Rule> read = new ArrayList<>();
            now.lines().filter(line -> !line.isBlank()).forEach(line -> read.add(new Rule(line)));
            rules = read;
        }
    }
}
