package org.salvor.casework;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.salvor.casework.JobSpec.Replacement;
import org.salvor.drive.DriveIdentity;
import org.salvor.imaging.DestinationIdentity;
import org.salvor.imaging.plan.YamlText;
import org.salvor.sectormap.LbaRange;

/** The text of {@code job.yaml}. Pure. */
final class JobYaml {
    /** Version of the folder. A folder of a higher one is left alone. */
    static final int FORMAT = 1;

    private final StringBuilder text = new StringBuilder();

    private JobYaml() {
    }

    static String write(JobSpec spec) {
        JobYaml yaml = new JobYaml();
        yaml.text.append("# A Salvor job. plan.yaml has its plan, map.snapshot and map.journal its sector map, segments its hashes,\n"
                + "# case.ndjson its journal. Salvor writes this file; change it only while no job runs.\n");
        yaml.line(0, "format", FORMAT);
        yaml.line(0, "created", quoted(spec.created().toString()));
        yaml.source(spec);
        yaml.destination(spec);
        yaml.line(0, "plan", quoted(spec.plan()));
        yaml.options(spec.options());
        yaml.ranges(spec.ranges());
        yaml.line(0, "domain", spec.domain());
        yaml.line(0, "imported", spec.imported());
        yaml.history(spec.history());
        yaml.line(0, "complete", true);
        return yaml.text.toString();
    }

    private void source(JobSpec spec) {
        DriveIdentity source = spec.source();
        text.append("source:\n");
        line(2, "address", quoted(spec.sourceAddress()));
        line(2, "model", quoted(source.model()));
        line(2, "serial", quoted(source.serial()));
        line(2, "firmware", quoted(source.firmware()));
        line(2, "sectorCount", source.sectorCount());
        line(2, "sectorBytes", source.sectorBytes());
        line(2, "physicalSectorBytes", source.physicalSectorBytes());
    }

    private void destination(JobSpec spec) {
        text.append("destination:\n");
        line(2, "address", quoted(spec.destinationAddress()));
        if (spec.destination().isPresent()) {
            DestinationIdentity identity = spec.destination().get();
            text.append("  identity:\n");
            line(4, "kind", quoted(identity.kind()));
            line(4, "address", quoted(identity.address()));
            line(4, "model", quoted(identity.model()));
            line(4, "serial", quoted(identity.serial()));
            line(4, "sizeBytes", identity.sizeBytes());
            line(4, "sectorBytes", identity.sectorBytes());
        }
    }

    private void options(JobOptions options) {
        text.append("options:\n");
        line(2, "hashes", options.hashes().stream().map(YamlText::quoted).toList());
        line(2, "preallocate", options.preallocate());
        line(2, "stripTo", options.stripTo());
        line(2, "fill", quoted(options.fill()));
        line(2, "power", quoted(options.power()));
        line(2, "acceptSource", options.acceptSource());
        line(2, "confirmed", options.confirmed());
        line(2, "segmentBytes", options.segmentBytes());
        line(2, "destinationPower", quoted(options.destinationPower()));
        line(2, "openHidden", options.openHidden());
        line(2, "closedSectors", options.closedSectors());
    }

    private void ranges(List<LbaRange> ranges) {
        text.append(ranges.isEmpty() ? "ranges: []\n" : "# Sectors; the end does not belong to a range.\nranges:\n");
        for (LbaRange range : ranges) {
            text.append("  - {first: ").append(range.firstLba()).append(", end: ").append(range.endLba()).append("}\n");
        }
    }

    private void history(List<Replacement> history) {
        text.append(history.isEmpty() ? "history: []\n" : "# What was replaced, oldest first.\nhistory:\n");
        for (Replacement each : history) {
            text.append("  - what: ").append(each.what().name().toLowerCase(Locale.ROOT)).append('\n');
            line(4, "at", quoted(each.at().toString()));
            line(4, "before", quoted(each.before()));
            line(4, "after", quoted(each.after()));
            line(4, "why", quoted(each.why()));
        }
    }

    private void line(int indent, String key, Object value) {
        text.append(" ".repeat(indent)).append(key).append(": ").append(value).append('\n');
    }

    private static String quoted(String value) {
        return YamlText.quoted(value);
    }

    /**
     * Reads a text.
     *
     * @throws JobYamlException with a sentence that names line and column
     */
    static JobSpec read(String yaml) throws JobYamlException {
        Keys root = Keys.root(yaml);
        long format = root.number("format");
        if (format > FORMAT) {
            throw new JobYamlException(
                    "it is of version " + format + ", and this Salvor knows versions up to " + FORMAT + "; use a newer Salvor", true);
        }
        if (!root.truth("complete")) {
            throw root.wrong("complete", "says that it was not written to its end");
        }
        Keys source = root.keys("source");
        DriveIdentity identity = new DriveIdentity(source.text("model"), source.text("serial"), source.text("firmware"),
                source.number("sectorCount"),
                source.positive("sectorBytes"), source.positive("physicalSectorBytes"));
        Keys destination = root.keys("destination");
        List<Replacement> history = root.list("history", JobYaml::replacement);
        return new JobSpec(root.instant("created"), identity, source.text("address"), destinationIdentity(destination),
                destination.text("address"),
                root.text("plan"), options(root.keys("options")), ranges(root, identity.sectorCount()), root.truth("domain"),
                root.truth("imported"),
                history);
    }

    private static Optional<DestinationIdentity> destinationIdentity(Keys destination) throws JobYamlException {
        if (!destination.has("identity")) {
            return Optional.empty();
        }
        Keys keys = destination.keys("identity");
        return Optional.of(new DestinationIdentity(keys.text("kind"), keys.text("address"), keys.text("model"), keys.text("serial"),
                keys.number("sizeBytes"),
                keys.positive("sectorBytes")));
    }

    /** The last keys came later than the first jobs. */
    private static JobOptions options(Keys keys) throws JobYamlException {
        return new JobOptions(keys.texts("hashes"), keys.truth("preallocate"), (int) keys.number("stripTo", Integer.MAX_VALUE),
                keys.text("fill"),
                keys.text("power"), keys.truth("acceptSource"), keys.truth("confirmed"), keys.number("segmentBytes"),
                keys.has("destinationPower") ? keys.text("destinationPower") : "", keys.has("openHidden") && keys.truth("openHidden"),
                keys.has("closedSectors") ? keys.number("closedSectors") : 0);
    }

    private static List<LbaRange> ranges(Keys root, long sectorCount) throws JobYamlException {
        List<LbaRange> ranges = root.list("ranges", keys -> {
            long first = keys.number("first");
            long end = keys.number("end", sectorCount);
            if (end <= first) {
                throw keys.wrong("end", "lies before the start of its range");
            }
            return new LbaRange(first, end);
        });
        for (int i = 1; i < ranges.size(); i++) {
            if (ranges.get(i).firstLba() < ranges.get(i - 1).endLba()) {
                throw root.wrong("ranges", "do not rise");
            }
        }
        return ranges;
    }

    private static Replacement replacement(Keys keys) throws JobYamlException {
        String what = keys.text("what");
        for (Replacement.What each : Replacement.What.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(what)) {
                return new Replacement(each, keys.instant("at"), keys.text("before"), keys.text("after"), keys.text("why"));
            }
        }
        throw keys.wrong("what", "is none of source, destination, plan, heads");
    }

    /** The time a text stands for, or null. */
    static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
