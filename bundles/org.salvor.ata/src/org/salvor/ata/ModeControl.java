package org.salvor.ata;

/** The control mode page (SPC-5 7.5.8) with its MODE SENSE (10) header: Salvor changes one bit of it, D_SENSE, and never saves it. */
public final class ModeControl {
    private static final int HEADER_BYTES = 8;
    private static final int PAGE = 0x0A;
    private static final int PAGE_BYTES = 12;
    private static final int D_SENSE = 0x04;

    private ModeControl() {
    }

    /** Whether the answer to {@link ScsiCommand#modeSenseControl()} has D_SENSE set. @throws AtaFormatException when it is no such answer */
    public static boolean descriptorSense(byte[] answer) throws AtaFormatException {
        return (answer[page(answer) + 2] & D_SENSE) != 0;
    }

    /**
     * What to send with MODE SELECT (10) so that sense data come in the descriptor format, everything else as it was.
     *
     * @throws AtaFormatException when the answer is no control page
     */
    public static byte[] withDescriptorSense(byte[] answer) throws AtaFormatException {
        int page = page(answer);
        byte[] parameters = new byte[HEADER_BYTES + PAGE_BYTES];
        System.arraycopy(answer, page, parameters, HEADER_BYTES, PAGE_BYTES);
        parameters[HEADER_BYTES] = PAGE; // PS is reserved in MODE SELECT
        parameters[HEADER_BYTES + 2] |= D_SENSE;
        return parameters;
    }

    /** Whether data going out with MODE SELECT (10) are a control page and nothing else. */
    static boolean isControlPage(Payload payload) {
        return payload.sizeBytes() == HEADER_BYTES + PAGE_BYTES && payload.unsignedByte(6) == 0 && payload.unsignedByte(7) == 0
                && payload.unsignedByte(HEADER_BYTES) == PAGE && payload.unsignedByte(HEADER_BYTES + 1) == PAGE_BYTES - 2;
    }

    private static int page(byte[] answer) throws AtaFormatException {
        if (answer.length < HEADER_BYTES) {
            throw new AtaFormatException("A mode page of " + answer.length + " bytes is too short.");
        }
        int at = HEADER_BYTES + (int) BigEndian.number(answer, 6, 2);
        if (at + PAGE_BYTES > answer.length || (answer[at] & 0x7F) != PAGE || (answer[at + 1] & 0xFF) != PAGE_BYTES - 2) {
            throw new AtaFormatException("The answer to MODE SENSE holds no control page.");
        }
        return at;
    }
}
