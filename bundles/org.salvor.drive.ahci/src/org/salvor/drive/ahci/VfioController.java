package org.salvor.drive.ahci;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.salvor.linux.Errno;
import org.salvor.linux.Linux;
import org.salvor.linux.LinuxException;
import org.salvor.linux.MappedRegion;
import org.salvor.linux.OwnedFd;

/** A controller that VFIO gave to this process. Registers: any thread; {@link #allocate} and {@link #close}: one at a time. */
final class VfioController implements HbaMemory, AutoCloseable {
    private static final VarHandle WORD = ValueLayout.JAVA_INT.varHandle();
    private static final int COMMAND_REGISTER = 4;
    private static final short MEMORY_SPACE = 2;
    private static final short BUS_MASTER = 4;
    /** Far below the interrupt window at FEE00000h, and above what firmware keeps for itself. */
    private static final long FIRST_BUS_ADDRESS = 0x1000_0000;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private OwnedFd container;
    private OwnedFd device;
    private MemorySegment registers;
    private long configOffset;
    private long nextBusAddress = FIRST_BUS_ADDRESS;

    private VfioController() {
    }

    /**
     * Opens a controller that is bound to {@code vfio-pci}.
     *
     * @param group number of its IOMMU group
     * @throws IOException when the kernel does not give it; nothing is open then
     */
    static VfioController open(Path vfio, String group, String address) throws IOException {
        VfioController controller = new VfioController();
        boolean done = false;
        try {
            controller.openDevice(vfio, group, address);
            controller.mapRegisters();
            done = true;
            return controller;
        } finally {
            if (!done) {
                controller.close();
            }
        }
    }

