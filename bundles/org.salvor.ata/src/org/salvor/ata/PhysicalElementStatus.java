package org.salvor.ata;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * What GET PHYSICAL ELEMENT STATUS (12h) answers: the health of each head and whatever else the drive can do without (ACS-5 7.13; the SCSI command,
 * SBC-4 5.9, has the same fields in the other byte order).
 *
 * @param total elements that the question fits, of which not all need have come, 0 or more
 * @param depopulating identifier of the element that the drive is taking out of use now, 0 for none
 * @param elements those that came
 */
public record PhysicalElementStatus(long total, long depopulating, List<Element> elements) {
    private static final int HEADER = 32;
    private static final int DESCRIPTOR = 32;
    /** Type of an element that stores data, which in a hard disk is a head with its surface. */
    public static final int STORAGE = 1;
    private static final int AT_LIMIT = 0x64;
    private static final int LAST_OUTSIDE = 0xCF;
    private static final int DEPOPULATION_ERROR = 0xFD;
    private static final int DEPOPULATING = 0xFE;
    private static final int DEPOPULATED = 0xFF;

    /**
     * One element.
     *
     * @param identifier 1 to 4,294,967,295
     * @param type {@link #STORAGE}, or reserved
     * @param health 0-255: see {@link #condition()}
     * @param sectors logical sectors that would go with it; 0 or more, -1 where the drive does not tell
     */
    public record Element(long identifier, int type, int health, long sectors) {

        public Element {
            if (identifier < 0 || identifier >>> 32 != 0 || (type & ~0xFF) != 0 || (health & ~0xFF) != 0) {
                throw new IllegalArgumentException(
                        "no physical element has number " + identifier + ", type " + type + ", health " + health);
            }
        }

        /** What its health says. */
        public Condition condition() {
            if (health == 0) {
                return Condition.NOT_REPORTED;
            }
            if (health <= AT_LIMIT) {
                return Condition.WITHIN_LIMITS;
            }
            return health <= LAST_OUTSIDE ? Condition.OUTSIDE_LIMITS : switch (health) {
            case DEPOPULATION_ERROR, DEPOPULATING, DEPOPULATED -> Condition.OUT_OF_USE;
            default -> Condition.NOT_REPORTED;
            };
        }
    }

    /** How an element is. */
    public enum Condition {
        /** The drive does not say. */
        NOT_REPORTED,
        /** 1 to 100; at 100 it is just within. */
        WITHIN_LIMITS,
        /** 101 to 207. */
        OUTSIDE_LIMITS,
        /** The drive has taken it out of use, or is about to. */
        OUT_OF_USE
    }

    public PhysicalElementStatus {
        elements = List.copyOf(elements);
    }

    /**
     * Reads the answer. Descriptors that are cut off are left out.
     *
     * @throws AtaFormatException when its header is not whole
     */
    public static PhysicalElementStatus decode(MemorySegment answer) throws AtaFormatException {
        byte[] raw = answer.toArray(ValueLayout.JAVA_BYTE);
        if (raw.length < HEADER) {
            throw new AtaFormatException("The physical element status has " + raw.length + " bytes, fewer than its header.");
        }
        long came = Pages.number(raw, 4, 4);
        List<Element> elements = new ArrayList<>();
        for (int at = HEADER; elements.size() < came && at + DESCRIPTOR <= raw.length; at += DESCRIPTOR) {
            elements.add(new Element(Pages.number(raw, at + 4, 4), raw[at + 14] & 0xFF, raw[at + 15] & 0xFF,
                    Math.max(-1, Pages.number(raw, at + 16, 8))));
        }
        return new PhysicalElementStatus(Pages.number(raw, 0, 4), Pages.number(raw, 8, 4), elements);
    }

    /** The bytes, as many whole blocks of 512 as they need. */
    public byte[] encode() {
        int length = HEADER + elements.size() * DESCRIPTOR;
        byte[] raw = new byte[(length + Pages.BYTES - 1) / Pages.BYTES * Pages.BYTES];
        Pages.put(raw, 0, 4, total);
        Pages.put(raw, 4, 4, elements.size());
        Pages.put(raw, 8, 4, depopulating);
        for (int index = 0; index < elements.size(); index++) {
            Element element = elements.get(index);
            int at = HEADER + index * DESCRIPTOR;
            Pages.put(raw, at + 4, 4, element.identifier);
            raw[at + 14] = (byte) element.type;
            raw[at + 15] = (byte) element.health;
            Pages.put(raw, at + 16, 8, element.sectors);
        }
        return raw;
    }
}
