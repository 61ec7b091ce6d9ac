package org.salvor.drive;

import java.util.function.BooleanSupplier;

/** A way to find out which head of a drive reads which sectors: by standard means, or by those of a maker. Thread of the drive's owner. */
public interface HeadMapSource {

    /**
     * Finds out. It may take minutes on a large drive, and leaves the drive's settings as they were.
     *
     * @param goOn asked before each band; false ends the search with what is known by then, as an interrupt does
     * @return what was found; {@link HeadMap#shortfall()} says why it is not all
     */
    HeadMap find(BooleanSupplier goOn);
}
