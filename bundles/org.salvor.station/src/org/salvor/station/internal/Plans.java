package org.salvor.station.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.salvor.drive.Capabilities;
import org.salvor.imaging.plan.BuiltInPlans;
import org.salvor.imaging.plan.Finding;
import org.salvor.imaging.plan.Pass;
import org.salvor.imaging.plan.PassPlan;
import org.salvor.imaging.plan.PlanReading;
import org.salvor.imaging.plan.PlanYaml;
import org.salvor.sectormap.LbaRange;
import org.salvor.station.PlanCheck;
import org.salvor.station.PlanView;
import org.salvor.station.StationException;

/** Finds, reads and checks plans. Any thread. */
public final class Plans {
    private static final long MOST_BYTES = 1 << 20;

    public PlanView builtIn(String name) {
        try {
            return view(name);
        } catch (StationException e) {
            throw new IllegalStateException("the built-in plan " + name + " is faulty", e);
        }
    }

    /** Text of a built-in plan or of a file. */
    static String text(String nameOrFile) throws StationException {
        if (BuiltInPlans.names().contains(nameOrFile)) {
            return BuiltInPlans.text(nameOrFile).orElseThrow();
        }
        try {
            Path file = Path.of(nameOrFile);
            if (!Files.isRegularFile(file)) {
                throw new StationException(StationException.Kind.INPUT,
                        "There is no plan \"" + nameOrFile + "\": it is neither a built-in one ("
                                + String.join(", ", BuiltInPlans.names()) + ") nor a file.");
            }
            if (Files.size(file) > MOST_BYTES) {
                throw new StationException(StationException.Kind.INPUT, "The plan file " + file + " is larger than 1 MiB; no plan is.");
            }
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException | InvalidPathException e) {
            throw new StationException(StationException.Kind.INPUT,
                    "The plan file " + nameOrFile + " cannot be read: " + e.getMessage() + ".", e);
        }
    }

    public PlanView view(String nameOrFile) throws StationException {
        String yaml = text(nameOrFile);
        PassPlan plan = plan(nameOrFile, yaml, PlanYaml.USUAL_SECTOR_BYTES);
        return new PlanView(nameOrFile, plan.sentence(), plan.passes().stream().map(Pass::name).toList(),
                PlanYaml.write(plan, PlanYaml.USUAL_SECTOR_BYTES));
    }

    public PlanCheck check(String yaml) {
        return switch (PlanYaml.parse(yaml)) {
        case PlanReading.Sound(PassPlan plan) -> new PlanCheck(List.of(), HeadMaps.selected(plan));
        case PlanReading.Faulty(List<Finding> findings) -> new PlanCheck(findings(findings), List.of());
        };
    }

    /** With a head map that must know every head that the plan selects. */
    public PlanCheck check(String yaml, String headMapYaml) throws StationException {
        List<List<LbaRange>> heads = HeadMaps.heads(headMapYaml);
        if (!(PlanYaml.parse(yaml) instanceof PlanReading.Sound(PassPlan plan))) {
            return check(yaml);
        }
        String objection = HeadMaps.objection(plan, heads);
        return objection.isEmpty() ? check(yaml) : new PlanCheck(List.of(new PlanCheck.Finding(1, 1, objection)), List.of());
    }

    static List<PlanCheck.Finding> findings(List<Finding> findings) {
        return findings.stream().map(finding -> new PlanCheck.Finding(finding.line(), finding.column(), finding.sentence())).toList();
    }

    /** A plan for a drive with such sectors. */
    static PassPlan plan(String name, String yaml, int sectorBytes) throws StationException {
        return switch (PlanYaml.parse(yaml, sectorBytes)) {
        case PlanReading.Sound(PassPlan plan) -> plan;
        case PlanReading.Faulty(List<Finding> findings) -> throw new StationException(StationException.Kind.INPUT,
                "The plan " + name + " cannot be used: "
                        + findings.stream()
                                .map(finding -> "line " + finding.line() + ", column " + finding.column() + ": " + finding.sentence())
                                .collect(Collectors.joining(" ")));
        };
    }

    /** Refuses what the drive behind its transport cannot do, and names the transport that can. */
    static void refuseImpossible(PassPlan plan, Capabilities capabilities, NearerTransport nearer) throws StationException {
        for (Pass pass : plan.passes()) {
            if (!pass.enabled()) {
                continue;
            }
            if (pass.timeoutMillis() < capabilities.timeoutFloor().millis()) {
                throw new StationException(StationException.Kind.INPUT,
                        "Pass " + pass.name() + " of plan " + plan.name() + " wants a timeout of " + pass.timeoutMillis()
                                + " ms, and this transport keeps none below " + capabilities.timeoutFloor().millis() + " ms ("
                                + capabilities.timeoutFloor().why() + "); raise it, or " + nearer.words(shortestMillis(plan)) + ".");
            }
        }
    }

    /** The shortest timeout that a plan wants. */
    private static long shortestMillis(PassPlan plan) {
        return plan.passes().stream().filter(Pass::enabled).mapToLong(Pass::timeoutMillis).min().orElse(Long.MAX_VALUE);
    }
}
