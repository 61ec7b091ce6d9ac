package org.salvor.tidy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The texts of the repository, without what a build makes. Rules read nothing else, so that a few lines are enough to show that a rule bites.
 *
 * @param files text by path, relative to the top and with slashes; a file that is not text has an empty text
 */
record Tree(Map<String, String> files) {

    private static final Set<String> MADE_BY_BUILDS = Set.of("target", "bin", ".git", "__pycache__");

    static Tree of(String... pathsAndTexts) {
        Map<String, String> files = new TreeMap<>();
        for (int i = 0; i < pathsAndTexts.length; i += 2) {
            files.put(pathsAndTexts[i], pathsAndTexts[i + 1]);
        }
        return new Tree(files);
    }

    static Tree read(Path top) throws IOException {
        Map<String, String> files = new TreeMap<>();
        Files.walkFileTree(top, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return MADE_BY_BUILDS.contains(folder.getFileName().toString()) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = file.getFileName().toString();
                if (!name.startsWith(".polyglot") && !name.startsWith(".tycho")) {
                    files.put(top.relativize(file).toString().replace('\\', '/'), text(file));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return new Tree(files);
    }

    /** The top of the repository: given by the build, or found above the working folder. */
    static Path top() {
        String given = System.getProperty("salvor.root");
        Path top = Path.of(given == null ? System.getProperty("user.dir") : given).toAbsolutePath();
        while (!Files.isDirectory(top.resolve("target-platform"))) {
            top = top.getParent();
            if (top == null) {
                throw new IllegalStateException("The repository is not above the working folder; set the property salvor.root.");
            }
        }
        return top;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (MalformedInputException notText) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything whose path matches the regular expression as a whole. */
    Stream<Map.Entry<String, String>> matching(String regex) {
        return files.entrySet().stream().filter(file -> file.getKey().matches(regex));
    }
}
