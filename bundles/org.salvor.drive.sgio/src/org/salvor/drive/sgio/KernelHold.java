package org.salvor.drive.sgio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/**
 * Keeps the kernel and its helpers away from a drive. Its disk driver is unbound, so that there is no block device to be scanned for partitions, probed
 * by udev, asked by smartd or mounted; the SCSI bus binds no driver by itself meanwhile, so that none comes when the drive is plugged in again; and a
 * rule tells udev to leave it alone should somebody bind it by hand. What is changed stands in a {@link HoldNote} first, and all of it is put back, by
 * the next start where a process was killed. The drivers' own parting commands (cache flush, spin-down) are turned off before. Any thread.
 */
final class KernelHold {
    private static final System.Logger LOG = System.getLogger(KernelHold.class.getName());
    private static final String DISK_DRIVER = "sd";
    private static final long DRIVER_MILLIS = 30_000;
    private static final String FOLDER = "folder";
    private static final String SERIAL = "serial";
    private static final String DRIVER = "driver";
    private static final String NOTE_PREFIX = "held-";
    private static final String SETTING_PREFIX = "set-";
    /** By each of these the disk driver spins the drive down when it lets go; their names changed with Linux 6.6. */
    private static final List<String> SPIN_DOWNS = List.of("manage_start_stop", "manage_system_start_stop", "manage_runtime_start_stop");
    private final Path sys;
    private final Path rules;
    private final Path state;
    private final SysOrders orders;
    private final Aside aside = new Aside();

    /**
     * @param sys mount point of sysfs
     * @param rules folder of udev's rules that end with a restart; none are written where udev has no folder for it
     * @param state folder for what must outlive a crash, and not a restart of the computer; made when it is missing
     */
    KernelHold(Path sys, Path rules, Path state, SysOrders orders) {
        this.sys = sys;
        this.rules = rules;
        this.state = state;
        this.orders = orders;
    }

    /** A drive that is kept for us alone until this is closed. */
    final class Held implements AutoCloseable {
        private final HoldNote note;
        private boolean closed;

        private Held(HoldNote note) {
            this.note = note;
        }

        /** Holds the drive under the name that it came back under. @throws IOException with the half of a sentence, when its driver keeps it */
        void follow(SgDevice device) throws IOException {
            note.put(FOLDER, device.folder().toString());
            unbind(device, note);
        }

