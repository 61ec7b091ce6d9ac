package org.salvor.rig;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.salvor.ata.TaskFile;
import org.salvor.casework.JobFolder;
import org.salvor.cli.RigSalvor;
import org.salvor.cli.Salvor;
import org.salvor.destination.file.FileDestinationProvider;
import org.salvor.drive.Drive;
import org.salvor.drive.ahci.AhciDriveProvider;
import org.salvor.drive.file.FileDriveProvider;
import org.salvor.drive.ide.IdeDriveProvider;
import org.salvor.drive.sgio.SgDriveProvider;
import org.salvor.drive.simulated.DriveHardware;
import org.salvor.imaging.Imager;
import org.salvor.linux.Linux;
import org.salvor.power.PowerSwitch;
import org.salvor.sectormap.SectorMap;
import org.salvor.station.LocalStation;
import org.salvor.testkit.sat.SatTranslator;

/** The bundles under test as a class path for a Java in a guest, and an archive of their loaded classes: emulated, a start takes seconds less with it. */
final class GuestClasses {
    private static final List<Class<?>> BUNDLES = List.of(RigSalvor.class, Salvor.class, LocalStation.class, JobFolder.class, Imager.class,
            SectorMap.class, Drive.class, TaskFile.class, PowerSwitch.class, Linux.class, FileDriveProvider.class, SgDriveProvider.class,
            AhciDriveProvider.class, IdeDriveProvider.class, DriveHardware.class, FileDestinationProvider.class, SatTranslator.class,
            picocli.CommandLine.class, com.google.gson.Gson.class, org.snakeyaml.engine.v2.api.Load.class, org.osgi.framework.Bundle.class);
    /** Native access is allowed in the one way that leaves the archive of the JDK's own modules of use. */
    private static final String OPTIONS = "--illegal-native-access=allow -XX:TieredStopAtLevel=1 -XX:+UseSerialGC";
    private static final long TRAINING_SECONDS = 120;
    private final Path folder;

    /** @param folder where archives are made; the guest sees it under the same name */
    GuestClasses(Path folder) {
        this.folder = folder;
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin/java").toString();
    }

    /** The class path. Folders become archives: a guest opens many small files slowly. */
    String path() throws IOException {
        List<String> places = new ArrayList<>();
        for (Path place : BUNDLES.stream().map(GuestClasses::placeOf).distinct().toList()) {
            if (Files.isDirectory(place)) {
                Path archive = folder.resolve("classes" + places.size() + ".jar");
                pack(place, archive);
                places.add(archive.toString());
            } else {
                places.add(place.toString());
            }
        }
        return String.join(":", places);
    }

    /** Options of a Java in the guest. A whole job on a simulated drive loads, here on the host, the classes that jobs in the guest need. */
    String options(String classPath) throws IOException, InterruptedException {
        Path archive = folder.resolve("classes.jsa");
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(List.of(OPTIONS.split(" ")));
        command.addAll(List.of("-XX:ArchiveClassesAtExit=" + archive, "-cp", classPath, RigSalvor.class.getName(), "image",
                "sim:clustered?seed=1&size=4MiB", folder.resolve("training.img").toString(), "--job",
                folder.resolve("training").toString()));
        Processes.output(TRAINING_SECONDS, Map.of(), command.toArray(String[]::new));
        return Files.exists(archive) ? OPTIONS + " -XX:SharedArchiveFile=" + archive : OPTIONS;
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
