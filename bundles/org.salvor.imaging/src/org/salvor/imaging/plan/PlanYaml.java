package org.salvor.imaging.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.salvor.imaging.plan.PlanReading.Faulty;
import org.salvor.imaging.plan.PlanReading.Sound;

/**
 * Pass plans as YAML. Every quantity carries its unit; lengths may be given in bytes and are turned into sectors when the text is read for
 * a drive. Pure, any thread.
 */
public final class PlanYaml {
    /** Version of the text that is written, and the newest that is read. */
    public static final int FORMAT = 1;

    /** Sector size that a text is checked with when no drive is known. */
    public static final int USUAL_SECTOR_BYTES = 512;

    private PlanYaml() {
    }

    /** Reads a plan for drives with sectors of {@link #USUAL_SECTOR_BYTES} bytes. */
    public static PlanReading parse(String yaml) {
        return parse(yaml, USUAL_SECTOR_BYTES);
    }

    /**
     * Reads a plan for a drive.
     *
     * @param sectorBytes bytes of a logical sector of the drive, ≥ 1; lengths in bytes are rounded up to whole sectors
     * @return the plan, or everything that is wrong with the text
     */
    public static PlanReading parse(String yaml, int sectorBytes) {
        YamlText text = YamlText.read(yaml);
        List<Finding> findings = new ArrayList<>(text.findings());
        PassPlan plan = null;
        if (text.root().isPresent()) {
            plan = new PlanReader(findings, sectorBytes).plan(text.root().get());
        } else if (findings.isEmpty()) {
            findings.add(new Finding(1, 1, "The plan is empty; a plan has a name and passes."));
        }
        if (findings.isEmpty()) {
            return new Sound(plan);
        }
        findings.sort(Comparator.comparingInt(Finding::line).thenComparingInt(Finding::column));
        return new Faulty(List.copyOf(findings));
    }

    /** The plan's text with every parameter and a sentence about each where it first occurs, lengths in sectors. */
    public static String write(PassPlan plan) {
        return write(plan, 0);
    }

    /**
     * The plan's text with every parameter and a sentence about each where it first occurs. {@link #parse(String, int)} with the same
     * sector size gives an equal plan again.
     *
     * @param sectorBytes bytes of a sector, so that lengths can be written in KiB and MiB; 0 = in sectors
     */
    public static String write(PassPlan plan, int sectorBytes) {
        return new PlanWriter(sectorBytes).write(plan);
    }
}
