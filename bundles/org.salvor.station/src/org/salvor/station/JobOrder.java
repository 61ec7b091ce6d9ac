package org.salvor.station;

import java.util.List;

/**
 * Order to image a drive, or to go on with it.
 *
 * @param folder job folder; made when it is not there
 * @param source source address; empty when the folder names it already
 * @param destination destination address; empty when the folder names it already, another one than the folder's replaces it
 * @param plan built-in plan or YAML file; empty = the folder's, or {@code standard} for a new job
 * @param ranges parts of the source to image; empty = all
 * @param domainMap ddrescue mapfile that limits the job to its finished blocks; empty = none
 * @param importMap map of an earlier attempt with another program: its finished blocks become {@code imported}; empty = none
 * @param options further choices
 */
public record JobOrder(String folder, String source, String destination, String plan, List<Range> ranges, String domainMap,
        String importMap,
        Options options) {

    /** Part of a drive: first sector from 0, end exclusive. */
    public record Range(long firstLba, long endLba) {
    }

    /**
     * Choices of a job.
     *
     * @param hashes hash algorithms of the segments, such as SHA-256; empty = SHA-256
     * @param preallocate whether a destination file takes all its space at once
     * @param stripTo bytes kept of each source sector (520 stripped to 512), 0 = all
     * @param fill what unread sectors hold at the end: {@code none}, {@code zeros}, {@code marks} (a text naming the LBA), or a pattern as hex bytes;
     *        empty = none
     * @param power address of the source's power switch; empty = the source's own, if it has one
     * @param acceptSource whether the operator vouches that a source that shows another name is the job's
     * @param confirmed whether the operator has confirmed writing to the destination; needed for a destination drive
     * @param segmentBytes size of a hashed segment, 0 = default
     * @param headMap YAML file that says which sectors lie under which head; empty = the folder's, or none
     * @param destinationPower address of the switch that feeds the destination, kept so that nobody cuts it; empty = the folder's, or not known
     * @param openHidden whether the source's host protected area is opened, until power goes, whenever the job has the source; settled when the job
     *        begins, and kept in its folder
     */
    public record Options(List<String> hashes, boolean preallocate, int stripTo, String fill, String power, boolean acceptSource,
            boolean confirmed, long segmentBytes, String headMap, String destinationPower, boolean openHidden) {

        /** Nothing chosen. */
        public static final Options DEFAULT = new Options(List.of(), false, 0, "", "", false, false, 0);

        /** Choices without a head map. */
        public Options(List<String> hashes, boolean preallocate, int stripTo, String fill, String power, boolean acceptSource,
                boolean confirmed, long segmentBytes) {
            this(hashes, preallocate, stripTo, fill, power, acceptSource, confirmed, segmentBytes, "", "", false);
        }

        /** Choices without a switch that feeds the destination. */
        public Options(List<String> hashes, boolean preallocate, int stripTo, String fill, String power, boolean acceptSource,
                boolean confirmed, long segmentBytes, String headMap) {
            this(hashes, preallocate, stripTo, fill, power, acceptSource, confirmed, segmentBytes, headMap, "", false);
        }

        /** Choices of a job that reads what its source shows. */
        public Options(List<String> hashes, boolean preallocate, int stripTo, String fill, String power, boolean acceptSource,
                boolean confirmed, long segmentBytes, String headMap, String destinationPower) {
            this(hashes, preallocate, stripTo, fill, power, acceptSource, confirmed, segmentBytes, headMap, destinationPower, false);
        }

        /** The same choices, with or without the operator's word that the destination drive may be overwritten. */
        public Options confirmed(boolean byOperator) {
            return new Options(hashes, preallocate, stripTo, fill, power, acceptSource, byOperator, segmentBytes, headMap, destinationPower,
                    openHidden);
        }
    }

    /** Goes on with the job in a folder as the folder says. */
    public static JobOrder resume(String folder) {
        return new JobOrder(folder, "", "", "", List.of(), "", "", Options.DEFAULT);
    }
}
