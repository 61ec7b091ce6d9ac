package org.salvor.cli;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.salvor.ata.TaskFile;
import org.salvor.casework.JobFolder;
import org.salvor.destination.file.FileDestinationProvider;
import org.salvor.drive.Drive;
import org.salvor.drive.file.FileDriveProvider;
import org.salvor.drive.simulated.SimulatedDriveProvider;
import org.salvor.imaging.Imager;
import org.salvor.linux.Linux;
import org.salvor.power.PowerSwitch;
import org.salvor.sectormap.SectorMap;
import org.salvor.station.LocalStation;

/** Salvor in a process of its own, from the very bundles under test. */
final class SalvorProcess implements AutoCloseable {
    private static final long SECONDS = 120;
    private static final String NOBODY = "65534";
    private final Process process;
    private final Path output;

    private SalvorProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static SalvorProcess start(Path folder, String... args) throws IOException {
        return start(folder, List.of(), classPath(), args);
    }

    /** As somebody who is not root; where this is not root either, as who this is. */
    static SalvorProcess startUnprivileged(Path folder, String... args) throws IOException {
        boolean root = "root".equals(System.getProperty("user.name"));
        return start(folder, root ? List.of("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups") : List.of(),
                readableClassPath(folder), args);
    }

    private static SalvorProcess start(Path folder, List<String> before, String classPath, String... args) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-cp", classPath,
                WholeSalvor.class.getName()));
        command.addAll(List.of(args));
        Path output = Files.createTempFile(folder, "salvor", ".log");
        return new SalvorProcess(
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(output.toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile())).start(),
                output);
    }

    private static String classPath() {
        return String.join(":", places());
    }

    /** The same bundles, copied to where everybody may read them. */
    private static String readableClassPath(Path folder) throws IOException {
        List<String> copies = new ArrayList<>();
        for (String place : places()) {
            Path copy = folder.resolve("bundle" + copies.size() + (Files.isDirectory(Path.of(place)) ? "" : ".jar"));
            try (Stream<Path> all = Files.walk(Path.of(place))) {
                for (Path each : all.toList()) {
                    Path target = each.equals(Path.of(place)) ? copy : copy.resolve(Path.of(place).relativize(each).toString());
                    Files.copy(each, target);
                    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
                }
            }
            copies.add(copy.toString());
        }
        return String.join(":", copies);
    }

    private static List<String> places() {
        return Stream.of(WholeSalvor.class, Salvor.class, LocalStation.class, JobFolder.class, Imager.class, SectorMap.class, Drive.class,
                TaskFile.class,
                PowerSwitch.class, Linux.class, FileDriveProvider.class, SimulatedDriveProvider.class, FileDestinationProvider.class,
                picocli.CommandLine.class, com.google.gson.Gson.class, org.snakeyaml.engine.v2.api.Load.class,
                org.osgi.framework.Bundle.class)
                .map(SalvorProcess::placeOf).distinct().toList();
    }

    private static String placeOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits for the end; answers the exit code. */
    int join() throws InterruptedException, IOException {
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("salvor did not end within " + SECONDS + " s:\n" + output());
        }
        return process.exitValue();
    }

    /** {@code kill -9}, if it still runs. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(SECONDS, TimeUnit.SECONDS);
    }

    /** Asks it to end, as Ctrl-C and a service manager do. */
    void terminate() {
        process.destroy();
    }

    boolean runs() {
        return process.isAlive();
    }

    /** Everything it said. */
    String output() throws IOException {
        return Files.readString(output);
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
