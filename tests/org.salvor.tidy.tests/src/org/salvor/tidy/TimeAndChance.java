package org.salvor.tidy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.util.TreeScanner;

/** Below the command line and the workbench, clock, sleep and random numbers come through constructors, or a seed would not give the same run twice. */
final class TimeAndChance {

    private static final Pattern FREE_BUNDLES = Pattern.compile("org\\.salvor\\.(linux|cli|ui(\\..*)?)");

    private static final Pattern BANNED = Pattern.compile("(java\\.(lang|time|util)(\\.concurrent)?\\.)?("
            + "System\\.(nanoTime|currentTimeMillis)|Thread\\.sleep|TimeUnit\\.[A-Z]+\\.sleep|Math\\.random|UUID\\.randomUUID"
            + "|(Instant|Local(Date|Time|DateTime)|(Zoned|Offset)DateTime|Year)\\.now|Clock\\.(system|tick)\\w*|InstantSource\\.system)");

    private static final Pattern BANNED_CLASSES = Pattern.compile("(java\\.util\\.|java\\.security\\.)?(Random|SecureRandom|Date)"
            + "|(java\\.util\\.concurrent\\.)?ThreadLocalRandom");

    private TimeAndChance() {
    }

    static List<String> findings(List<JavaFile> files) {
        List<String> findings = new ArrayList<>();
        files.stream().filter(file -> !file.isForTests() && !FREE_BUNDLES.matcher(file.bundle()).matches())
                .forEach(file -> new Scanner(file, findings).scan(file.unit(), null));
        return findings;
    }

    private static final class Scanner extends TreeScanner<Void, Void> {

        private final JavaFile file;
        private final List<String> findings;

        Scanner(JavaFile file, List<String> findings) {
            this.file = file;
            this.findings = findings;
        }

        @Override
        public Void visitImport(ImportTree use, Void unused) {
            String name = use.getQualifiedIdentifier().toString();
            if (use.isStatic()) {
                check(use, name, BANNED);
            }
            return null; // an import by itself uses nothing
        }

        @Override
        public Void visitMemberSelect(MemberSelectTree select, Void unused) {
            check(select, select.toString(), BANNED);
            return super.visitMemberSelect(select, unused);
        }

        @Override
        public Void visitMemberReference(MemberReferenceTree reference, Void unused) {
            check(reference, reference.getQualifierExpression() + "." + reference.getName(), BANNED);
            if (reference.getMode() == MemberReferenceTree.ReferenceMode.NEW) {
                check(reference, reference.getQualifierExpression().toString(), BANNED_CLASSES);
            }
            return super.visitMemberReference(reference, unused);
        }

        @Override
        public Void visitNewClass(NewClassTree creation, Void unused) {
            check(creation, creation.getIdentifier().toString(), BANNED_CLASSES);
            if (creation.getIdentifier().toString().matches("(java\\.util\\.)?SplittableRandom") && creation.getArguments().isEmpty()) {
                findings.add(file.at(creation) + " makes a SplittableRandom without a seed");
            }
            return super.visitNewClass(creation, unused);
        }

        @Override
        public Void visitIdentifier(IdentifierTree identifier, Void unused) {
            check(identifier, identifier.toString(), Pattern.compile("ThreadLocalRandom"));
            return super.visitIdentifier(identifier, unused);
        }

        private void check(com.sun.source.tree.Tree part, String name, Pattern banned) {
            if (banned.matcher(name).matches()) {
                findings.add(file.at(part) + " uses " + name);
            }
        }
    }
}
