package org.salvor.ata;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * SMART data and thresholds (ATA-3 for the attributes, ACS-4 7.48.6 for the rest).
 *
 * @param attributes at most 30, in the drive's own order
 * @param offlineStatus state of off-line collection
 * @param selfTestStatus result of the last self-test in the high nibble, tenths left in the low one
 */
public record SmartData(List<SmartAttribute> attributes, int offlineStatus, int selfTestStatus) {
    private static final int ATTRIBUTES = 30;
    private static final int FIRST = 2;
    private static final int LENGTH = 12;
    private static final int REVISION = 0x10;
    private static final int OFFLINE_STATUS = 362;
    private static final int SELF_TEST_STATUS = 363;
    private static final int TEMPERATURE = 194;
    private static final int AIRFLOW_TEMPERATURE = 190;

    public SmartData {
        attributes = List.copyOf(attributes);
        if (attributes.size() > ATTRIBUTES || (offlineStatus & ~0xFF) != 0 || (selfTestStatus & ~0xFF) != 0) {
            throw new IllegalArgumentException("SMART data has at most 30 attributes and byte-wide states");
        }
    }

    /**
     * Reads the data page without thresholds.
     *
     * @throws AtaFormatException when it is not 512 bytes or its checksum is wrong
     */
    public static SmartData decode(MemorySegment data) throws AtaFormatException {
        return decode(Pages.checked("SMART data", data), new OptionalInt[256]);
    }

    /**
     * Reads the data page and the page of thresholds.
     *
     * @throws AtaFormatException when one is not 512 bytes or its checksum is wrong
     */
    public static SmartData decode(MemorySegment data, MemorySegment thresholds) throws AtaFormatException {
        byte[] limits = Pages.checked("page of SMART thresholds", thresholds);
        OptionalInt[] byId = new OptionalInt[256];
        for (int index = 0; index < ATTRIBUTES; index++) {
            int offset = FIRST + index * LENGTH;
            byId[limits[offset] & 0xFF] = OptionalInt.of(limits[offset + 1] & 0xFF);
        }
        return decode(Pages.checked("SMART data", data), byId);
    }

    /** The attribute of that number. */
    public Optional<SmartAttribute> attribute(int id) {
        return attributes.stream().filter(attribute -> attribute.id() == id).findFirst();
    }

    /** Temperature in degrees Celsius: the low byte of attribute 194, else of 190; empty when both are missing or senseless. */
    public OptionalInt temperature() {
        for (int id : new int[] { TEMPERATURE, AIRFLOW_TEMPERATURE }) {
            int celsius = (int) (attribute(id).map(SmartAttribute::raw).orElse(0L) & 0xFF);
            if (celsius > 0 && celsius < 128) {
                return OptionalInt.of(celsius);
            }
        }
        return OptionalInt.empty();
    }

    /** The 512 bytes of the data page, with checksum. */
    public byte[] encode() {
        byte[] raw = new byte[Pages.BYTES];
        Pages.put(raw, 0, 2, REVISION);
        int offset = FIRST;
        for (SmartAttribute attribute : attributes) {
            raw[offset] = (byte) attribute.id();
            Pages.put(raw, offset + 1, 2, attribute.flags());
            raw[offset + 3] = (byte) attribute.value();
            raw[offset + 4] = (byte) attribute.worst();
            Pages.put(raw, offset + 5, 6, attribute.raw());
            offset += LENGTH;
        }
        raw[OFFLINE_STATUS] = (byte) offlineStatus;
        raw[SELF_TEST_STATUS] = (byte) selfTestStatus;
        return Pages.seal(raw);
    }

    /** The 512 bytes of the page of thresholds, with checksum; an attribute without one has 0. */
    public byte[] encodeThresholds() {
        byte[] raw = new byte[Pages.BYTES];
        Pages.put(raw, 0, 2, REVISION);
        int offset = FIRST;
        for (SmartAttribute attribute : attributes) {
            raw[offset] = (byte) attribute.id();
            raw[offset + 1] = (byte) attribute.threshold().orElse(0);
            offset += LENGTH;
        }
        return Pages.seal(raw);
    }

    private static SmartData decode(byte[] raw, OptionalInt[] thresholds) {
        List<SmartAttribute> attributes = new ArrayList<>();
        for (int index = 0; index < ATTRIBUTES; index++) {
            int offset = FIRST + index * LENGTH;
            int id = raw[offset] & 0xFF;
            if (id != 0) {
                OptionalInt threshold = thresholds[id] == null ? OptionalInt.empty() : thresholds[id];
                attributes
                        .add(new SmartAttribute(id, (int) Pages.number(raw, offset + 1, 2), raw[offset + 3] & 0xFF, raw[offset + 4] & 0xFF,
                                Pages.number(raw, offset + 5, 6), threshold));
            }
        }
        return new SmartData(attributes, raw[OFFLINE_STATUS] & 0xFF, raw[SELF_TEST_STATUS] & 0xFF);
    }
}
