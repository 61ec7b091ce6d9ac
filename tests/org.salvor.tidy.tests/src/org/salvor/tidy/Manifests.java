package org.salvor.tidy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the manifest of a bundle has to say. */
final class Manifests {

    private static final Pattern COMPONENT = Pattern.compile("^import org\\.osgi\\.service\\.component\\.annotations\\.Component;",
            Pattern.MULTILINE);

    private Manifests() {
    }

    /** Without lazy activation the services of an installed plugin do not appear. */
    static List<String> lazyComponents(Tree tree) {
        return Bundle.in(tree).stream().filter(bundle -> usesComponents(tree, bundle))
                .filter(bundle -> !bundle.header("Bundle-ActivationPolicy").equals("lazy"))
                .map(bundle -> bundle.name() + " is not activated lazily")
                .toList();
    }

    private static boolean usesComponents(Tree tree, Bundle bundle) {
        return tree.matching(Pattern.quote(bundle.folder()) + "/src/.*\\.java").anyMatch(file -> COMPONENT.matcher(file.getValue()).find());
    }

    /** Named like its folder, for Java 25, from the same maker. */
    static List<String> form(Tree tree) {
        List<String> findings = new ArrayList<>();
        for (Bundle bundle : Bundle.in(tree)) {
            String folder = bundle.folder().replaceFirst(".*/", "");
            if (!bundle.name().equals(folder)) {
                findings.add(bundle.folder() + " is called " + bundle.name());
            }
            Set.of("Bundle-RequiredExecutionEnvironment: JavaSE-25", "Bundle-Vendor: Salvor", "Automatic-Module-Name: " + folder).stream()
                    .sorted()
                    .filter(wanted -> !wanted.equals(wanted.split(": ")[0] + ": " + bundle.header(wanted.split(": ")[0])))
                    .forEach(wanted -> findings.add(bundle.folder() + " does not say " + wanted));
        }
        return findings;
    }

    /** Tests see the package-private parts of the bundle that they test, because they are a fragment of it. */
    static List<String> fragments(Tree tree) {
        Set<String> bundles = Bundle.in(tree).stream().map(Bundle::name).collect(Collectors.toSet());
        return Bundle.in(tree).stream().filter(bundle -> bundle.isForTests() && bundle.name().endsWith(".tests"))
                .filter(bundle -> bundles.contains(host(bundle)) && !bundle.listed("Fragment-Host").equals(List.of(host(bundle))))
                .map(bundle -> bundle.name() + " is not a fragment of " + host(bundle)).toList();
    }

    private static String host(Bundle tests) {
        return tests.name().substring(0, tests.name().length() - ".tests".length());
    }

    /** What is in no feature is in no product either. */
    static List<String> features(Tree tree) {
        String features = tree.matching("features/[^/]+/feature\\.xml").map(file -> file.getValue()).collect(Collectors.joining());
        return Bundle.in(tree).stream().filter(bundle -> !bundle.isForTests())
                .filter(bundle -> !features.contains("id=\"" + bundle.name() + "\""))
                .map(bundle -> bundle.name() + " is in no feature").toList();
    }
}
