package org.salvor.tidy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What no text of the repository may hold, and what lies at its top. */
final class Texts {

    private static final Set<String> TOP = Set.of("pom.xml", "README.md", "bundles", "features", "releng", "target-platform", "tests");

    /** The rules themselves have to name what they forbid. */
    private static final String RULES = "tests/org.salvor.tidy.tests/";

    private static final Pattern MACHINE = Pattern.compile("(?<![\\w.-])/((work|root)/\\w|home/(?!(me|user)\\b))|(?<![\\w.-])/tmp/[a-z]+/");
    private static final Pattern REGISTRY = Pattern.compile("repo1?\\.maven|deb\\.debian|registry\\.npmjs|\\bpypi\\.org|crates\\.io");
    private static final Pattern UNFINISHED = Pattern.compile("\\b(TODO|FIXME|XXX)\\b|@Disabled\\b|not (yet )?implemented",
            Pattern.CASE_INSENSITIVE);

    private Texts() {
    }

    static List<String> pathsOfOneMachine(Tree tree) {
        return lines(tree, MACHINE);
    }

    static List<String> registries(Tree tree) {
        return lines(tree, REGISTRY);
    }

    static List<String> unfinished(Tree tree) {
        return lines(tree, UNFINISHED);
    }

    static List<String> top(Tree tree) {
        Set<String> there = new TreeSet<>();
        tree.files().keySet().stream().map(path -> path.split("/")[0]).filter(name -> !name.startsWith(".")).forEach(there::add);
        List<String> findings = new ArrayList<>();
        there.stream().filter(name -> !TOP.contains(name)).map(name -> name + " does not belong at the top").forEach(findings::add);
        TOP.stream().filter(name -> !there.contains(name)).map(name -> name + " is missing at the top").sorted().forEach(findings::add);
        return findings;
    }

    private static List<String> lines(Tree tree, Pattern pattern) {
        List<String> findings = new ArrayList<>();
        for (Map.Entry<String, String> file : tree.files().entrySet()) {
            if (file.getKey().startsWith(RULES)) {
                continue;
            }
            List<String> lines = file.getValue().lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                if (pattern.matcher(lines.get(i)).find()) {
                    findings.add(file.getKey() + ":" + (i + 1) + " " + lines.get(i).strip());
                }
            }
        }
        return findings;
    }
}
