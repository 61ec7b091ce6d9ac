package org.salvor.linux;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One line of {@code /proc/self/mountinfo}.
 *
 * @param device the device number of the mounted file system; 0:x for one that has no single device, such as btrfs or tmpfs
 * @param root the folder of the file system that is mounted, mostly {@code /}
 * @param at where
 * @param type the file system's type
 * @param source what the file system says it comes from: a device path, a server, or any word
 * @param readOnly whether this mount refuses writes
 */
public record Mount(DeviceNumber device, String root, Path at, String type, String source, boolean readOnly) {

    private static final int FIELDS_BEFORE_OPTIONAL = 6;

    /** Reads one line, or nothing where the line is not of the known form (proc_pid_mountinfo(5)). */
    static Optional<Mount> parse(String line) {
        List<String> fields = List.of(line.split(" "));
        int dash = fields.subList(Math.min(FIELDS_BEFORE_OPTIONAL, fields.size()), fields.size()).indexOf("-") + FIELDS_BEFORE_OPTIONAL;
        if (dash < FIELDS_BEFORE_OPTIONAL || fields.size() < dash + 3) {
            return Optional.empty();
        }
        boolean readOnly = List.of(fields.get(5).split(",")).contains("ro");
        return Optional.of(new Mount(DeviceNumber.parse(fields.get(2)), unescape(fields.get(3)), Path.of(unescape(fields.get(4))),
                fields.get(dash + 1), unescape(fields.get(dash + 2)), readOnly));
    }

    /** The kernel writes blanks and backslashes in names as three octal digits. */
    static String unescape(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\' && text.substring(i + 1).matches("(?s)[0-7]{3}.*")) {
                plain.append((char) Integer.parseInt(text, i + 1, i + 4, 8));
                i += 3;
            } else {
                plain.append(text.charAt(i));
            }
        }
        return plain.toString();
    }
}
