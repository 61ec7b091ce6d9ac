package org.salvor.drive.ahci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares our numbers with the system's {@code linux/vfio.h}, by compiling a program that prints what it says. */
class VfioHeaderTest {
    @TempDir
    Path folder;

    @Test
    void everyNumberIsTheHeaders() throws Exception {
        assumeTrue(Files.exists(Path.of("/usr/include/linux/vfio.h")) && Files.exists(Path.of("/usr/bin/cc")),
                "there is no C compiler (cc) with linux/vfio.h here");
        Map<String, Long> ours = new LinkedHashMap<>();
        ours.put("VFIO_GET_API_VERSION", Vfio.GET_API_VERSION);
        ours.put("VFIO_CHECK_EXTENSION", Vfio.CHECK_EXTENSION);
        ours.put("VFIO_SET_IOMMU", Vfio.SET_IOMMU);
        ours.put("VFIO_GROUP_GET_STATUS", Vfio.GROUP_GET_STATUS);
        ours.put("VFIO_GROUP_SET_CONTAINER", Vfio.GROUP_SET_CONTAINER);
        ours.put("VFIO_GROUP_GET_DEVICE_FD", Vfio.GROUP_GET_DEVICE_FD);
        ours.put("VFIO_DEVICE_GET_REGION_INFO", Vfio.DEVICE_GET_REGION_INFO);
        ours.put("VFIO_IOMMU_MAP_DMA", Vfio.IOMMU_MAP_DMA);
        ours.put("VFIO_API_VERSION", (long) Vfio.API_VERSION);
        ours.put("VFIO_TYPE1_IOMMU", (long) Vfio.TYPE1_IOMMU);
        ours.put("VFIO_TYPE1v2_IOMMU", (long) Vfio.TYPE1V2_IOMMU);
        ours.put("VFIO_GROUP_FLAGS_VIABLE", (long) Vfio.GROUP_FLAGS_VIABLE);
        ours.put("VFIO_REGION_INFO_FLAG_MMAP", (long) Vfio.REGION_INFO_FLAG_MMAP);
        ours.put("VFIO_PCI_BAR5_REGION_INDEX", (long) Vfio.PCI_BAR5_REGION_INDEX);
        ours.put("VFIO_PCI_CONFIG_REGION_INDEX", (long) Vfio.PCI_CONFIG_REGION_INDEX);
        ours.put("VFIO_DMA_MAP_FLAG_READ", (long) Vfio.DMA_MAP_FLAG_READ);
        ours.put("VFIO_DMA_MAP_FLAG_WRITE", (long) Vfio.DMA_MAP_FLAG_WRITE);
        ours.put("sizeof(struct vfio_group_status)", (long) Vfio.GROUP_STATUS_BYTES);
        ours.put("offsetof(struct vfio_group_status, flags)", (long) Vfio.GROUP_STATUS_FLAGS);
        ours.put("sizeof(struct vfio_region_info)", (long) Vfio.REGION_INFO_BYTES);
        ours.put("offsetof(struct vfio_region_info, flags)", (long) Vfio.REGION_INFO_FLAGS);
        ours.put("offsetof(struct vfio_region_info, index)", (long) Vfio.REGION_INFO_INDEX);
        ours.put("offsetof(struct vfio_region_info, size)", (long) Vfio.REGION_INFO_SIZE);
        ours.put("offsetof(struct vfio_region_info, offset)", (long) Vfio.REGION_INFO_OFFSET);
        ours.put("sizeof(struct vfio_iommu_type1_dma_map)", (long) Vfio.DMA_MAP_BYTES);
        ours.put("offsetof(struct vfio_iommu_type1_dma_map, flags)", (long) Vfio.DMA_MAP_FLAGS);
        ours.put("offsetof(struct vfio_iommu_type1_dma_map, vaddr)", (long) Vfio.DMA_MAP_VADDR);
        ours.put("offsetof(struct vfio_iommu_type1_dma_map, iova)", (long) Vfio.DMA_MAP_IOVA);
        ours.put("offsetof(struct vfio_iommu_type1_dma_map, size)", (long) Vfio.DMA_MAP_SIZE);
        assertThat(fromHeader(ours)).isEqualTo(ours);
    }

    private Map<String, Long> fromHeader(Map<String, Long> ours) throws Exception {
        String prints = ours.keySet().stream().map(name -> "printf(\"%lld\\n\", (long long)(" + name + "));")
                .collect(Collectors.joining("\n"));
        Path source = folder.resolve("vfio.c");
        Files.writeString(source, "#include <stddef.h>\n#include <stdio.h>\n#include <linux/vfio.h>\nint main(void) {\n" + prints
                + "\nreturn 0; }\n");
        Path program = folder.resolve("vfio");
        run("cc", "-o", program.toString(), source.toString());
        String[] lines = run(program.toString()).split("\n");
        Map<String, Long> theirs = new LinkedHashMap<>();
        int line = 0;
        for (String name : ours.keySet()) {
            theirs.put(name, Long.parseLong(lines[line++].strip()));
        }
        return theirs;
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
