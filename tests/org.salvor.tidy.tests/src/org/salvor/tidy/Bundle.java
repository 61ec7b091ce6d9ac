package org.salvor.tidy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A bundle as its manifest tells of it.
 *
 * @param folder where it lies, such as {@code bundles/org.salvor.drive}
 * @param headers the main section of its manifest
 */
record Bundle(String folder, Attributes headers) {

    /** All bundles of the tree, test bundles too. */
    static List<Bundle> in(Tree tree) {
        return tree.matching("(bundles|tests)/[^/]+/META-INF/MANIFEST\\.MF")
                .map(file -> new Bundle(file.getKey().replace("/META-INF/MANIFEST.MF", ""), headers(file.getValue()))).toList();
    }

    private static Attributes headers(String text) {
        try {
            return new Manifest(new ByteArrayInputStream((text + "\n").getBytes(StandardCharsets.UTF_8))).getMainAttributes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return header("Bundle-SymbolicName").replaceFirst(";.*", "");
    }

    boolean isForTests() {
        return folder.startsWith("tests/");
    }

    String header(String name) {
        return headers.getValue(name) == null ? "" : headers.getValue(name);
    }

    /** The names listed in a header, without versions and other attributes. */
    List<String> listed(String header) {
        return Arrays.stream(header(header).replaceAll("\"[^\"]*\"", "").split(",")).map(entry -> entry.replaceFirst(";.*", "").strip())
                .filter(entry -> !entry.isEmpty()).toList();
    }

    /** Packages and bundles that it asks for by name. */
    List<String> wants() {
        return Stream.of("Import-Package", "Require-Bundle", "Fragment-Host").flatMap(header -> listed(header).stream())
                .collect(Collectors.toList());
    }
}
