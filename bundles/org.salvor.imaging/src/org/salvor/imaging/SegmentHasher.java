package org.salvor.imaging;

import java.lang.foreign.MemorySegment;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.salvor.sectormap.LbaRange;

/** Hashes segments while their data streams by in ascending order. What does not stream whole is hashed later from the destination. Writer thread only. */
final class SegmentHasher {
    private final List<MessageDigest> digests;
    private final long segmentSectors;
    private final long sectorCount;
    private final int storedSectorBytes;
    private long next = -1;

    SegmentHasher(List<String> algorithms, long segmentSectors, long sectorCount, int storedSectorBytes) {
        this.digests = algorithms.stream().map(SegmentHasher::digest).toList();
        this.segmentSectors = segmentSectors;
        this.sectorCount = sectorCount;
        this.storedSectorBytes = storedSectorBytes;
    }

    static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalArgumentException(
                    "The hash algorithm \"" + algorithm + "\" is unknown; SHA-256, SHA-1, SHA-512 and MD5 are there.", e);
        }
    }

    /** Takes sectors in; segments that this completes go to the table. */
    void feed(long firstLba, MemorySegment stored, SegmentTable table) {
        long lba = firstLba;
        long end = firstLba + stored.byteSize() / storedSectorBytes;
        while (lba < end) {
            long segmentFirst = lba / segmentSectors * segmentSectors;
            long segmentEnd = Math.min(sectorCount, segmentFirst + segmentSectors);
            long stop = Math.min(end, segmentEnd);
            if (table.get(segmentFirst / segmentSectors) != null) {
                table.drop(new LbaRange(lba, stop)); // its hash is of bytes that were there before
            }
            if (lba == segmentFirst) {
                restart();
                next = lba;
            } else if (lba < next && next <= segmentEnd) {
                forget(); // bytes that were hashed already are written once more
            }
            if (lba == next) {
                update(stored.asSlice((lba - firstLba) * storedSectorBytes, (stop - lba) * storedSectorBytes));
                next = stop;
                if (stop == segmentEnd) {
                    table.put(new SegmentHash(segmentFirst / segmentSectors, segmentFirst, segmentEnd, segmentEnd - segmentFirst, take()));
                    next = -1;
                }
            }
            lba = stop;
        }
    }

    /** Gives up the segment that streams by; it is hashed later from the destination. */
    void forget() {
        next = -1;
    }

    /** Adds bytes to a hash that is put together piece by piece. */
    void update(MemorySegment bytes) {
        for (MessageDigest digest : digests) {
            digest.update(bytes.asByteBuffer());
        }
    }

    /** Begins a hash that is put together piece by piece. */
    void restart() {
        digests.forEach(MessageDigest::reset);
    }

    /** Ends a hash. */
    Map<String, String> take() {
        Map<String, String> result = new TreeMap<>();
        for (MessageDigest digest : digests) {
            result.put(digest.getAlgorithm(), HexFormat.of().formatHex(digest.digest()));
        }
        return result;
    }
}
