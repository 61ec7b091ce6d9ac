package org.salvor.tidy;

import java.util.ArrayList;
import java.util.List;

import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreeScanner;

/** How long a file and a method may be. */
final class Lengths {

    private static final int LONGEST_FILE_LINES = 700;
    private static final int LONGEST_METHOD_LINES = 70;
    private static final int LONGEST_README_LINES = 100;

    private Lengths() {
    }

    static List<String> files(List<JavaFile> files) {
        return files.stream().filter(file -> file.text().lines().count() > LONGEST_FILE_LINES)
                .map(file -> file.path() + " has " + file.text().lines().count() + " lines").toList();
    }

    static List<String> methods(List<JavaFile> files) {
        List<String> findings = new ArrayList<>();
        for (JavaFile file : files) {
            new TreeScanner<Void, Void>() {
                @Override
                public Void visitMethod(MethodTree method, Void unused) {
                    long lines = file.lastLine(method) - file.firstLine(method) + 1;
                    if (lines > LONGEST_METHOD_LINES) {
                        findings.add(file.at(method) + " " + method.getName() + " has " + lines + " lines");
                    }
                    return super.visitMethod(method, unused);
                }
            }.scan(file.unit(), null);
        }
        return findings;
    }

    static List<String> readme(Tree tree) {
        return tree.matching("README\\.md").filter(file -> file.getValue().lines().count() > LONGEST_README_LINES)
                .map(file -> file.getKey() + " has " + file.getValue().lines().count() + " lines").toList();
    }
}
