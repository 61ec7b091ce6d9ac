package org.salvor.rig;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Assumptions;

/**
 * A guest with a kernel of its own, under emulation: the host's files are its root, and one folder is shared with it. Its kernel is fetched and unpacked
 * below the user's cache folder once.
 */
final class Guest {
    private static final List<String> TOOLS = List.of("qemu-system-x86_64", "busybox", "cpio", "depmod", "modprobe", "dpkg-deb", "apt-get",
            "timeout");
    private static final List<String> USUAL_FOLDERS = List.of("/usr/sbin", "/sbin", "/usr/bin", "/bin");
    private static final long KERNEL_SECONDS = 300;

    private final Path exchange;

    /** @param exchange a folder that the guest finds as {@code /rig} */
    Guest(Path exchange) {
        this.exchange = exchange;
    }

    /** Skips the running test, in words, where a guest cannot be. */
    static void orSkip() {
        Assumptions.assumeTrue(System.getProperty("os.name").equals("Linux"), "guests are booted on Linux only");
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "only root can share all files with a guest");
        List<String> missing = TOOLS.stream().filter(tool -> find(tool).isEmpty()).toList();
        Assumptions.assumeTrue(missing.isEmpty(), () -> "not installed here: " + String.join(", ", missing)
                + " (packages qemu-system-x86, busybox-static, cpio, kmod)");
    }

    private static Optional<Path> find(String tool) {
        List<String> folders = new ArrayList<>(List.of(System.getenv().getOrDefault("PATH", "").split(":")));
        folders.addAll(USUAL_FOLDERS);
        return folders.stream().filter(folder -> !folder.isEmpty()).map(folder -> Path.of(folder, tool)).filter(Files::isExecutable)
                .findFirst();
    }

    /** Boots, runs a script of this rig in the guest with the modules loaded, and waits until the guest is off; the script's exit code. */
    int run(String script, String modules, Map<String, String> settings, int seconds) throws IOException, InterruptedException {
        StringBuilder lines = new StringBuilder();
        settings.forEach((name, value) -> lines.append(name).append("='").append(value).append("'\n"));
        Files.writeString(exchange.resolve("settings"), lines);
        Path kernel = cache();
        String words = output(KERNEL_SECONDS, Map.of(), scripts().resolve("kernel.sh").toString(), kernel.toString());
        Assumptions.assumeTrue(Files.exists(kernel.resolve("initramfs.gz")), () -> "no guest kernel can be had here: " + words);
        String said = output(seconds + 30, Map.of("RIG_SECONDS", Integer.toString(seconds)), scripts().resolve("boot.sh").toString(),
                kernel.toString(), exchange.toString(), scripts().resolve(script).toString(), modules);
        if (!Files.exists(exchange.resolve("exit"))) {
            throw new IllegalStateException("the guest did not come to its end within " + seconds + " s: " + said + everything());
        }
        return Integer.parseInt(Files.readString(exchange.resolve("exit")).strip());
    }

    /** All that the guest wrote, for a person who looks for the reason. */
    String everything() throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.list(exchange)) {
            for (Path log : files.filter(each -> each.toString().endsWith(".log")).sorted().toList()) {
                List<String> lines = Files.readAllLines(log);
                text.append("\n== ").append(log.getFileName()).append('\n')
                        .append(String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size())));
            }
        }
        return text.toString();
    }

    private static Path cache() {
        String own = System.getenv("XDG_CACHE_HOME");
        Path base = own == null || own.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(own);
        return base.resolve("salvor").resolve("rig");
    }

    private static Path scripts() {
        return Path.of(System.getProperty("salvor.root", ""), "tests/org.salvor.rig.tests/rig").toAbsolutePath();
    }

    private static String output(long seconds, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Path log = Files.createTempFile("salvor-rig", ".log");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            return Files.readString(log);
        } finally {
            Files.deleteIfExists(log);
        }
    }

    /** The class path of these classes' bundles, for a Java in the guest. Folders become archives: a guest opens many small files slowly. */
    String classPath(Class<?>... types) throws IOException {
        List<String> places = new ArrayList<>();
        for (Path place : Stream.of(types).map(Guest::placeOf).distinct().toList()) {
            if (Files.isDirectory(place)) {
                Path archive = exchange.resolve("classes" + places.size() + ".jar");
                pack(place, archive);
                places.add("/rig/" + archive.getFileName());
            } else {
                places.add(place.toString());
            }
        }
        return String.join(":", places);
    }

    private static void pack(Path folder, Path archive) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(archive)); Stream<Path> all = Files.walk(folder)) {
            out.setLevel(Deflater.NO_COMPRESSION);
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
                Files.copy(file, out);
            }
        }
    }

    private static Path placeOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
