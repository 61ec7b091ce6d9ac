package org.salvor.drive.ahci;

/** Numbers of the kernel's interface for drivers in user space, as {@code linux/vfio.h} has them. A test compares them with the header. */
final class Vfio {
    static final long GET_API_VERSION = 0x3B64;
    static final long CHECK_EXTENSION = 0x3B65;
    static final long SET_IOMMU = 0x3B66;
    static final long GROUP_GET_STATUS = 0x3B67;
    static final long GROUP_SET_CONTAINER = 0x3B68;
    static final long GROUP_GET_DEVICE_FD = 0x3B6A;
    static final long DEVICE_GET_REGION_INFO = 0x3B6C;
    static final long IOMMU_MAP_DMA = 0x3B71;

    static final int API_VERSION = 0;
    static final int TYPE1_IOMMU = 1;
    static final int TYPE1V2_IOMMU = 3;
    static final int GROUP_FLAGS_VIABLE = 1;
    static final int REGION_INFO_FLAG_MMAP = 4;
    static final int PCI_BAR5_REGION_INDEX = 5;
    static final int PCI_CONFIG_REGION_INDEX = 7;
    static final int DMA_MAP_FLAG_READ = 1;
    static final int DMA_MAP_FLAG_WRITE = 2;

    /** {@code struct vfio_group_status}: argsz, flags. */
    static final int GROUP_STATUS_BYTES = 8;
    static final int GROUP_STATUS_FLAGS = 4;
    /** {@code struct vfio_region_info}: argsz, flags, index, cap_offset, size, offset. */
    static final int REGION_INFO_BYTES = 32;
    static final int REGION_INFO_FLAGS = 4;
    static final int REGION_INFO_INDEX = 8;
    static final int REGION_INFO_SIZE = 16;
    static final int REGION_INFO_OFFSET = 24;
    /** {@code struct vfio_iommu_type1_dma_map}: argsz, flags, vaddr, iova, size. */
    static final int DMA_MAP_BYTES = 32;
    static final int DMA_MAP_FLAGS = 4;
    static final int DMA_MAP_VADDR = 8;
    static final int DMA_MAP_IOVA = 16;
    static final int DMA_MAP_SIZE = 24;

    private Vfio() {
    }
}
