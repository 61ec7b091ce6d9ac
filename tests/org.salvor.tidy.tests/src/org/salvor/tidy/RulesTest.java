package org.salvor.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

/** Each rule, held against a small thing that breaks it and one that does not: a rule that cannot fail is worth nothing. */
class RulesTest {

    private static final String DRIVE = "bundles/org.salvor.drive/META-INF/MANIFEST.MF";
    private static final String UI = "bundles/org.salvor.ui.map/META-INF/MANIFEST.MF";

    @Test
    void findsAnImportAgainstTheArrows() {
        Tree tree = Tree.of(DRIVE, manifest("org.salvor.drive", "Import-Package: org.salvor.ata,org.salvor.imaging;version=\"[1,2)\""),
                "bundles/org.salvor.imaging/META-INF/MANIFEST.MF", manifest("org.salvor.imaging", "Import-Package: org.salvor.drive.spi"));
        assertThat(Arrows.findings(tree)).containsExactly("org.salvor.drive must not import org.salvor.imaging");
    }

    @Test
    void findsARequiredBundleAgainstTheArrowsAndTakesALongerNameForAnotherBundle() {
        Tree tree = Tree.of(UI, manifest("org.salvor.ui.map", "Require-Bundle: org.eclipse.ui,org.salvor.drive.file"),
                "bundles/org.salvor.drive.file/META-INF/MANIFEST.MF",
                manifest("org.salvor.drive.file", "Import-Package: org.salvor.drive.spi"),
                DRIVE, manifest("org.salvor.drive", "Import-Package: org.salvor.ata"));
        assertThat(Arrows.findings(tree)).containsExactly("org.salvor.ui.map must not import org.salvor.drive.file");
    }

    @Test
    void findsABundleThatTheTableDoesNotKnow() {
        Tree tree = Tree.of("bundles/org.salvor.misc/META-INF/MANIFEST.MF", manifest("org.salvor.misc", ""));
        assertThat(Arrows.findings(tree)).containsExactly("org.salvor.misc has no place in the table of arrows");
    }

    @Test
    void findsSystemCallsThatKnowADrive() {
        String path = "bundles/org.salvor.linux/src/org/salvor/linux/A.java";
        assertThat(Names.clockOnly(java(path, "import org.salvor.drive.Drive;\nclass A {}"))).hasSize(1);
        assertThat(Names.clockOnly(java(path, "import org.salvor.drive.Clock;\nclass A {}"))).isEmpty();
    }

    @Test
    void findsAPageThatNamesATestThatIsNotThere() {
        String page = "bundles/org.salvor.doc/pages/a.md";
        String test = "tests/a.tests/src/a/RealTest.java";
        String source = "class RealTest { void works() {} }";
        assertThat(NamedTests.missing(Tree.of(page, "by `RealTest.works` and `RealTest`", test, source))).isEmpty();
        assertThat(NamedTests.missing(Tree.of(page, "by `RealTest.fails`", test, source))).hasSize(1);
        assertThat(NamedTests.missing(Tree.of(page, "by `LostTest` and `LostTest.works`", test, source))).hasSize(2);
    }

    @Test
    void findsAFileOf701Lines() {
        assertThat(Lengths.files(java("bundles/a/src/A.java", "class A {\n" + "\n".repeat(699) + "}\n"))).hasSize(1);
        assertThat(Lengths.files(java("bundles/a/src/A.java", "class A {\n" + "\n".repeat(698) + "}\n"))).isEmpty();
    }

    @Test
    void findsAMethodOf71Lines() {
        assertThat(Lengths.methods(java("bundles/a/src/A.java", "class A {\n  void a() {\n" + "  int b;\n".repeat(69) + "  }\n}")))
                .containsExactly("bundles/a/src/A.java:2 a has 71 lines");
        assertThat(Lengths.methods(java("bundles/a/src/A.java", "class A {\n  void a() {\n" + "  int b;\n".repeat(68) + "  }\n}")))
                .isEmpty();
    }

    @Test
    void findsALongReadme() {
        assertThat(Lengths.readme(Tree.of("README.md", "a\n".repeat(101)))).hasSize(1);
        assertThat(Lengths.readme(Tree.of("README.md", "a\n".repeat(100)))).isEmpty();
    }

    @Test
    void findsEveryWayToTheClockAndToChance() {
        for (String use : List.of("System.nanoTime()", "System.currentTimeMillis()", "java.time.Instant.now()", "new java.util.Random(1)",
                "Math.random()", "new SplittableRandom()", "UUID.randomUUID()", "ThreadLocalRandom.current()", "Clock.systemUTC()",
                "(java.util.function.LongSupplier) System::nanoTime", "TimeUnit.SECONDS.sleep(1)", "new Date()", "LocalDate.now(zone)")) {
            assertThat(TimeAndChance.findings(using("org.salvor.imaging", use))).as(use).isNotEmpty();
        }
        assertThat(
                TimeAndChance.findings(java("bundles/org.salvor.ata/src/A.java", "import static java.lang.System.nanoTime;\nclass A {}")))
                .hasSize(1);
    }

    @Test
    void letsSeedsCommentsAndTheOuterBundlesBe() {
        assertThat(TimeAndChance.findings(using("org.salvor.imaging", "new SplittableRandom(seed) /* not System.nanoTime() */"))).isEmpty();
        assertThat(TimeAndChance.findings(using("org.salvor.imaging", "\"System.nanoTime()\""))).isEmpty();
        for (String bundle : List.of("org.salvor.linux", "org.salvor.cli", "org.salvor.ui", "org.salvor.ui.map")) {
            assertThat(TimeAndChance.findings(using(bundle, "System.nanoTime()"))).as(bundle).isEmpty();
        }
    }

