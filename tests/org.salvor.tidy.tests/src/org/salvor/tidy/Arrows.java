package org.salvor.tidy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which bundle may import which: the arrows of the architecture page. */
final class Arrows {

    private static final String PREFIX = "org.salvor.";

    /** What each may import, without the common prefix. A name that ends in a star stands for every bundle that begins so; the first that fits counts. */
    private static final Map<String, Set<String>> ALLOWED = new LinkedHashMap<>();

    static {
        ALLOWED.put("sectormap", Set.of());
        ALLOWED.put("ata", Set.of());
        ALLOWED.put("doc", Set.of());
        ALLOWED.put("power", Set.of());
        ALLOWED.put("drive", Set.of("ata"));
        ALLOWED.put("linux", Set.of("drive")); // its clock only, see ClockOnly
        ALLOWED.put("imaging", Set.of("sectormap", "ata", "drive", "power"));
        ALLOWED.put("casework", Set.of("imaging", "sectormap", "ata", "drive", "power"));
        ALLOWED.put("station", Set.of("casework", "imaging", "sectormap", "ata", "drive", "power", "linux"));
        ALLOWED.put("cli", Set.of("station", "sectormap", "ata"));
        ALLOWED.put("ui*", Set.of("ui", "station", "sectormap", "ata"));
        ALLOWED.put("destination.*", Set.of("imaging", "sectormap", "drive", "linux"));
        ALLOWED.put("drive.simulated", Set.of("drive", "ata", "power"));
        ALLOWED.put("drive.ahci", Set.of("drive", "ata", "power", "linux"));
        ALLOWED.put("drive.*", Set.of("drive", "ata", "linux"));
        ALLOWED.put("power.*", Set.of("power", "linux"));
        ALLOWED.put("vendor.*", Set.of("drive", "ata"));
    }

    private Arrows() {
    }

    static List<String> findings(Tree tree) {
        List<Bundle> bundles = Bundle.in(tree);
        List<String> names = bundles.stream().map(Bundle::name).filter(name -> name.startsWith(PREFIX)).toList();
        List<String> findings = new ArrayList<>();
        for (Bundle bundle : bundles) {
            if (bundle.isForTests()) {
                continue;
            }
            Optional<Set<String>> allowed = allowed(bundle.name());
            if (allowed.isEmpty()) {
                findings.add(bundle.name() + " has no place in the table of arrows");
                continue;
            }
            bundle.wants().stream().filter(wanted -> wanted.startsWith(PREFIX)).map(wanted -> owner(wanted, names)).distinct()
                    .filter(owner -> !owner.equals(bundle.name()) && !allowed.get().contains(owner.substring(PREFIX.length())))
                    .map(owner -> bundle.name() + " must not import " + owner).forEach(findings::add);
        }
        return findings;
    }

    private static Optional<Set<String>> allowed(String bundle) {
        String name = bundle.startsWith(PREFIX) ? bundle.substring(PREFIX.length()) : bundle;
        return ALLOWED.entrySet().stream().filter(row -> row.getKey().endsWith("*")
                ? name.startsWith(row.getKey().substring(0, row.getKey().length() - 1))
                : name.equals(row.getKey())).map(Map.Entry::getValue).findFirst();
    }

    /** The bundle that a package belongs to: the longest name that it begins with, for {@code org.salvor.drive.spi} is the drive's. */
    private static String owner(String wanted, List<String> bundles) {
        return bundles.stream().filter(name -> wanted.equals(name) || wanted.startsWith(name + "."))
                .max(Comparator.comparingInt(String::length))
                .orElse(wanted);
    }
}
