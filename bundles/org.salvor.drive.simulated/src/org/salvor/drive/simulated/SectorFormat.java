package org.salvor.drive.simulated;

import java.util.Optional;
import java.util.stream.Stream;

/** Sector sizes that a simulated drive can have. */
public enum SectorFormat {
    NATIVE_512("512", 512, 512),
    /** Eight logical sectors in a physical one, which fail together. */
    EMULATED_512("512e", 512, 4096),
    NATIVE_4096("4kn", 4096, 4096),
    FAT_520("520", 520, 520);

    private final String word;
    private final int logicalBytes;
    private final int physicalBytes;

    SectorFormat(String word, int logicalBytes, int physicalBytes) {
        this.word = word;
        this.logicalBytes = logicalBytes;
        this.physicalBytes = physicalBytes;
    }

    /** The word for it in addresses. */
    public String word() {
        return word;
    }

    /** Bytes of a logical sector. */
    public int logicalBytes() {
        return logicalBytes;
    }

    /** Bytes of a physical sector. */
    public int physicalBytes() {
        return physicalBytes;
    }

    /** Units of the fault model (512 bytes, or one sector of 520) in a logical sector. */
    public int unitsPerSector() {
        return logicalBytes == 4096 ? 8 : 1;
    }

    /** Units of the fault model in a physical sector. */
    public int unitsPerPhysical() {
        return physicalBytes == 4096 ? 8 : 1;
    }

    static Optional<SectorFormat> of(String word) {
        return Stream.of(values()).filter(format -> format.word.equals(word)).findFirst();
    }
}
