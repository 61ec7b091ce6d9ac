package org.salvor.rig;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A guest with a kernel of its own, under emulation: the host's files are its root, and one folder is shared with it. Its kernel is fetched and unpacked
 * below the user's cache folder once.
 */
final class Guest {
    private static final List<String> TOOLS = List.of("qemu-system-x86_64", "busybox", "cpio", "depmod", "modprobe", "dpkg-deb", "apt-get",
            "timeout", "mke2fs");
    private static final List<String> USUAL_FOLDERS = List.of("/usr/sbin", "/sbin", "/usr/bin", "/bin");
    private static final long KERNEL_SECONDS = 300;
    private static final long PRODUCT_SECONDS = 120;
    /** An emulated processor spends most of a start on compiling and checking classes. */
    private static final String PRODUCT_OPTIONS = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:+UnlockDiagnosticVMOptions "
            + "-XX:-BytecodeVerificationRemote";
    private static final int SIGNALLED = 128;
    private static final int TIMED_OUT = 124;
    private static final int KILLED_LATE = 137;
    private static final int LINES = 40;

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
                + " (packages qemu-system-x86, busybox-static, cpio, kmod, e2fsprogs)");
    }

    private static Optional<Path> find(String tool) {
        List<String> folders = new ArrayList<>(List.of(System.getenv().getOrDefault("PATH", "").split(":")));
        folders.addAll(USUAL_FOLDERS);
        return folders.stream().filter(folder -> !folder.isEmpty()).map(folder -> Path.of(folder, tool)).filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Boots, runs the script in the guest, and waits until the guest is off. What the script said is in the exchange folder then; an emulator that fails
     * is told apart from a rig that does, and a script that fails is a failure.
     */
    void run(Boot boot) throws IOException, InterruptedException {
        Path kernel = cache();
        String words = Processes.output(KERNEL_SECONDS, Map.of(), scripts().resolve("kernel.sh").toString(), kernel.toString());
        Assumptions.assumeTrue(Files.exists(kernel.resolve("initramfs.gz")), () -> "no guest kernel can be had here: " + words);
        writeSettings(boot);
        List<String> command = new ArrayList<>(List.of(scripts().resolve("boot.sh").toString(), kernel.toString(), exchange.toString(),
                scripts().resolve(boot.script()).toString(), boot.modules()));
        command.addAll(boot.emulator());
        Map<String, String> environment = Map.of("RIG_SECONDS", Integer.toString(boot.seconds()), "RIG_MACHINE", boot.machine(),
                "RIG_KERNEL",
                boot.kernel());
        Processes.Ended ended;
        try (Monitor _ = new Monitor(exchange)) {
            ended = Processes.run(boot.seconds() + 30L, environment, command.toArray(String[]::new));
        }
        System.out.println(everything());
        judge(boot, ended);
    }

    private void writeSettings(Boot boot) throws IOException, InterruptedException {
        GuestClasses classes = new GuestClasses(exchange);
        String path = classes.path();
        Map<String, String> settings = new LinkedHashMap<>(boot.settings());
        settings.put("JAVA", GuestClasses.java());
        settings.put("CLASSES", path);
        settings.put("OPTIONS", classes.options(path));
        settings.put("PRODUCT", product());
        settings.put("PRODUCT_OPTIONS", PRODUCT_OPTIONS);
        StringBuilder lines = new StringBuilder();
        settings.forEach((name, value) -> lines.append(name).append("='").append(value).append("'\n"));
        Files.writeString(exchange.resolve("settings"), lines);
    }

    /** The launcher of the built product; empty where it has not been built. It starts once here, so that the guest finds its bundles resolved. */
    private static String product() throws IOException, InterruptedException {
        String folder = System.getProperty("salvor.product", "");
        Path launcher = Path.of(folder, "salvor");
        if (folder.isEmpty() || !Files.isExecutable(launcher)) {
            System.out.println("there is no built product; its jobs run on the bundles alone");
            return "";
        }
        Path java = Path.of(System.getProperty("java.home"));
        Processes.output(PRODUCT_SECONDS, Map.of("JAVA_HOME", java.toString()), launcher.toString(), "--version");
        return launcher.toString();
    }

    private void judge(Boot boot, Processes.Ended ended) throws IOException {
        Path exit = exchange.resolve("exit");
        if (Files.exists(exit)) {
            if (!Files.readString(exit).strip().equals("0")) {
                throw new AssertionError("the rig's script " + boot.script() + " failed in the guest: " + everything());
            }
        } else if (ended.code() == TIMED_OUT || ended.code() == KILLED_LATE) {
            throw new AssertionError("the guest did not come to its end within " + boot.seconds() + " s: " + ended.words() + everything());
        } else if (ended.code() > SIGNALLED) {
            throw new IllegalStateException("the emulator itself was ended by signal " + (ended.code() - SIGNALLED)
                    + ", which is its own failure and says nothing of Salvor: " + ended.words() + everything());
        } else if (ended.code() != 0) {
            throw new IllegalStateException("the emulator itself did not run (exit code " + ended.code() + "): " + ended.words());
        } else {
            throw new IllegalStateException("the guest's kernel ended before the rig's script did: " + ended.words() + everything());
        }
    }

    /** All that the guest wrote, for a person who looks for the reason. */
    String everything() throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.list(exchange)) {
            for (Path log : files.filter(each -> each.toString().endsWith(".log") || each.endsWith("findings")).sorted().toList()) {
                List<String> lines = Files.readString(log, StandardCharsets.ISO_8859_1).lines().toList();
                text.append("\n== ").append(log.getFileName()).append('\n')
                        .append(String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size())));
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
}
