package org.salvor.cli;

import java.util.List;
import org.salvor.station.JobOrder;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Further choices of a job. */
final class JobOptions {
    @Option(names = "--hash", paramLabel = "NAME", split = ",",
            description = "Hash of the segments, such as SHA-256, SHA-1 or MD5; several with commas. "
                    + "SHA-256 unless told otherwise.")
    private List<String> hashes = List.of();

    @Option(names = "--segment", paramLabel = "SIZE", converter = Size.class, description = "Size of a hashed segment, such as 64MiB.")
    private long segmentBytes;

    @Option(names = "--preallocate", description = "A destination file takes all its space at once.")
    private boolean preallocate;

    @Option(names = "--strip", paramLabel = "BYTES", description = "Keep only so many bytes of each source sector, such as 512 of 520.")
    private int stripTo;

    @Option(names = "--fill", paramLabel = "WITH",
            description = "What unread sectors hold on the destination at the end: none, zeros, marks (a text that "
                    + "names the sector), or a pattern as hex bytes, such as DEADBEEF. None unless told otherwise.")
    private String fill = "";

    @Option(names = "--power", paramLabel = "ADDRESS",
            description = "Power switch of the source, as \"salvor power list\" names it; its own, if it has one, unless told otherwise.")
    private String power = "";

    @Option(names = "--destination-power", paramLabel = "ADDRESS",
            description = "Power switch that feeds the destination. The job keeps it, so that nothing cuts it while it is written to.")
    private String destinationPower = "";

    @Option(names = "--accept-source", description = "You vouch that a source that shows another name is the drive of this job.")
    private boolean acceptSource;

    @Option(names = "--heads", paramLabel = "FILE",
            description = "Head map of the source, for plans that select heads: a YAML file, which the job keeps. See \"salvor plan check --help\".")
    private String headMap = "";

    @Option(names = "--open-hidden",
            description = "Open the source's host protected area until its power goes, and again whenever it came back closed, so that the image has"
                    + " those sectors too. Only when a job begins; its folder keeps it. At the end the area is closed again where that is possible."
                    + " Overlays (DCO) stay.")
    private boolean openHidden;

    /** The choices, with the word on the destination. */
    JobOrder.Options options(boolean confirmed) throws CommandFailure {
        if (stripTo < 0) {
            throw CommandFailure.input("--strip takes a number of bytes above 0, such as 512.");
        }
        if (!fill.isEmpty() && !fill.matches("none|zeros|marks|([0-9A-Fa-f]{2})+")) {
            throw CommandFailure
                    .input("--fill takes none, zeros, marks, or a pattern as pairs of hex digits such as DEADBEEF, not \"" + fill + "\".");
        }
        return new JobOrder.Options(hashes, preallocate, stripTo, fill, power, acceptSource, confirmed, segmentBytes, headMap,
                destinationPower, openHidden);
    }

    /** Whether what a host protected area hides is wanted too. */
    boolean openHidden() {
        return openHidden;
    }

    /** Sizes with units. */
    static final class Size implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            try {
                return Quantities.parseBytes(text);
            } catch (IllegalArgumentException notASize) {
                throw new TypeConversionException(notASize.getMessage());
            }
        }
    }
}
