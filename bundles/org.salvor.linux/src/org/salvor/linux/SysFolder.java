package org.salvor.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;

/** A folder of {@code /sys} or {@code /proc}. What is missing or unreadable there reads as empty: devices come and go while we look. */
record SysFolder(Path path) {

    SysFolder child(String name) {
        return new SysFolder(path.resolve(name));
    }

    boolean has(String name) {
        return Files.exists(path.resolve(name));
    }

    /** The file's text, stripped of blanks and zero bytes around it. */
    String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8).replace('\0', ' ').strip();
    }

    /** The first of these files that has a text, or empty. */
    String firstText(String... names) {
        for (String name : names) {
            String text = text(name);
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }

    byte[] bytes(String name) {
        try {
            return Files.readAllBytes(path.resolve(name));
        } catch (IOException e) {
            return new byte[0];
        }
    }

    OptionalInt number(String name) {
        long value = longNumber(name, -1);
        return value < 0 || value > Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of((int) value);
    }

    long longNumber(String name, long otherwise) {
        try {
            return Long.parseLong(text(name));
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    List<String> lines(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8).lines().toList();
    }

    /** Names of what lies in the folder, in order. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        try (var entries = Files.newDirectoryStream(path)) {
            entries.forEach(entry -> names.add(entry.getFileName().toString()));
        } catch (IOException e) {
            return List.of();
        }
        Collections.sort(names);
        return names;
    }
}