        /** Puts everything back as it was. */
        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                giveBack(note);
            }
        }
    }

    /**
     * Takes a drive, or takes over one that a killed process held.
     *
     * @throws IOException with the half of a sentence, when somebody has it or its driver does not let go; all is as it was then
     */
    synchronized Held take(SgDevice device) throws IOException {
        Files.createDirectories(state);
        HoldNote note = HoldNote.take(file(device))
                .orElseThrow(() -> new IOException("another job holds this drive; end that first"));
        try {
            note.keep(SERIAL, device.serial());
            note.put(FOLDER, device.folder().toString());
            autoprobeOff();
            writeRule(device);
            unbind(device, note);
            return new Held(note);
        } catch (IOException e) {
            giveBack(note);
            throw e;
        }
    }

    /** Whether somebody alive holds a drive. */
    boolean held(SgDevice device) {
        Path file = file(device);
        if (!Files.exists(file)) {
            return false;
        }
        try {
            Optional<HoldNote> note = HoldNote.take(file);
            note.ifPresent(HoldNote::close);
            return note.isEmpty();
        } catch (IOException unreadable) {
            return false;
        }
    }

    /**
     * Puts back what processes that were killed had taken.
     *
     * @param except a drive that is about to be taken again
     */
    synchronized void repair(Optional<SgDevice> except) {
        Optional<Path> left = except.map(this::file);
        for (Path file : notes()) {
            try {
                Optional<HoldNote> note = left.filter(file::equals).isPresent() ? Optional.empty() : HoldNote.take(file);
                if (note.isPresent()) {
                    LOG.log(Level.INFO, "Giving back to the kernel the drive {0}, which a process that ended too early had taken.",
                            note.get().fact(SERIAL));
                    giveBack(note.get());
                }
            } catch (IOException e) {
                LOG.log(Level.WARNING, file + " cannot be read", e);
            }
        }
    }

    private List<Path> notes() {
        try (Stream<Path> files = Files.list(state)) {
            return files.filter(file -> file.getFileName().toString().startsWith(NOTE_PREFIX)).sorted().toList();
        } catch (IOException | UncheckedIOException none) {
            return List.of();
        }
    }

    private Path file(SgDevice device) {
        String name = device.serial().isEmpty() ? device.address() : device.serial();
        return state.resolve(NOTE_PREFIX + name.replaceAll("[^A-Za-z0-9.:-]", "_"));
    }

    private Path autoprobe() {
        return sys.resolve("bus/scsi/drivers_autoprobe");
    }

    /** What the bus did before anybody held a drive stands beside the notes, for the last who lets go. */
    private void autoprobeOff() throws IOException {
        Path before = state.resolve("autoprobe");
        if (!Files.exists(before)) {
            Files.writeString(before, text(autoprobe()));
        }
        orders.write(autoprobe(), "0");
    }

    private void autoprobeBack() throws IOException {
        Path before = state.resolve("autoprobe");
        if (notes().isEmpty() && Files.exists(before)) {
            String was = text(before);
            if (!was.isEmpty()) {
                orders.write(autoprobe(), was);
            }
            Files.delete(before);
        }
    }

    private void writeRule(SgDevice device) throws IOException {
        if (Files.isDirectory(rules.getParent())) {
            Files.createDirectories(rules);
            Files.writeString(rule(file(device)), UdevRule.of(device));
            orders.reloadRules();
        }
    }

    private Path rule(Path noteFile) {
        return rules.resolve("00-salvor-" + noteFile.getFileName().toString().replace(':', '-') + ".rules");
    }

    private void unbind(SgDevice device, HoldNote note) throws IOException {
        String driver = device.driver();
        if (driver.isEmpty()) {
            return;
        }
        if (!driver.equals(DISK_DRIVER)) {
            throw new IOException("its driver is " + driver + ", not the kernel's disk driver");
        }
        note.keep(DRIVER, driver);
        Path disk = device.folder().resolve("scsi_disk").resolve(device.address());
        for (String name : SPIN_DOWNS) {
            if (text(disk.resolve(name)).equals("1")) {
                note.keep(SETTING_PREFIX + name, "1");
                orders.write(disk.resolve(name), "0");
            }
        }
        if (text(disk.resolve("cache_type")).startsWith("write back")) {
            // Only what the kernel believes of the drive; it asks the drive anew when it is bound again.
            orders.write(disk.resolve("cache_type"), "temporary write through");
        }
        order("drivers/" + driver + "/unbind", device.address());
        if (!device.driver().isEmpty()) {
            throw new IOException("the kernel's driver " + driver + " does not let go of it");
        }
    }

    /** A driver may wait for its drive; nobody waits for it for ever. */
    private void order(String file, String address) throws IOException {
        try {
            boolean ended = aside.call("orders " + file + " " + address, DRIVER_MILLIS, () -> {
                orders.write(sys.resolve("bus/scsi").resolve(file), address);
                return true;
            }).isPresent();
            if (!ended) {
                throw new IOException("the kernel has not done within " + DRIVER_MILLIS + " ms what was written to " + file);
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e.getCause());
        }
    }

    private synchronized void giveBack(HoldNote note) {
        try {
            Optional<SgDevice> device = find(note);
            if (Files.deleteIfExists(rule(note.file()))) {
                orders.reloadRules();
            }
            String driver = note.fact(DRIVER);
            if (device.isPresent() && !driver.isEmpty()) {
                if (device.get().driver().isEmpty()) {
                    order("drivers/" + driver + "/bind", device.get().address());
                }
                settingsBack(device.get(), note.facts());
            }
            note.delete();
            autoprobeBack();
        } catch (IOException e) {
            LOG.log(Level.ERROR, "The drive " + note.fact(SERIAL) + " could not be given back to the kernel; the next start tries again.",
                    e);
            note.close();
        }
    }

    private void settingsBack(SgDevice device, Map<String, String> facts) throws IOException {
        Path disk = device.folder().resolve("scsi_disk").resolve(device.address());
        for (Map.Entry<String, String> fact : facts.entrySet()) {
            Path setting = disk.resolve(fact.getKey().replaceFirst(SETTING_PREFIX, ""));
            if (fact.getKey().startsWith(SETTING_PREFIX) && Files.exists(setting)) {
                orders.write(setting, fact.getValue());
            }
        }
    }

    /** Where the drive is now: where it was, or under another name with its serial number. */
    private Optional<SgDevice> find(HoldNote note) {
        String serial = note.fact(SERIAL);
        List<SgDevice> all = SgDevice.all(sys).stream().filter(device -> device.serial().equals(serial)).toList();
        return all.stream().filter(device -> device.folder().toString().equals(note.fact(FOLDER))).findFirst()
                .or(() -> serial.isEmpty() ? Optional.empty() : all.stream().findFirst());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException none) {
            return "";
        }
    }
}
