package org.salvor.tidy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tests that a page of the documentation names as proof. */
final class NamedTests {
    private static final String PAGES = "bundles/org\\.salvor\\.doc/pages/.*\\.md";
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w*(?:Test|Contract))(?:\\.(\\w+))?`");

    private NamedTests() {
    }

    /** Classes that are not among the tests, and methods that their class does not have. */
    static List<String> missing(Tree tree) {
        List<String> findings = new ArrayList<>();
        tree.matching(PAGES).forEach(page -> {
            Matcher named = NAMED.matcher(page.getValue());
            while (named.find()) {
                Optional<String> source = tree.matching("tests/.*/" + named.group(1) + "\\.java").map(file -> file.getValue()).findFirst();
                if (source.isEmpty()) {
                    findings.add(page.getKey() + " names the test " + named.group(1) + ", and there is none");
                } else if (named.group(2) != null && !source.get().contains("void " + named.group(2) + "(")) {
                    findings.add(page.getKey() + " names " + named.group(1) + "." + named.group(2) + ", and there is no such method");
                }
            }
        });
        return findings;
    }
}
