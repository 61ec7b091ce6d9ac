package org.salvor.imaging.plan;

/** What a pass does with the rest of an area (a run of selected sectors) after an error in it. */
public enum AfterError {
    /** Goes on behind the failed block, or behind the skip if the pass skips. */
    CONTINUE,
    /** Leaves the area alone and goes to the next: the way edges are trimmed. */
    NEXT_AREA
}
