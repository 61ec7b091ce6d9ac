package org.salvor.drive.ahci;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.salvor.drive.Clock;
import org.salvor.drive.Pace;
import org.salvor.drive.spi.DriveOpenException;

/** The controllers that this process has: each is taken with its first drive and given back with its last. Any thread. */
final class Controllers {
    private final Path pci;
    private final Path vfio;
    private final Obstacles obstacles;
    private final Binding binding;
    private final Map<String, Held> held = new HashMap<>();

    private static final class Held {
        private final VfioController memory;
        private final Hba hba;
        private final Tenants ports = new Tenants();

        Held(VfioController memory, Hba hba) {
            this.memory = memory;
            this.hba = hba;
        }
    }

    Controllers(Path pci, Path vfio, Obstacles obstacles, Binding binding) {
        this.pci = pci;
        this.vfio = vfio;
        this.obstacles = obstacles;
        this.binding = binding;
    }

    /** Why a controller cannot be taken, as far as that can be seen without touching anything. */
    synchronized Optional<String> problem(PciController controller) {
        if (held.containsKey(controller.address())) {
            return Optional.empty();
        }
        Optional<String> other = binding.holder(controller.address())
                .map(process -> "The controller " + controller.address() + " is in use by process " + process + ".");
        return other.or(() -> obstacles.visible(controller));
    }

    /**
     * Takes the controller for one of its ports.
     *
     * @throws DriveOpenException when it cannot be had, or the port is taken; everything is as it was then
     */
    synchronized Hba take(String address, int port, Clock clock) throws DriveOpenException {
        Held known = held.get(address);
        if (known == null) {
            known = first(address, clock);
            held.put(address, known);
        }
        if (!known.ports.add(port)) {
            throw new DriveOpenException("Port " + port + " of the controller " + address + " is open already; close its job first.");
        }
        return known.hba;
    }

    private Held first(String address, Clock clock) throws DriveOpenException {
        binding.repair();
        PciController controller = new PciController(pci, address);
        Optional<String> obstacle = obstacles.visible(controller).or(() -> obstacles.hidden(controller));
        if (obstacle.isPresent()) {
            throw new DriveOpenException(obstacle.get());
        }
        String group = controller.iommuGroup().orElseThrow();
        try {
            binding.take(controller);
        } catch (IOException e) {
            throw new DriveOpenException(e.getMessage(), e);
        }
        try {
            VfioController memory = VfioController.open(vfio, group, address);
            Hba hba = new Hba(memory);
            hba.takeOver(new Pace(clock));
            return new Held(memory, hba);
        } catch (IOException e) {
            binding.giveBack(address);
            throw new DriveOpenException("The kernel does not give the controller " + address + " to Salvor: " + e.getMessage() + ".", e);
        }
    }

    /** The part that a port that was taken has in its controller. */
    Tenancy tenancy(String address, int port) {
        return new Tenancy() {
            @Override
            public Optional<String> whileAlone(Runnable work) {
                return Controllers.this.whileAlone(address, port, work);
            }

            @Override
            public void giveBack() {
                release(address, port);
            }
        };
    }

    private synchronized Optional<String> whileAlone(String address, int port, Runnable work) {
        Optional<String> others = held.get(address).ports.besides(port);
        if (others.isEmpty()) {
            work.run();
        }
        return others;
    }

    /** Ends the use of a port; the controller goes back to the kernel with the last. */
    synchronized void release(String address, int port) {
        Held known = held.get(address);
        if (known != null && known.ports.removedLast(port)) {
            held.remove(address);
            known.memory.close();
            binding.giveBack(address);
        }
    }
}
