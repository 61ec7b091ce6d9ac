package org.salvor.drive.ahci;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes controllers from the kernel's drivers and gives them back. Before anything is changed a small file says which driver has to get the
 * controller back, and which process took it: what a killed process left behind is put right by the next one. The files lie in a folder
 * that a restart of the computer empties, as bindings do not outlive it either. One thread at a time.
 */
final class Binding {
    private static final String PREFIX = "ahci-";
    private static final String VFIO = "vfio-pci";
    private static final String NONE = "-";
    private static final long DRIVER_MILLIS = 30_000;
    private final Path pci;
    private final Path folder;
    private final Kernel kernel;

    /** How files of {@code /sys} are written: each write is an order to the kernel. */
    interface Kernel {
        void write(Path file, String text) throws IOException;
    }

    /** @param folder where the files lie; made when it is missing */
    Binding(Path pci, Path folder, Kernel kernel) {
        this.pci = pci;
        this.folder = folder;
        this.kernel = kernel;
    }

    /** Who has a controller. */
    private record Owner(String driver, long process, String since) {

        static Owner read(Path file) {
            String[] words = PciController.text(file).split(" ");
            boolean whole = words.length == 3 && words[1].matches("\\d{1,18}");
            return whole ? new Owner(words[0], Long.parseLong(words[1]), words[2]) : new Owner("", 0, "");
        }

        static Owner now(String driver) {
            ProcessHandle own = ProcessHandle.current();
            return new Owner(driver, own.pid(), start(own));
        }

        private static String start(ProcessHandle process) {
            return process.info().startInstant().map(Instant::toString).orElse(NONE);
        }

        boolean alive() {
            return ProcessHandle.of(process).filter(ProcessHandle::isAlive).map(Owner::start).filter(since::equals).isPresent();
        }

        String words() {
            return driver + " " + process + " " + since;
        }
    }

    /** The process that has a controller now, if one has. */
    Optional<Long> holder(String address) {
        Path file = file(address);
        return Files.exists(file) ? Optional.of(Owner.read(file)).filter(Owner::alive).map(Owner::process) : Optional.empty();
    }

    /** Gives back what processes that no longer live had taken. @return the controllers' addresses */
    List<String> repair() {
        List<String> repaired = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, PREFIX + "*")) {
            for (Path file : files) {
                String address = file.getFileName().toString().substring(PREFIX.length());
                if (address.matches(PciController.ADDRESS) && !Owner.read(file).alive()) {
                    giveBack(address);
                    repaired.add(address);
                }
            }
        } catch (IOException e) {
            return repaired;
        }
        return repaired;
    }

    /**
     * Takes a controller from its driver for VFIO.
     *
     * @throws IOException with a sentence, when the kernel does not give it; it is left as it was then
     */
    void take(PciController controller) throws IOException {
        String address = controller.address();
        String driver = controller.driver().orElse(NONE);
        Files.createDirectories(folder);
        Path file = file(address);
        try {
            Files.writeString(file, Owner.now(driver).words(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE,
                    StandardOpenOption.DSYNC);
        } catch (FileAlreadyExistsException e) {
            throw new IOException("The controller " + address + " is in use by process " + Owner.read(file).process()
                    + "; end the job there first.", e);
        }
        if (driver.equals(VFIO)) {
            return;
        }
        try {
            kernel.write(controller.folder().resolve("driver_override"), VFIO);
            if (!driver.equals(NONE)) {
                unbind(address, driver);
            }
            kernel.write(pci.resolve("drivers_probe"), address);
            if (!controller.driver().equals(Optional.of(VFIO))) {
                throw new IOException("the driver vfio-pci does not take it");
            }
        } catch (IOException e) {
            giveBack(address);
            throw new IOException("The controller " + address + " could not be taken from the kernel's driver " + driver + ": "
                    + e.getMessage() + ".", e);
        }
    }

    /** Gives a controller back to the driver that had it. What is already back is left alone. */
    void giveBack(String address) {
        PciController controller = new PciController(pci, address);
        Owner owner = Owner.read(file(address));
        try {
            boolean ours = controller.exists() && !owner.driver().equals(VFIO) && !owner.driver().isEmpty();
            if (ours) {
                kernel.write(controller.folder().resolve("driver_override"), "\n");
            }
            if (ours && controller.driver().equals(Optional.of(VFIO))) {
                unbind(address, VFIO);
            }
            if (ours && !owner.driver().equals(NONE) && controller.driver().isEmpty()) {
                kernel.write(pci.resolve("drivers_probe"), address);
            }
            Files.deleteIfExists(file(address));
        } catch (IOException e) {
            System.getLogger(Binding.class.getName()).log(System.Logger.Level.ERROR,
                    "The controller " + address + " could not be given back to the driver " + owner.driver(), e);
        }
    }

    /** A driver may wait for its drives before it lets go; nobody waits for it for ever. */
    private void unbind(String address, String driver) throws IOException {
        IOException[] failure = new IOException[1];
        Thread thread = Thread.ofPlatform().daemon().name("salvor unbinds " + address).start(() -> {
            try {
                kernel.write(pci.resolve("drivers").resolve(driver).resolve("unbind"), address);
            } catch (IOException e) {
                failure[0] = e;
            }
        });
        try {
            thread.join(DRIVER_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            throw new IOException("its driver " + driver + " does not let go of it");
        }
        if (failure[0] != null) {
            throw failure[0];
        }
    }

    private Path file(String address) {
        return folder.resolve(PREFIX + address);
    }
}
