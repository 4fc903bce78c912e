import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.mosaicworkbench.Combine;
import org.mosaicworkbench.Simulate;
import org.mosaicworkbench.io.WholeFolder;
import org.mosaicworkbench.mosaic.AlignMode;
import org.mosaicworkbench.simulate.Guiding;

/** Makes this folder's visits; the README beside it says how to run it. Argument: the folder that they go into. */
class Make {

    private record Wanted(String detector, String category, String filter, Guiding guiding, long seed) {}

    private static final List<Wanted> VISITS = List.of(
            new Wanted("hrc", "globular-cluster", "F606W", Guiding.aligned(), 11),
            new Wanted("uvis", "spiral-galaxy", "F814W", Guiding.aligned(), 12),
            new Wanted("wfc", "open-cluster", "F814W", Guiding.drift(6), 13),
            new Wanted("ir", "galaxy-cluster", "F160W", Guiding.roll(1), 14),
            new Wanted("hrc", "field-stars", "F814W", Guiding.reacquisition(4), 15),
            new Wanted("sbc", "open-cluster", "F125LP", Guiding.shift(8), 16));

    public static void main(String[] arguments) throws IOException {
        Path output = Path.of(arguments[0]);
        Path work = output.resolve("work");
        for (Wanted wanted : VISITS) {
            Path visit = Simulate.visits(1)
                    .detectors(wanted.detector())
                    .categories(wanted.category())
                    .filters(wanted.filter())
                    .guiding(wanted.guiding())
                    .seed(wanted.seed())
                    .exposures(3)
                    .size(240)
                    .output(work)
                    .run()
                    .visits()
                    .get(0)
                    .folder();
            Combine.visit(visit).align(AlignMode.NONE).run();
            Path place = output.resolve(visit.getFileName());
            WholeFolder.write(place, beside -> copy(visit, beside));
            System.out.println(place);
        }
        WholeFolder.delete(work);
    }

    /** Exposures are packed; images of single filters and exposures can be made again from them. */
    private static void copy(Path visit, Path place) throws IOException {
        try (Stream<Path> files = Files.list(visit)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.matches(".*_fl[tc]\\.fits")) {
                    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(place.resolve(name + ".gz")))) {
                        Files.copy(file, out);
                    }
                } else if (!name.endsWith(".fits") || name.contains("_total_")) {
                    Files.copy(file, place.resolve(name));
                }
            }
        }
    }
}
