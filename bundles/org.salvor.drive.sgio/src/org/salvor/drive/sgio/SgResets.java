package org.salvor.drive.sgio;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.salvor.drive.Reset;
import org.salvor.drive.sgio.Line.ResetAnswer;
import org.salvor.linux.LinuxException;
import org.salvor.linux.OwnedFd;

/**
 * The resets that Linux offers for a SCSI device. The kernel's ATA driver has none of SG_SCSI_RESET, but a scan of its host resets the link; other
 * hosts have a device and a target reset, or refuse at the first try. Every host can forget a device and look for it again.
 */
final class SgResets {
    /** {@code scsi/sg.h}. */
    static final long SG_SCSI_RESET = 0x2284;
    static final int SG_SCSI_RESET_NOTHING = 0;
    static final int SG_SCSI_RESET_DEVICE = 1;
    /** {@code scsi/scsi_ioctl.h} of the kernel: newer than the C library's header. */
    private static final int SG_SCSI_RESET_TARGET = 4;
    private static final int SG_SCSI_RESET_NO_ESCALATE = 0x100;
    private final Path sys;
    private final SysOrders orders;
    private final Aside aside = new Aside();

    SgResets(Path sys, SysOrders orders) {
        this.sys = sys;
        this.orders = orders;
    }

    /** What can be had, found by asking and by the one try that does nothing. */
    Set<Reset> known(SgDevice device, OwnedFd fd) {
        Set<Reset> known = EnumSet.noneOf(Reset.class);
        if (device.behindLibata()) {
            known.add(Reset.HARD);
        } else if (ask(fd, SG_SCSI_RESET_NOTHING).isEmpty()) {
            known.add(Reset.SOFT);
            known.add(Reset.HARD);
        }
        if (Files.isWritable(scan(device)) && Files.exists(device.folder().resolve("delete")) && !device.serial().isEmpty()) {
            known.add(Reset.RESCAN);
        }
        if (controllerHindrance(device).isEmpty()) {
            known.add(Reset.CONTROLLER);
        }
        return known;
    }

    /** Why there is no such reset. */
    String missing(Reset reset, SgDevice device) {
        return switch (reset) {
        case SOFT -> device.behindLibata() ? "The kernel's ATA driver offers no device reset; a hard reset is there."
                : "This host adapter refuses a device reset.";
        case HARD -> "This host adapter refuses a target reset.";
        case RESCAN -> "The drive shows the kernel no serial number, so it could not be found again after a rescan.";
        case CONTROLLER -> controllerHindrance(device).orElse("The host's controller cannot be removed and looked for again here.");
        };
    }

    /** Sends one and waits for it; the wait has an end even where the kernel's has none. */
    ResetAnswer send(Reset reset, SgDevice device, OwnedFd fd, long timeoutMillis) {
        try {
            Optional<Optional<String>> answer = aside.call("resets " + device.name(), timeoutMillis, () -> switch (reset) {
            case SOFT -> ask(fd, SG_SCSI_RESET_DEVICE | SG_SCSI_RESET_NO_ESCALATE);
            case HARD -> device.behindLibata() ? scanHost(device) : ask(fd, SG_SCSI_RESET_TARGET | SG_SCSI_RESET_NO_ESCALATE);
            case RESCAN -> deleteAndScan(device);
            case CONTROLLER -> removeAndRescan(device);
            });
            if (answer.isEmpty()) {
                return new ResetAnswer.Late("The kernel has not ended the reset within " + timeoutMillis + " ms.");
            }
            return answer.get().<ResetAnswer>map(why -> new ResetAnswer.Missing(missing(reset, device) + " (" + why + ")"))
                    .orElseGet(ResetAnswer.Done::new);
        } catch (ExecutionException e) {
            return new ResetAnswer.Late("The reset failed: " + e.getCause().getMessage() + ".");
        }
    }

    /** What the kernel says against it; empty when it did it. */
    private static Optional<String> ask(OwnedFd fd, int kind) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment argument = arena.allocate(JAVA_INT);
            argument.set(JAVA_INT, 0, kind);
            fd.ioctl(SG_SCSI_RESET, argument);
            return Optional.empty();
        } catch (LinuxException e) {
            return Optional.of(e.getMessage());
        }
    }

    private Optional<String> scanHost(SgDevice device) throws IOException {
        orders.write(scan(device), "- - -");
        return Optional.empty();
    }

    private Optional<String> deleteAndScan(SgDevice device) throws IOException {
        orders.write(device.folder().resolve("delete"), "1");
        return scanHost(device);
    }

    /** Why the host's PCI function cannot be removed and found again; empty when it can. Whatever else hangs on it would go with it. */
    private Optional<String> controllerHindrance(SgDevice device) {
        Optional<Path> function = device.controller();
        if (function.isEmpty()) {
            return Optional.of("The drive does not hang on a controller of its own on the PCI bus.");
        }
        String name = function.get().getFileName().toString();
        if (!Files.isWritable(function.get().resolve("remove")) || !Files.isWritable(sys.resolve("bus/pci/rescan"))
                || device.serial().isEmpty()) {
            return Optional.of("The controller " + name + " cannot be removed here, or the drive could not be found again after that.");
        }
        return SgDevice.all(sys).stream()
                .filter(other -> other.folder().startsWith(function.get()) && !other.folder().equals(device.folder()))
                .findFirst().map(other -> "The controller " + name + " also carries " + other.model() + " (" + other.name()
                        + "), which would go with it.");
    }

    private Optional<String> removeAndRescan(SgDevice device) throws IOException {
        Optional<String> hindrance = controllerHindrance(device);
        if (hindrance.isPresent()) {
            return hindrance;
        }
        orders.write(device.controller().orElseThrow().resolve("remove"), "1");
        orders.write(sys.resolve("bus/pci/rescan"), "1");
        return Optional.empty();
    }

    private Path scan(SgDevice device) {
        return sys.resolve("class/scsi_host/host" + device.host() + "/scan");
    }
}
