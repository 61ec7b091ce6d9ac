package org.salvor.tidy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreeScanner;

/** What types and methods must not be called, and what may not be imported at all. */
final class Names {

    private static final Pattern EMPTY_WORDS = Pattern.compile("I[A-Z][a-z]\\w*|Abstract\\w*|\\w+(Impl|Manager|Utils?|Helper)");

    private Names() {
    }

    static List<String> types(List<JavaFile> files) {
        List<String> findings = new ArrayList<>();
        for (JavaFile file : files) {
            new TreeScanner<Void, Void>() {
                @Override
                public Void visitClass(ClassTree type, Void unused) {
                    if (EMPTY_WORDS.matcher(type.getSimpleName()).matches()) {
                        findings.add(file.at(type) + " calls a type " + type.getSimpleName());
                    }
                    return super.visitClass(type, unused);
                }
            }.scan(file.unit(), null);
        }
        return findings;
    }

    /** Neither a bundle activator nor a way to reach a thing that was not handed over. */
    static List<String> singletons(Tree tree, List<JavaFile> files) {
        List<String> findings = new ArrayList<>();
        Bundle.in(tree).stream().filter(bundle -> !bundle.header("Bundle-Activator").isEmpty())
                .forEach(bundle -> findings.add(bundle.name() + " has an activator"));
        for (JavaFile file : files) {
            new TreeScanner<Void, Void>() {
                @Override
                public Void visitMethod(MethodTree method, Void unused) {
                    if (method.getName().toString().matches("getDefault|getInstance") && method.getParameters().isEmpty()) {
                        findings.add(file.at(method) + " " + method.getName());
                    }
                    return super.visitMethod(method, unused);
                }
            }.scan(file.unit(), null);
        }
        return findings;
    }

    /** The bindings of the system calls know nothing of drives but the clock that they implement. */
    static List<String> clockOnly(List<JavaFile> files) {
        return files.stream().filter(file -> file.path().startsWith("bundles/org.salvor.linux/"))
                .flatMap(file -> file.unit().getImports().stream().filter(Names::isOfDrivesButNotTheirClock)
                        .map(use -> file.at(use) + " imports " + use.getQualifiedIdentifier()))
                .toList();
    }

    private static boolean isOfDrivesButNotTheirClock(ImportTree use) {
        String name = use.getQualifiedIdentifier().toString();
        return name.startsWith("org.salvor.drive.") && !name.equals("org.salvor.drive.Clock");
    }
}
