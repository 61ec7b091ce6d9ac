package org.salvor.drive.sgio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.MemoryLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The layouts of the kernel's structures and their constants, asked of the system's own headers by the system's compiler. */
class SgHeaderTest {
    @TempDir
    Path folder;

    @Test
    void isLaidOutAsTheSystemsHeaderSays() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/cc")) && Files.isReadable(Path.of("/usr/include/scsi/sg.h")),
                "no C compiler or no scsi/sg.h here");
        List<String> fields = new ArrayList<>();
        StringBuilder wanted = new StringBuilder();
        for (MemoryLayout member : SgHeader.LAYOUT.memberLayouts()) {
            if (member.name().isPresent()) {
                String name = member.name().get();
                fields.add("offsetof(struct sg_io_hdr, " + name + ")");
                wanted.append(SgHeader.LAYOUT.byteOffset(MemoryLayout.PathElement.groupElement(name))).append('\n');
            }
        }
        fields.addAll(List.of("sizeof(struct sg_io_hdr)", "SG_DXFER_NONE", "SG_DXFER_TO_DEV", "SG_DXFER_FROM_DEV", "SG_SET_RESERVED_SIZE",
                "BLKSECTGET", "SG_SCSI_RESET", "SG_SCSI_RESET_NOTHING", "SG_SCSI_RESET_DEVICE"));
        for (long each : new long[] { SgHeader.LAYOUT.byteSize(), SgHeader.SG_DXFER_NONE, SgHeader.SG_DXFER_TO_DEV,
                SgHeader.SG_DXFER_FROM_DEV,
                SgPort.SG_SET_RESERVED_SIZE, SgPort.BLKSECTGET, SgResets.SG_SCSI_RESET, SgResets.SG_SCSI_RESET_NOTHING,
                SgResets.SG_SCSI_RESET_DEVICE }) {
            wanted.append(each).append('\n');
        }
        assertThat(compiled(fields)).isEqualTo(wanted.toString());
    }

    @Test
    void theNvmeCommandIsLaidOutAsTheSystemsHeaderSays() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/cc")) && Files.isReadable(Path.of("/usr/include/linux/nvme_ioctl.h")),
                "no C compiler or no linux/nvme_ioctl.h here");
        List<String> fields = new ArrayList<>();
        StringBuilder wanted = new StringBuilder();
        for (MemoryLayout member : NvmePassthru.LAYOUT.memberLayouts()) {
            String name = member.name().orElseThrow();
            fields.add("offsetof(struct nvme_passthru_cmd, " + name + ")");
            fields.add("sizeof(((struct nvme_passthru_cmd *) 0)->" + name + ")");
            wanted.append(NvmePassthru.LAYOUT.byteOffset(MemoryLayout.PathElement.groupElement(name))).append('\n');
            wanted.append(member.byteSize()).append('\n');
        }
        fields.addAll(List.of("sizeof(struct nvme_passthru_cmd)", "NVME_IOCTL_ADMIN_CMD", "NVME_IOCTL_IO_CMD", "NVME_IOCTL_RESET",
                "NVME_IOCTL_SUBSYS_RESET"));
        for (long each : new long[] { NvmePassthru.LAYOUT.byteSize(), NvmePassthru.ADMIN_COMMAND, NvmePassthru.IO_COMMAND,
                NvmePassthru.RESET, NvmePassthru.SUBSYSTEM_RESET }) {
            wanted.append(each).append('\n');
        }
        assertThat(compiled(fields)).isEqualTo(wanted.toString());
    }

    private String compiled(List<String> values) throws Exception {
        StringBuilder program = new StringBuilder(
                "#include <stddef.h>\n#include <stdio.h>\n#include <scsi/sg.h>\n#include <linux/fs.h>\n#include <linux/nvme_ioctl.h>\nint main(void) {\n");
        values.forEach(value -> program.append("printf(\"%ld\\n\", (long) ").append(value).append(");\n"));
        Path source = Files.writeString(folder.resolve("layout.c"), program.append("}\n"));
        Path binary = folder.resolve("layout");
        Process compiler = new ProcessBuilder("/usr/bin/cc", "-o", binary.toString(), source.toString()).inheritIO().start();
        assertThat(compiler.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(compiler.exitValue()).isZero();
        Process run = new ProcessBuilder(binary.toString()).start();
        return new String(run.getInputStream().readAllBytes());
    }
}
