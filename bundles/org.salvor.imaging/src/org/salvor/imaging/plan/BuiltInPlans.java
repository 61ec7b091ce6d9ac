package org.salvor.imaging.plan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The plans that come with Salvor. Any thread. */
public final class BuiltInPlans {
    private static final List<String> NAMES = List.of("gentle", "standard", "thorough", "ddrescue-like");

    private BuiltInPlans() {
    }

    /** Their names, in order of rising patience; {@code ddrescue-like}, which is for comparison, comes last. */
    public static List<String> names() {
        return NAMES;
    }

    /** The text of a plan as it comes with Salvor, with its comments; empty when there is none of that name. */
    public static Optional<String> text(String name) {
        if (!NAMES.contains(name)) {
            return Optional.empty();
        }
        try (InputStream in = BuiltInPlans.class.getResourceAsStream("built-in/" + name + ".yaml")) {
            return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A plan for a drive; empty when there is none of that name.
     *
     * @param sectorBytes bytes of a logical sector of the drive
     */
    public static Optional<PassPlan> plan(String name, int sectorBytes) {
        return text(name).map(yaml -> switch (PlanYaml.parse(yaml, sectorBytes)) {
        case PlanReading.Sound(PassPlan plan) -> plan;
        case PlanReading.Faulty(List<Finding> findings) ->
                throw new IllegalStateException("the built-in plan " + name + " is faulty: " + findings);
        });
    }
}
