package org.salvor.ui.internal.map;

/**
 * Cells that came from a station.
 *
 * @param jobId job whose map it is
 * @param region the cells that are known from now on
 * @param fresh whether this is all of them; otherwise the others are as they were
 * @param indices cells of the region that are given, ascending
 * @param summaries packed summaries of the given cells
 */
record MapUpdate(String jobId, CellRegion region, boolean fresh, int[] indices, int[] summaries) {
}
