package org.salvor.drive.sgio;

import java.util.Optional;
import org.salvor.ata.AtaFormatException;
import org.salvor.ata.SenseData;

/**
 * How a SCSI command ended.
 *
 * @param tag as it was submitted with
 * @param status SCSI status: 0 good, 2 check condition
 * @param hostStatus what the host adapter says (DID_ values of the kernel), 0 when it was in order
 * @param sense sense bytes, empty for none; treated as immutable
 * @param residualBytes bytes asked for that did not come
 */
record ScsiReply(int tag, int status, int hostStatus, byte[] sense, int residualBytes) implements Line.Reply {
    /** DID_NO_CONNECT: nobody is there. */
    static final int NO_CONNECT = 0x01;
    /** DID_TIME_OUT. */
    static final int TIME_OUT = 0x03;
    /** DID_BAD_TARGET. */
    static final int BAD_TARGET = 0x04;
    static final int GOOD = 0x00;
    static final int CHECK_CONDITION = 0x02;

    /** Its sense data; empty when there are none that can be read. */
    Optional<SenseData> senseData() {
        if (sense.length == 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(SenseData.decode(sense));
        } catch (AtaFormatException unreadable) {
            return Optional.empty();
        }
    }

    /** Whether it ended well, with all its bytes. */
    boolean good() {
        return status == GOOD && hostStatus == 0 && residualBytes == 0;
    }
}
