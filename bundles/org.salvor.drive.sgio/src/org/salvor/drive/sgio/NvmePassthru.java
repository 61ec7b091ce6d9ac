package org.salvor.drive.sgio;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import org.salvor.ata.NvmeCommand;

/** {@code struct nvme_passthru_cmd} of {@code linux/nvme_ioctl.h}, and the requests that take it. */
final class NvmePassthru {
    static final long ADMIN_COMMAND = 0xC048_4E41L;
    static final long IO_COMMAND = 0xC048_4E43L;
    static final long RESET = 0x4E44;
    static final long SUBSYSTEM_RESET = 0x4E45;
    static final StructLayout LAYOUT = MemoryLayout.structLayout(JAVA_BYTE.withName("opcode"), JAVA_BYTE.withName("flags"),
            JAVA_SHORT.withName("rsvd1"), JAVA_INT.withName("nsid"), JAVA_INT.withName("cdw2"), JAVA_INT.withName("cdw3"),
            JAVA_LONG.withName("metadata"), JAVA_LONG.withName("addr"), JAVA_INT.withName("metadata_len"), JAVA_INT.withName("data_len"),
            JAVA_INT.withName("cdw10"), JAVA_INT.withName("cdw11"), JAVA_INT.withName("cdw12"), JAVA_INT.withName("cdw13"),
            JAVA_INT.withName("cdw14"), JAVA_INT.withName("cdw15"), JAVA_INT.withName("timeout_ms"), JAVA_INT.withName("result"));

    private NvmePassthru() {
    }

    static long request(NvmeCommand command) {
        return command.queue() == NvmeCommand.Queue.ADMIN ? ADMIN_COMMAND : IO_COMMAND;
    }

    /** The structure of a command. @param data memory outside the heap, as long as the command says */
    static MemorySegment of(NvmeCommand command, MemorySegment data, long timeoutMillis) {
        MemorySegment raw = Arena.ofAuto().allocate(LAYOUT);
        NvmeCommand.Words words = command.words();
        raw.set(JAVA_BYTE, at("opcode"), (byte) command.opcode());
        raw.set(JAVA_INT, at("nsid"), command.namespace());
        raw.set(JAVA_INT, at("cdw2"), words.cdw2());
        raw.set(JAVA_INT, at("cdw3"), words.cdw3());
        raw.set(JAVA_LONG, at("addr"), command.dataBytes() == 0 ? 0 : data.address());
        raw.set(JAVA_INT, at("data_len"), command.dataBytes());
        raw.set(JAVA_INT, at("cdw10"), words.cdw10());
        raw.set(JAVA_INT, at("cdw11"), words.cdw11());
        raw.set(JAVA_INT, at("cdw12"), words.cdw12());
        raw.set(JAVA_INT, at("cdw13"), words.cdw13());
        raw.set(JAVA_INT, at("cdw14"), words.cdw14());
        raw.set(JAVA_INT, at("cdw15"), words.cdw15());
        raw.set(JAVA_INT, at("timeout_ms"), (int) Math.clamp(timeoutMillis, 1, Integer.MAX_VALUE));
        return raw;
    }

    private static long at(String field) {
        return LAYOUT.byteOffset(PathElement.groupElement(field));
    }
}
