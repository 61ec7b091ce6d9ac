package org.salvor.drive.sgio;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.salvor.drive.Reset;
import org.salvor.drive.sgio.Line.ResetAnswer;
import org.salvor.linux.LinuxException;
import org.salvor.linux.MappedRegion;
import org.salvor.linux.OpenFlag;
import org.salvor.linux.OwnedFd;

/**
 * The resets of an NVMe drive under Linux: of the controller, which ends whatever it does; of the whole subsystem, where the controller's capabilities say
 * that there is one; and the PCI function removed and looked for again.
 */
final class NvmeResets {
    /** CAP.NSSRS: NVM subsystem reset supported (NVMe Base 2.0, 3.1.3.1). */
    private static final long SUBSYSTEM_RESET_SUPPORTED = 1L << 36;
    private static final long PAGE = 4096;
    private final Path sys;
    private final Path dev;
    private final SysOrders orders;
    private final Aside aside = new Aside();

    NvmeResets(Path sys, Path dev, SysOrders orders) {
        this.sys = sys;
        this.dev = dev;
        this.orders = orders;
    }

    /** What can be had, found by asking. */
    Set<Reset> known(NvmeDevice device) {
        Set<Reset> known = EnumSet.of(Reset.SOFT);
        if (subsystemReset(device)) {
            known.add(Reset.HARD);
        }
        if (Files.isWritable(device.controller().resolve("device/remove")) && Files.isWritable(sys.resolve("bus/pci/rescan"))
                && !device.serial().isEmpty()) {
            known.add(Reset.RESCAN);
        }
        return known;
    }

    /** The controller's capabilities stand at the beginning of its registers; looking at them changes nothing. */
    private static boolean subsystemReset(NvmeDevice device) {
        try (OwnedFd registers = OwnedFd.openForReading(device.controller().resolve("device/resource0"));
                MappedRegion region = registers.map(0, PAGE, false)) {
            long capabilities = region.segment().get(JAVA_LONG_UNALIGNED, 0);
            return capabilities != -1 && (capabilities & SUBSYSTEM_RESET_SUPPORTED) != 0;
        } catch (LinuxException hidden) {
            return false;
        }
    }

    /** Why there is no such reset. */
    static String missing(Reset reset) {
        return switch (reset) {
        case SOFT -> "The kernel refuses to reset this controller.";
        case HARD -> "This drive's controller has no subsystem reset, or the kernel does not show its capabilities.";
        case RESCAN -> "The drive's PCI function cannot be removed and looked for again here.";
        case CONTROLLER -> "An NVMe drive is its own controller: a rescan removes it and finds it again.";
        };
    }

    /** Sends one and waits for it; the wait has an end even where the kernel's has none. */
    ResetAnswer send(Reset reset, NvmeDevice device, long timeoutMillis) {
        try {
            boolean ended = aside.call("resets " + device.name(), timeoutMillis, () -> {
                switch (reset) {
                case SOFT -> ask(device, NvmePassthru.RESET);
                case HARD -> ask(device, NvmePassthru.SUBSYSTEM_RESET);
                case RESCAN, CONTROLLER -> removeAndRescan(device);
                }
                return true;
            }).isPresent();
            return ended ? new ResetAnswer.Done()
                    : new ResetAnswer.Late("The kernel has not ended the reset within " + timeoutMillis + " ms.");
        } catch (ExecutionException e) {
            return new ResetAnswer.Late("The reset failed: " + e.getCause().getMessage() + ".");
        }
    }

    private void ask(NvmeDevice device, long request) throws LinuxException {
        try (OwnedFd controller = OwnedFd.openForReading(device.controllerNode(dev), OpenFlag.NON_BLOCKING)) {
            controller.ioctl(request, 0L);
        }
    }

    private void removeAndRescan(NvmeDevice device) throws IOException {
        orders.write(device.controller().resolve("device/remove"), "1");
        orders.write(sys.resolve("bus/pci/rescan"), "1");
    }
}
