package org.salvor.power.hidrelay;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import org.salvor.linux.LinuxException;
import org.salvor.linux.OpenFlag;
import org.salvor.linux.OwnedFd;

/** Feature reports through the kernel's hidraw device. */
final class HidrawReports implements FeatureReports {
    /** {@code linux/hidraw.h}: HIDIOCSFEATURE(9) and HIDIOCGFEATURE(9), _IOC(read and write, 'H', 6 or 7, length). */
    private static final long HIDIOCSFEATURE_9 = 0xC0094806L;
    private static final long HIDIOCGFEATURE_9 = 0xC0094807L;

    private final OwnedFd device;

    HidrawReports(Path node) throws LinuxException {
        device = OwnedFd.openForReadingAndWriting(node, OpenFlag.NON_BLOCKING);
    }

    @Override
    public void send(byte[] report) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            device.ioctl(HIDIOCSFEATURE_9, arena.allocateFrom(ValueLayout.JAVA_BYTE, report));
        }
    }

    @Override
    public byte[] get(byte[] report) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocateFrom(ValueLayout.JAVA_BYTE, report);
            int count = device.ioctl(HIDIOCGFEATURE_9, buffer);
            return buffer.asSlice(0, Math.clamp(count, 0, report.length)).toArray(ValueLayout.JAVA_BYTE);
        }
    }

    @Override
    public void close() {
        device.close();
    }
}
