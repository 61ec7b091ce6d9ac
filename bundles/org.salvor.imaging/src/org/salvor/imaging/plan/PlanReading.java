package org.salvor.imaging.plan;

import java.util.List;

/** What reading a plan's text came to. */
public sealed interface PlanReading {

    /** The plan can be used. */
    record Sound(PassPlan plan) implements PlanReading {
    }

    /** It cannot; all findings, in the order of the text, at least one. */
    record Faulty(List<Finding> findings) implements PlanReading {
    }
}
