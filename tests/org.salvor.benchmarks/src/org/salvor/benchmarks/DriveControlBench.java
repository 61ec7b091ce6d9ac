package org.salvor.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Drives of an emulated guest, read by Salvor and by the kernel ({@code dd iflag=direct}) in turns: AHCI in user space, SCSI pass-through, and how late a
 * reset follows a deadline. What runs in the guest is {@link GuestDrives}.
 */
public final class DriveControlBench {
    private static final int DRIVE_BYTES = 64 << 20;
    private static final int GUEST_SECONDS = 900;
    private static final int KERNEL_SECONDS = 300;
    private static final String OPTIONS = "--enable-native-access=ALL-UNNAMED -XX:+UseSerialGC -Xmx400m";
    private static final String CONTROLLER = "0000:00:08.0";
    /** A read of the slow drive takes longer than the deadline that is tried on it. */
    private static final int SLOW_READS_PER_SECOND = 3;

    private DriveControlBench() {
    }

    /** Measures and prints; needs root and the packages of the rigs, and takes some minutes. */
    public static void run(PrintStream out) {
        try {
            Path folder = Files.createTempDirectory("salvor-bench");
            try {
                measure(folder, out);
            } finally {
                delete(folder);
            }
        } catch (IOException | InterruptedException e) {
            out.println("could not be measured: " + e.getMessage());
        }
    }

    private static void measure(Path folder, PrintStream out) throws IOException, InterruptedException {
        if (!"root".equals(System.getProperty("user.name"))) {
            out.println("skipped: only root can share all files with a guest");
            return;
        }
        Path root = Path.of(System.getProperty("salvor.root", "")).toAbsolutePath();
        Path rig = root.resolve("tests/org.salvor.rig.tests/rig");
        Path kernel = cache();
        String words = execute(folder, KERNEL_SECONDS, Map.of(), List.of(rig.resolve("kernel.sh").toString(), kernel.toString()));
        if (!Files.exists(kernel.resolve("initramfs.gz"))) {
            out.println("skipped: no guest kernel can be had here: " + words);
            return;
        }
        Files.writeString(folder.resolve("settings"), "JAVA='%s'\nOPTIONS='%s'\nCLASSES='%s'\nCONTROLLER='%s'\n"
                .formatted(Path.of(System.getProperty("java.home"), "bin/java"), OPTIONS, classPath(), CONTROLLER));
        // Before the other work of this machine, which is none of the guest's.
        List<String> command = new ArrayList<>(List.of("nice", "-n", "-10", rig.resolve("boot.sh").toString(), kernel.toString(),
                folder.toString(),
                root.resolve("tests/org.salvor.benchmarks/guest/drive-control.sh").toString(), "ahci,sd_mod,sg,vfio_iommu_type1,vfio_pci"));
        command.addAll(machine(folder));
        out.println("in the guest: java " + OPTIONS + " " + GuestDrives.class.getName() + " " + CONTROLLER);
        String said = execute(folder, GUEST_SECONDS + 30, Map.of("RIG_SECONDS", Integer.toString(GUEST_SECONDS), "RIG_MACHINE",
                "q35,kernel-irqchip=split", "RIG_KERNEL",
                System.getProperty("salvor.bench.kernel", "intel_iommu=on iommu=pt no_timer_check")), command);
        out.print(text(folder.resolve("script.log")));
        if (!text(folder.resolve("exit")).strip().equals("0")) {
            out.println(
                    "not all could be measured; the emulator said: " + said + "\nand the guest: " + text(folder.resolve("console.log")));
        }
    }

    private static String text(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
    }

    private static List<String> machine(Path folder) throws IOException {
        List<String> words = new ArrayList<>(
                List.of("-device", "intel-iommu,intremap=on,caching-mode=on", "-device", "ich9-ahci,id=a1,addr=8"));
        String[] limits = { "", ",throttling.iops-total=" + SLOW_READS_PER_SECOND };
        for (int port = 0; port < limits.length; port++) {
            Path image = random(folder.resolve("drive" + port + ".img"), port);
            words.addAll(List.of("-drive", "if=none,id=d" + port + ",format=raw,file=" + image + limits[port], "-device",
                    "ide-hd,drive=d" + port + ",bus=a1." + port + ",serial=" + GuestDrives.SERIAL + port));
        }
        return words;
    }

    /** Salvor's bundles of this process, so that a guest opens few files. */
    private static String classPath() throws IOException {
        List<String> places = new ArrayList<>();
        for (String place : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(place).toAbsolutePath();
            if (Files.isDirectory(path) || path.getFileName().toString().startsWith("org.salvor.")) {
                places.add(path.toString());
            }
        }
        return String.join(File.pathSeparator, places);
    }

    private static Path cache() {
        String own = System.getenv("XDG_CACHE_HOME");
        Path base = own == null || own.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(own);
        return base.resolve("salvor").resolve("rig");
    }

    private static String execute(Path folder, int seconds, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        Path log = folder.resolve("command.out");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return Files.readString(log).strip();
    }

    private static Path random(Path file, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        ByteBuffer block = ByteBuffer.allocate(1 << 20);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (long at = 0; at < DRIVE_BYTES; at += block.capacity()) {
                random.nextBytes(block.array());
                block.clear();
                channel.write(block);
            }
        }
        return file;
    }

    private static void delete(Path path) throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
