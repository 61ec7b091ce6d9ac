package org.salvor.station.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.salvor.drive.DriveIdentity;
import org.salvor.imaging.plan.Finding;
import org.salvor.imaging.plan.HeadMapReading;
import org.salvor.imaging.plan.HeadMapYaml;
import org.salvor.imaging.plan.Pass;
import org.salvor.imaging.plan.PassPlan;
import org.salvor.imaging.plan.PlanYaml;
import org.salvor.sectormap.LbaRange;
import org.salvor.station.PlanCheck;
import org.salvor.station.StationException;
import org.salvor.station.StationException.Kind;

/** Finds, reads and checks head maps. Pure but for the files. */
public final class HeadMaps {

    private HeadMaps() {
    }

    /**
     * A head map for a drive.
     *
     * @param text its text
     * @param heads sectors of each head, by its number
     */
    record HeadMap(String text, List<List<LbaRange>> heads) {
        static final HeadMap NONE = new HeadMap("", List.of());

        /** In words, with the digest of the text. */
        String words() {
            return HeadMaps.words(known(heads)) + ", SHA-256 " + HexFormat.of().formatHex(sha256(text));
        }
    }

    /** Text of a file that a person named. */
    static String text(String file) throws StationException {
        try {
            Path path = Path.of(file);
            if (!Files.isRegularFile(path)) {
                throw new StationException(Kind.INPUT, "There is no head map " + file + "; name a file.");
            }
            if (Files.size(path) > HeadMapYaml.MOST_CHARACTERS) {
                throw new StationException(Kind.INPUT, "The head map " + file + " is larger than 16 MiB; no drive has so many bands.");
            }
            return Files.readString(path, StandardCharsets.UTF_8);
        } catch (IOException | InvalidPathException e) {
            throw new StationException(Kind.INPUT, "The head map " + file + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** A head map for a drive. */
    static HeadMap of(String name, String yaml, DriveIdentity drive) throws StationException {
        return new HeadMap(yaml, heads(name, yaml, drive.sectorCount(), drive.sectorBytes()));
    }

    private static List<List<LbaRange>> heads(String name, String yaml, long sectorCount, int sectorBytes) throws StationException {
        return switch (HeadMapYaml.parse(yaml, sectorCount, sectorBytes)) {
        case HeadMapReading.Sound(var heads) -> heads;
        case HeadMapReading.Faulty(List<Finding> findings) -> throw new StationException(Kind.INPUT, "The head map " + name
                + " cannot be used: " + findings.stream().map(Finding::toString).collect(Collectors.joining(" ")));
        };
    }

    /** Findings of a text for no drive in particular. */
    public static PlanCheck check(String yaml) {
        return switch (HeadMapYaml.parse(yaml, Long.MAX_VALUE, PlanYaml.USUAL_SECTOR_BYTES)) {
        case HeadMapReading.Sound(var heads) -> new PlanCheck(List.of(), known(heads));
        case HeadMapReading.Faulty(List<Finding> findings) -> new PlanCheck(Plans.findings(findings), List.of());
        };
    }

    /** Heads of a text for no drive in particular. */
    static List<List<LbaRange>> heads(String yaml) throws StationException {
        return heads("given", yaml, Long.MAX_VALUE, PlanYaml.USUAL_SECTOR_BYTES);
    }

    /** Heads that have sectors. */
    static List<Integer> known(List<List<LbaRange>> heads) {
        return IntStream.range(0, heads.size()).filter(head -> !heads.get(head).isEmpty()).boxed().toList();
    }

    /** Heads that the enabled passes of a plan select, ascending. */
    static List<Integer> selected(PassPlan plan) {
        TreeSet<Integer> selected = new TreeSet<>();
        plan.passes().stream().filter(Pass::enabled).forEach(pass -> selected.addAll(pass.select().heads()));
        return List.copyOf(selected);
    }

    /** Refuses a plan that selects heads of which nothing is known. */
    static void require(PassPlan plan, List<List<LbaRange>> heads) throws StationException {
        String objection = objection(plan, heads);
        if (!objection.isEmpty()) {
            throw new StationException(Kind.INPUT, objection);
        }
    }

    /** Why a plan cannot be used with a head map, as a sentence; empty when it can. */
    static String objection(PassPlan plan, List<List<LbaRange>> heads) {
        List<Integer> known = known(heads);
        List<Integer> missing = selected(plan).stream().filter(head -> !known.contains(head)).toList();
        if (missing.isEmpty()) {
            return "";
        }
        return known.isEmpty() ? "The plan " + plan.name() + " selects heads; give a head map with --heads."
                : "The plan " + plan.name() + " selects " + words(missing) + ", but the head map knows " + words(known)
                        + "; give a fuller head map with --heads, or change the plan.";
    }

    /** {@code head 3}, {@code heads 0-1}, {@code heads 0, 2-4}. */
    static String words(List<Integer> heads) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < heads.size(); i++) {
            int first = i;
            while (i + 1 < heads.size() && heads.get(i + 1) == heads.get(i) + 1) {
                i++;
            }
            parts.add(first == i ? heads.get(i).toString() : heads.get(first) + "-" + heads.get(i));
        }
        return (heads.size() == 1 ? "head " : "heads ") + String.join(", ", parts);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
