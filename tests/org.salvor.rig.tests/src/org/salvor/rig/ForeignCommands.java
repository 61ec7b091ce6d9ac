package org.salvor.rig;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Commands that reached a served drive while a job held it, and were not the job's own: the record of {@link ServeDrive} less what the kernel's trace saw
 * going into {@code /dev/sgN}. The job holds the drive from its first command to its last.
 */
final class ForeignCommands {
    private static final Pattern OWN = Pattern.compile(" (\\d+\\.\\d+): own: .* first=0x([0-9a-f]+) last=0x([0-9a-f]+)");
    private static final int CDB_BYTES = 16;
    private final List<Command> own = new ArrayList<>();
    private final List<Command> all;

    /** @param cdb as hex digits */
    record Command(double seconds, String cdb) {
        int opcode() {
            return Integer.parseInt(cdb.substring(0, 2), 16);
        }

        /** Page that an INQUIRY asks for; -1 for its standard data. */
        int page() {
            boolean vital = (Integer.parseInt(cdb.substring(2, 4), 16) & 1) != 0;
            return vital ? Integer.parseInt(cdb.substring(4, 6), 16) : -1;
        }
    }

    /** @param record of the served drive @param trace of the kernel */
    ForeignCommands(String record, String trace) {
        all = record.lines().map(line -> line.split(" ")).map(words -> new Command(Double.parseDouble(words[0]), words[1])).toList();
        Matcher matcher = OWN.matcher(trace);
        while (matcher.find()) {
            own.add(new Command(Double.parseDouble(matcher.group(1)), bytes(matcher.group(2)) + bytes(matcher.group(3))));
        }
    }

    /** Eight bytes in the order of memory, from a little-endian number. */
    private static String bytes(String number) {
        String padded = "0".repeat(CDB_BYTES - number.length()) + number;
        StringBuilder bytes = new StringBuilder();
        for (int at = CDB_BYTES - 2; at >= 0; at -= 2) {
            bytes.append(padded, at, at + 2);
        }
        return bytes.toString();
    }

    int ownCount() {
        return own.size();
    }

    /** In the order in which they came. */
    List<Command> foreign() {
        OptionalDouble first = own.stream().mapToDouble(Command::seconds).min();
        OptionalDouble last = own.stream().mapToDouble(Command::seconds).max();
        List<Command> foreign = new ArrayList<>();
        Map<String, Integer> left = new HashMap<>();
        for (Command command : all) {
            if (command.seconds() >= first.orElseThrow() && command.seconds() <= last.orElseThrow()) {
                String key = command.cdb();
                int ours = left.computeIfAbsent(key, this::countOfOwn);
                left.put(key, ours - 1);
                if (ours <= 0) {
                    foreign.add(command);
                }
            }
        }
        return foreign;
    }

    private int countOfOwn(String cdb) {
        return (int) own.stream().filter(each -> each.cdb().startsWith(cdb)).count();
    }
}
