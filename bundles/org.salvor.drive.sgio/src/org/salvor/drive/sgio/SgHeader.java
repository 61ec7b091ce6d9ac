package org.salvor.drive.sgio;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import org.salvor.ata.ScsiCommand;

/** One {@code struct sg_io_hdr} ({@code scsi/sg.h}) with the memory for its command and sense bytes. A test compares the layout with the header. */
final class SgHeader {
    static final StructLayout LAYOUT = MemoryLayout.structLayout(JAVA_INT.withName("interface_id"), JAVA_INT.withName("dxfer_direction"),
            JAVA_BYTE.withName("cmd_len"), JAVA_BYTE.withName("mx_sb_len"), JAVA_SHORT.withName("iovec_count"),
            JAVA_INT.withName("dxfer_len"), ADDRESS.withName("dxferp"), ADDRESS.withName("cmdp"), ADDRESS.withName("sbp"),
            JAVA_INT.withName("timeout"), JAVA_INT.withName("flags"), JAVA_INT.withName("pack_id"), MemoryLayout.paddingLayout(4),
            ADDRESS.withName("usr_ptr"), JAVA_BYTE.withName("status"), JAVA_BYTE.withName("masked_status"),
            JAVA_BYTE.withName("msg_status"),
            JAVA_BYTE.withName("sb_len_wr"), JAVA_SHORT.withName("host_status"), JAVA_SHORT.withName("driver_status"),
            JAVA_INT.withName("resid"), JAVA_INT.withName("duration"), JAVA_INT.withName("info"), MemoryLayout.paddingLayout(4));
    /** Offsets are looked up once: a command is made and answered for each read. */
    private static final long INTERFACE_ID = at("interface_id");
    private static final long DXFER_DIRECTION = at("dxfer_direction");
    private static final long CMD_LEN = at("cmd_len");
    private static final long MX_SB_LEN = at("mx_sb_len");
    private static final long DXFER_LEN = at("dxfer_len");
    private static final long DXFERP = at("dxferp");
    private static final long CMDP = at("cmdp");
    private static final long SBP = at("sbp");
    private static final long TIMEOUT = at("timeout");
    private static final long PACK_ID = at("pack_id");
    private static final long SB_LEN_WR = at("sb_len_wr");
    private static final long STATUS = at("status");
    private static final long HOST_STATUS = at("host_status");
    private static final long RESID = at("resid");
    static final int SG_DXFER_NONE = -1;
    static final int SG_DXFER_TO_DEV = -2;
    static final int SG_DXFER_FROM_DEV = -3;
    private static final int COMMAND_BYTES = 32;
    private static final int SENSE_BYTES = 252;

    private final MemorySegment header;
    private final MemorySegment command;
    private final MemorySegment sense;
    /** Keeps the memory of the data alive as long as the kernel may fill it. */
    private MemorySegment data = MemorySegment.NULL;

    SgHeader() {
        MemorySegment all = Arena.ofAuto().allocate(LAYOUT.byteSize() + COMMAND_BYTES + SENSE_BYTES, 8);
        header = all.asSlice(0, LAYOUT.byteSize());
        command = all.asSlice(LAYOUT.byteSize(), COMMAND_BYTES);
        sense = all.asSlice(LAYOUT.byteSize() + COMMAND_BYTES, SENSE_BYTES);
    }

    MemorySegment segment() {
        return header;
    }

    /** Makes it ready to be written to the kernel. */
    void prepare(int tag, ScsiCommand what, MemorySegment memory, long timeoutMillis) {
        byte[] cdb = what.cdb();
        data = memory;
        header.fill((byte) 0);
        sense.fill((byte) 0);
        MemorySegment.copy(cdb, 0, command, JAVA_BYTE, 0, cdb.length);
        header.set(JAVA_INT, INTERFACE_ID, 'S');
        header.set(JAVA_INT, DXFER_DIRECTION, switch (what.direction()) {
        case NONE -> SG_DXFER_NONE;
        case TO_DRIVE -> SG_DXFER_TO_DEV;
        case FROM_DRIVE -> SG_DXFER_FROM_DEV;
        });
        header.set(JAVA_BYTE, CMD_LEN, (byte) cdb.length);
        header.set(JAVA_BYTE, MX_SB_LEN, (byte) SENSE_BYTES);
        header.set(JAVA_INT, DXFER_LEN, what.dataBytes());
        header.set(ADDRESS, DXFERP, what.dataBytes() == 0 ? MemorySegment.NULL : memory);
        header.set(ADDRESS, CMDP, command);
        header.set(ADDRESS, SBP, sense);
        header.set(JAVA_INT, TIMEOUT, (int) Math.min(timeoutMillis, Integer.MAX_VALUE));
        header.set(JAVA_INT, PACK_ID, tag);
    }

    /** The tag in a header that the kernel has filled. */
    static int tag(MemorySegment filled) {
        return filled.get(JAVA_INT, PACK_ID);
    }

    /** The reply in a header that the kernel has filled; this one's memory holds its sense bytes. */
    ScsiReply reply(MemorySegment filled) {
        int written = Byte.toUnsignedInt(filled.get(JAVA_BYTE, SB_LEN_WR));
        data = MemorySegment.NULL;
        return new ScsiReply(tag(filled), Byte.toUnsignedInt(filled.get(JAVA_BYTE, STATUS)),
                Short.toUnsignedInt(filled.get(JAVA_SHORT, HOST_STATUS)),
                sense.asSlice(0, Math.min(written, SENSE_BYTES)).toArray(JAVA_BYTE), filled.get(JAVA_INT, RESID));
    }

    private static long at(String field) {
        return LAYOUT.byteOffset(PathElement.groupElement(field));
    }

    @Override
    public String toString() {
        return "command in the kernel with " + data.byteSize() + " bytes of memory";
    }
}
