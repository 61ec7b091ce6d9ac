package org.salvor.drive.ide;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.salvor.drive.spi.DriveOpenException;

/**
 * Takes IDE controllers from the kernel's driver and gives them back. While one is taken, a locked file in the state folder names it and its driver: the
 * lock goes with the process, so that whoever comes after a crash sees that nobody holds it, and gives it back. Any thread.
 */
final class KernelDriver {
    private static final System.Logger LOG = System.getLogger(KernelDriver.class.getName());
    private static final String IDE_CLASS = "0x0101";

    private final Path sys;
    private final Path state;
    private final InUse inUse;

    /** Whether something on this computer uses a block device: a file system, a volume, swap, another program. */
    @FunctionalInterface
    interface InUse {
        boolean test(String blockDevice);
    }

    /**
     * @param sys mount point of sysfs
     * @param state folder for what must outlive a crash, and not a restart of the computer
     */
    KernelDriver(Path sys, Path state, InUse inUse) {
        this.sys = sys;
        this.state = state;
        this.inUse = inUse;
    }

    /** A PCI function that is an IDE controller, by its address. */
    private List<Path> controllers() {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> functions = Files.list(sys.resolve("bus/pci/devices"))) {
            functions.filter(function -> text(function.resolve("class")).startsWith(IDE_CLASS)).sorted().forEach(found::add);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "no PCI bus is seen", e);
        }
        return found;
    }

    /** The controller that has a port among its resources. */
    private Optional<Path> controllerOf(int port) {
        return controllers().stream().filter(function -> text(function.resolve("resource")).lines().anyMatch(line -> covers(line, port)))
                .findFirst();
    }

    /** A line of {@code resource}: first and last address, and flags of which bit 8 says "I/O port". */
    private static boolean covers(String line, int port) {
        String[] words = line.strip().split(" ");
        return words.length == 3 && (number(words[2]) & 0x100) != 0 && number(words[0]) <= port && port <= number(words[1]);
    }

    private static long number(String hex) {
        return Long.parseUnsignedLong(hex.replaceFirst("^0x", ""), 16);
    }

    /** The names of the block devices that the kernel has on a controller, each behind the place of its drive: host, channel, target. */
    private List<Path> disks(Path function) {
        List<Path> disks = new ArrayList<>();
        try (Stream<Path> files = Files.find(real(function), 6,
                (path, _) -> path.getParent().endsWith("block") && Files.isDirectory(path))) {
            files.sorted().forEach(disks::add);
        } catch (IOException | UncheckedIOException e) {
            LOG.log(Level.DEBUG, "the devices of " + function + " are not seen", e);
        }
        return disks;
    }

    /**
     * Takes the controller that has this port, and keeps the kernel's driver from it until the answer is run.
     *
     * @return gives it back
     * @throws DriveOpenException when it is in use, or the kernel does not let it go
     */
    Runnable take(int port) throws DriveOpenException {
        Optional<Path> function = controllerOf(port);
        if (function.isEmpty()) {
            throw new DriveOpenException(
                    "No IDE controller of this computer has port %03Xh; \"salvor drives\" lists the channels that exist."
                            .formatted(port));
        }
        String name = function.get().getFileName().toString();
        for (Path disk : disks(function.get())) {
            if (inUse.test(disk.getFileName().toString())) {
                throw new DriveOpenException("The IDE controller " + name + " also carries /dev/" + disk.getFileName()
                        + ", which this computer uses; unmount it, or move the drive to another controller.");
            }
        }
        Holder holder = hold(name);
        boolean taken = false;
        try {
            String driver = driver(function.get());
            if (!driver.isEmpty()) {
                holder.note(driver);
                write(sys.resolve("bus/pci/drivers").resolve(driver).resolve("unbind"), name);
                if (!driver(function.get()).isEmpty()) {
                    throw new DriveOpenException("The kernel's driver " + driver + " does not let go of the IDE controller " + name + ".");
                }
            }
            taken = true;
            return () -> giveBack(name, driver, holder);
        } catch (IOException e) {
            throw new DriveOpenException("The IDE controller " + name + " cannot be taken from the kernel: " + e.getMessage()
                    + "; start Salvor as root.", e);
        } finally {
            if (!taken) {
                holder.release();
            }
        }
    }

    private void giveBack(String name, String driver, Holder holder) {
        try {
            if (!driver.isEmpty()) {
                write(sys.resolve("bus/pci/drivers").resolve(driver).resolve("bind"), name);
            }
            holder.release();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The IDE controller " + name + " could not be given back to the driver " + driver
                    + "; it is tried again when Salvor starts next.", e);
            holder.letGo();
        }
    }

    /** Gives back what a process took that has ended without doing so. */
    void repair() {
        try (Stream<Path> files = Files.list(state)) {
            for (Path file : files.sorted().toList()) {
                repair(file);
            }
        } catch (IOException nothingTaken) {
            LOG.log(Level.DEBUG, "nothing is to be given back", nothingTaken);
        }
    }

    private void repair(Path file) {
        String name = file.getFileName().toString();
        try {
            Holder holder = hold(name);
            String driver = text(file);
            if (!driver.isEmpty() && driver(sys.resolve("bus/pci/devices").resolve(name)).isEmpty()) {
                giveBack(name, driver, holder);
            } else {
                holder.release();
            }
        } catch (DriveOpenException stillHeld) {
            LOG.log(Level.DEBUG, name, stillHeld);
        }
    }

    private Holder hold(String name) throws DriveOpenException {
        Path file = state.resolve(name);
        try {
            Files.createDirectories(state);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                FileLock lock = channel.tryLock();
                if (lock != null) {
                    return new Holder(file, channel);
                }
            } catch (OverlappingFileLockException heldHere) {
                LOG.log(Level.DEBUG, name, heldHere);
            }
            channel.close();
        } catch (IOException e) {
            throw new DriveOpenException("The IDE controller " + name + " cannot be held: " + file + " cannot be written (" + e.getMessage()
                    + "); start Salvor as root.", e);
        }
        throw new DriveOpenException(
                "The IDE controller " + name + " is held already, by this Salvor or another; close the drive there first.");
    }

    /** The file that says who holds a controller. */
    private record Holder(Path file, FileChannel channel) {
        void note(String driver) throws IOException {
            channel.truncate(0);
            channel.write(StandardCharsets.UTF_8.encode(driver), 0);
            channel.force(true);
        }

        void release() {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                LOG.log(Level.WARNING, file + " stays", e);
            }
            letGo();
        }

        void letGo() {
            try {
                channel.close();
            } catch (IOException e) {
                LOG.log(Level.WARNING, file.toString(), e);
            }
        }
    }

    private static String driver(Path function) {
        try {
            return Files.readSymbolicLink(function.resolve("driver")).getFileName().toString();
        } catch (IOException none) {
            return "";
        }
    }

    private static Path real(Path path) throws IOException {
        return path.toRealPath();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "";
        }
    }

    private static void write(Path file, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(StandardCharsets.UTF_8.encode(text));
        }
    }

    /** A drive that the kernel has on an IDE channel: its block device, and where it is. */
    record Seen(String blockDevice, IdeAddress address) {
    }

    /** Drives on legacy channels, as the kernel's drivers show them. Disturbs none. */
    List<Seen> seen() {
        List<Seen> seen = new ArrayList<>();
        for (Path function : controllers()) {
            List<String> ports = text(function.resolve("resource")).lines().toList();
            List<Path> disks = disks(function);
            List<Integer> channels = disks.stream().map(KernelDriver::ataNumber).distinct().sorted().toList();
            for (Path disk : disks) {
                int first = firstPort(function);
                int channel = ataNumber(disk) - first;
                if (!channels.isEmpty() && first > 0 && channel >= 0 && channel <= 1 && ports.size() > 2 * channel + 1) {
                    int command = (int) number(ports.get(2 * channel).split(" ")[0]);
                    int control = (int) number(ports.get(2 * channel + 1).split(" ")[0]);
                    seen.add(new Seen(disk.getFileName().toString(), new IdeAddress(command, legacyControl(control), target(disk))));
                }
            }
        }
        return seen;
    }

    /** In native mode the control block has four ports, of which the third is the register; a legacy one is that port itself. */
    private static int legacyControl(int firstPort) {
        return (firstPort & 0x3) == 0 ? firstPort + 2 : firstPort;
    }

    /** The kernel numbers the ports of a controller one after the other, from the least that it has. */
    private int firstPort(Path function) {
        try (Stream<Path> children = Files.list(real(function))) {
            return children.map(child -> child.getFileName().toString()).filter(child -> child.matches("ata\\d+"))
                    .mapToInt(child -> Integer.parseInt(child.substring(3))).min().orElse(-1);
        } catch (IOException e) {
            return -1;
        }
    }

    private static int ataNumber(Path disk) {
        for (Path part : disk) {
            if (part.toString().matches("ata\\d+")) {
                return Integer.parseInt(part.toString().substring(3));
            }
        }
        return -1;
    }

    /** Target of the SCSI address host:channel:target:lun, which is the drive's number on its channel. */
    private static int target(Path disk) {
        String place = disk.getParent().getParent().getFileName().toString();
        String[] numbers = place.split(":");
        return numbers.length == 4 && numbers[2].equals("1") ? 1 : 0;
    }
}