    private void openDevice(Path vfio, String groupNumber, String address) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            container = keep(OwnedFd.openForReadingAndWriting(vfio.resolve("vfio")));
            if (container.ioctl(Vfio.GET_API_VERSION, 0) != Vfio.API_VERSION) {
                throw new IOException("the kernel's VFIO has a version that Salvor does not know");
            }
            OwnedFd group = keep(OwnedFd.openForReadingAndWriting(vfio.resolve(groupNumber)));
            MemorySegment status = arena.allocate(Vfio.GROUP_STATUS_BYTES, 8);
            status.set(ValueLayout.JAVA_INT, 0, Vfio.GROUP_STATUS_BYTES);
            group.ioctl(Vfio.GROUP_GET_STATUS, status);
            if ((status.get(ValueLayout.JAVA_INT, Vfio.GROUP_STATUS_FLAGS) & Vfio.GROUP_FLAGS_VIABLE) == 0) {
                throw new IOException("another device of its IOMMU group still belongs to a driver of the kernel");
            }
            group.ioctl(Vfio.GROUP_SET_CONTAINER, arena.allocateFrom(ValueLayout.JAVA_INT, container.number()));
            boolean second = container.ioctl(Vfio.CHECK_EXTENSION, Vfio.TYPE1V2_IOMMU) == 1;
            setIommu(second ? Vfio.TYPE1V2_IOMMU : Vfio.TYPE1_IOMMU);
            device = keep(group.openByRequest(Vfio.GROUP_GET_DEVICE_FD, arena.allocateFrom(address), Path.of(address)));
        }
    }

    private void setIommu(int kind) throws IOException {
        try {
            container.ioctl(Vfio.SET_IOMMU, kind);
        } catch (LinuxException e) {
            if (e.is(Errno.EPERM)) {
                throw new IOException("its IOMMU does not remap interrupts, which has to be switched on in the firmware's set-up", e);
            }
            throw e;
        }
    }

    private void mapRegisters() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            configOffset = region(arena, Vfio.PCI_CONFIG_REGION_INDEX).get(ValueLayout.JAVA_LONG, Vfio.REGION_INFO_OFFSET);
            MemorySegment bar = region(arena, Vfio.PCI_BAR5_REGION_INDEX);
            long size = bar.get(ValueLayout.JAVA_LONG, Vfio.REGION_INFO_SIZE);
            boolean mappable = (bar.get(ValueLayout.JAVA_INT, Vfio.REGION_INFO_FLAGS) & Vfio.REGION_INFO_FLAG_MMAP) != 0;
            if (size == 0 || !mappable) {
                throw new IOException("its registers cannot be mapped");
            }
            busMaster(true);
            registers = keep(device.map(bar.get(ValueLayout.JAVA_LONG, Vfio.REGION_INFO_OFFSET), size, true)).segment();
        }
    }

    private MemorySegment region(Arena arena, int index) throws IOException {
        MemorySegment info = arena.allocate(Vfio.REGION_INFO_BYTES, 8);
        info.set(ValueLayout.JAVA_INT, 0, Vfio.REGION_INFO_BYTES);
        info.set(ValueLayout.JAVA_INT, Vfio.REGION_INFO_INDEX, index);
        device.ioctl(Vfio.DEVICE_GET_REGION_INFO, info);
        return info;
    }

    private void busMaster(boolean on) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment word = arena.allocate(2, 2);
            device.readAt(word, configOffset + COMMAND_REGISTER);
            short before = word.get(ValueLayout.JAVA_SHORT, 0);
            word.set(ValueLayout.JAVA_SHORT, 0, (short) (on ? before | MEMORY_SPACE | BUS_MASTER : before & ~BUS_MASTER));
            device.writeAt(word, configOffset + COMMAND_REGISTER);
        }
    }

    @Override
    public int read(int offset) {
        return offset + 4L <= registers.byteSize() ? (int) WORD.getVolatile(registers, (long) offset) : 0;
    }

    @Override
    public void write(int offset, int value) {
        if (offset + 4L <= registers.byteSize()) {
            WORD.setVolatile(registers, (long) offset, value);
        }
    }

    @Override
    public synchronized DmaMemory allocate(long sizeBytes) throws IOException {
        long whole = sizeBytes + Linux.PAGE_BYTES - 1 & -Linux.PAGE_BYTES;
        MappedRegion region = MappedRegion.anonymous(whole, true);
        boolean mapped = false;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment map = arena.allocate(Vfio.DMA_MAP_BYTES, 8);
            map.set(ValueLayout.JAVA_INT, 0, Vfio.DMA_MAP_BYTES);
            map.set(ValueLayout.JAVA_INT, Vfio.DMA_MAP_FLAGS, Vfio.DMA_MAP_FLAG_READ | Vfio.DMA_MAP_FLAG_WRITE);
            map.set(ValueLayout.JAVA_LONG, Vfio.DMA_MAP_VADDR, region.segment().address());
            map.set(ValueLayout.JAVA_LONG, Vfio.DMA_MAP_IOVA, nextBusAddress);
            map.set(ValueLayout.JAVA_LONG, Vfio.DMA_MAP_SIZE, whole);
            container.ioctl(Vfio.IOMMU_MAP_DMA, map);
            mapped = true;
        } finally {
            if (!mapped) {
                region.close();
            }
        }
        // Behind the files, so that the controller has lost its way to the memory before it goes.
        open.addLast(region);
        DmaMemory dma = new DmaMemory(region.segment().asSlice(0, sizeBytes), nextBusAddress);
        nextBusAddress += whole;
        return dma;
    }

    private <T extends AutoCloseable> T keep(T handle) {
        open.addFirst(handle);
        return handle;
    }

    /** Takes the bus from the controller, then the controller from this process, then the memory. */
    @Override
    public synchronized void close() {
        if (device != null && configOffset != 0) {
            try {
                busMaster(false);
            } catch (IOException gone) {
                System.getLogger(VfioController.class.getName()).log(System.Logger.Level.DEBUG, "bus mastering", gone);
            }
        }
        while (!open.isEmpty()) {
            try {
                open.removeFirst().close();
            } catch (Exception stillUsed) {
                System.getLogger(VfioController.class.getName()).log(System.Logger.Level.WARNING, "a handle stays open", stillUsed);
            }
        }
    }
}
