package org.salvor.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.salvor.sectormap.MapWindow;
import org.salvor.sectormap.Stage;
import org.salvor.station.JobView;
import org.salvor.station.MapPalette;
import org.salvor.station.Station;
import org.salvor.station.StationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Paints a map. */
@Command(name = "picture",
        description = "Paints the whole drive as a grid of cells with a legend, as PNG or SVG. A cell shows the worst that is in it; the "
                + "colours are ones that people with any colour vision can tell apart.",
        footer = { "", "Examples:", "  salvor map picture case1 case1.png",
                "  salvor map picture drive.map drive.svg --width 1600 --height 900" })
final class MapPictureCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(paramLabel = "MAP", index = "0", description = "A map or a job folder.")
    private String map;

    @Parameters(paramLabel = "OUT", index = "1", description = "The picture, with a name that ends in .png or .svg.")
    private Path out;

    @Option(names = "--width", paramLabel = "PIXELS", defaultValue = "1200", description = "Width, ${DEFAULT-VALUE} unless told otherwise.")
    private int width;

    @Option(names = "--height", paramLabel = "PIXELS", defaultValue = "800",
            description = "Height, ${DEFAULT-VALUE} unless told otherwise.")
    private int height;

    @Mixin
    private MapInput input;

    MapPictureCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws CommandFailure, StationException {
        String name = out.toString().toLowerCase(Locale.ROOT);
        if (!name.endsWith(".png") && !name.endsWith(".svg")) {
            throw CommandFailure.input("The picture " + out + " can be a PNG or an SVG; give it a name that ends in .png or .svg.");
        }
        if (Math.min(width, height) < MapDrawing.LEAST || Math.max(width, height) > MapDrawing.MOST) {
            throw CommandFailure
                    .input("A picture of " + width + " x " + height + " pixels cannot be made; give " + MapDrawing.LEAST + " to "
                            + MapDrawing.MOST + " for --width and --height.");
        }
        Drawing drawing = new MapDrawing(subject(), width, height).draw();
        TextFile.write(out, file -> {
            if (name.endsWith(".png")) {
                PngPainter.write(drawing, file);
            } else {
                SvgPainter.write(drawing, file);
            }
        });
        return ExitCode.DONE;
    }

    private MapDrawing.Subject subject() throws CommandFailure, StationException {
        if (Files.isDirectory(Path.of(map))) {
            Station station = shell.stations().station();
            return new JobSubject(station, station.open(map));
        }
        return new FileSubject(input.load(map));
    }

    /** A map from a file. */
    private record FileSubject(LoadedMap loaded) implements MapDrawing.Subject {
        @Override
        public String title() {
            return Path.of(loaded.name()).getFileName().toString();
        }

        @Override
        public long sectorCount() {
            return loaded.view().sectorCount();
        }

        @Override
        public int sectorBytes() {
            return loaded.sectorBytes();
        }

        @Override
        public long sectors(Stage stage) {
            return loaded.view().totals().of(stage);
        }

        @Override
        public int[] cells(int count) {
            MapWindow window = loaded.view().window(loaded.view().wholeRange(), count, -1);
            return window.summaries();
        }
    }

    /** The map of a job. */
    private record JobSubject(Station station, JobView job) implements MapDrawing.Subject {
        @Override
        public String title() {
            return JobText.drive(job.source());
        }

        @Override
        public long sectorCount() {
            return job.sectorCount();
        }

        @Override
        public int sectorBytes() {
            return job.sectorBytes();
        }

        @Override
        public long sectors(Stage stage) {
            return job.sectors(MapPalette.of(stage).name());
        }

        @Override
        public int[] cells(int count) throws StationException {
            return station.mapWindow(job.id(), 0, job.sectorCount(), count, -1).summaries();
        }
    }
}