    @Test
    void findsNamesThatSayNothing() {
        for (String name : List.of("IDrive", "AbstractDrive", "DriveImpl", "JobManager", "TextUtil", "TextUtils")) {
            assertThat(Names.types(java("bundles/a/src/A.java", "class " + name + " {}"))).as(name).hasSize(1);
        }
        for (String name : List.of("IdentifyDevice", "Imager", "IO", "Drive")) {
            assertThat(Names.types(java("bundles/a/src/A.java", "class " + name + " {}"))).as(name).isEmpty();
        }
    }

    @Test
    void findsActivatorsAndSingletons() {
        Tree tree = Tree.of(DRIVE, manifest("org.salvor.drive", "Bundle-Activator: org.salvor.drive.Activator"));
        assertThat(Names.singletons(tree, List.of())).containsExactly("org.salvor.drive has an activator");
        assertThat(Names.singletons(Tree.of(), java("bundles/a/src/A.java", "class A { static A getDefault() { return null; } }")))
                .hasSize(1);
        assertThat(Names.singletons(Tree.of(), java("bundles/a/src/A.java", "class A { A defaults() { return null; } }"))).isEmpty();
    }

    @Test
    void findsPathsOfOneMachineAndRegistriesAndUnfinishedPlaces() {
        assertThat(Texts.pathsOfOneMachine(Tree.of("a", "see /home/alice/a", "b", "see /root/x", "c", "/tmp/disk/q", "d", "at/work/x", "e",
                "for example /home/me/jobs"))).hasSize(3);
        assertThat(Texts.registries(Tree.of("a", String.join(".", "repo1", "maven", "org"), "b", "maven.apache.org/xsd"))).hasSize(1);
        assertThat(Texts.unfinished(Tree.of("a", "x\n// TODO later", "b", "@Disabled", "c", "todos"))).containsExactly("a:2 // TODO later",
                "b:1 @Disabled");
    }

    @Test
    void findsWhatIsTooMuchOrTooLittleAtTheTop() {
        Tree right = Tree.of("pom.xml", "", "README.md", "", "bundles/a", "", "features/a", "", "releng/a", "", "target-platform/a", "",
                "tests/a",
                "", ".ci/run", "");
        assertThat(Texts.top(right)).isEmpty();
        assertThat(Texts
                .top(Tree.of("pom.xml", "", "README.md", "", "bundles/a", "", "features/a", "", "releng/a", "", "target-platform/a", "",
                        "scripts/a", "")))
                .containsExactly("scripts does not belong at the top", "tests is missing at the top");
    }

    @Test
    void findsComponentsThatAreNotLazy() {
        String source = "import org.osgi.service.component.annotations.Component;\n@Component class A {}";
        assertThat(
                Manifests.lazyComponents(Tree.of(DRIVE, manifest("org.salvor.drive", ""), "bundles/org.salvor.drive/src/A.java", source)))
                .hasSize(1);
        assertThat(Manifests.lazyComponents(Tree.of(DRIVE, manifest("org.salvor.drive", "Bundle-ActivationPolicy: lazy"),
                "bundles/org.salvor.drive/src/A.java", source))).isEmpty();
    }

    @Test
    void findsManifestsOutOfForm() {
        assertThat(Manifests.form(Tree.of(DRIVE, manifest("org.salvor.drive", "")))).isEmpty();
        assertThat(Manifests.form(Tree.of(DRIVE, manifest("org.salvor.drives", ""))))
                .contains("bundles/org.salvor.drive is called org.salvor.drives");
        assertThat(Manifests.form(Tree.of(DRIVE, manifest("org.salvor.drive", "").replace("JavaSE-25", "JavaSE-21")))).hasSize(1);
    }

    @Test
    void findsTestsThatAreNoFragment() {
        String tests = "tests/org.salvor.drive.tests/META-INF/MANIFEST.MF";
        String host = manifest("org.salvor.drive", "");
        assertThat(Manifests.fragments(Tree.of(DRIVE, host, tests, manifest("org.salvor.drive.tests", "")))).hasSize(1);
        assertThat(Manifests.fragments(Tree.of(DRIVE, host, tests, manifest("org.salvor.drive.tests", "Fragment-Host: org.salvor.drive"))))
                .isEmpty();
    }

    @Test
    void findsABundleInNoFeature() {
        String feature = "<feature><plugin id=\"org.salvor.drive\" version=\"0.0.0\"/></feature>";
        Tree tree = Tree.of(DRIVE, manifest("org.salvor.drive", ""), UI, manifest("org.salvor.ui.map", ""), "features/f/feature.xml",
                feature);
        assertThat(Manifests.features(tree)).containsExactly("org.salvor.ui.map is in no feature");
    }

    private static List<JavaFile> java(String path, String text) {
        return JavaFile.in(Tree.of(path, text));
    }

    private static List<JavaFile> using(String bundle, String expression) {
        return java("bundles/" + bundle + "/src/A.java", "class A { Object a = " + expression + "; }");
    }

    private static String manifest(String name, String more) {
        return "Manifest-Version: 1.0\nBundle-SymbolicName: " + name + "\nBundle-Vendor: Salvor\nAutomatic-Module-Name: " + name
                + "\nBundle-RequiredExecutionEnvironment: JavaSE-25\n" + (more.isEmpty() ? "" : more + "\n");
    }
}
