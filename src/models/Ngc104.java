import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.mosaicworkbench.Combine;
import org.mosaicworkbench.Predict;
import org.mosaicworkbench.Prep;
import org.mosaicworkbench.corrupt.PointingShift;
import org.mosaicworkbench.mosaic.AlignMode;
import org.mosaicworkbench.mosaic.CosmicRayRejection;
import org.mosaicworkbench.nn.Classifier;
import org.mosaicworkbench.predict.PredictResult;
import org.mosaicworkbench.prep.Categories;
import org.mosaicworkbench.prep.PrepResult;
import org.mosaicworkbench.visit.Visit;

/**
 * Tests models on the NGC 104 visit, which is cut out of a real exposure, with all exposures aligned and with one or
 * two of the four shifted. Prints a Markdown table.
 *
 * <p>Arguments: folder of the visit, working folder (existing results are reused), and model folders.
 */
class Ngc104 {

    private static final double[] PIXELS = {0, 0.5, 1, 2, 5, 10, 20, 40};
    private static final List<String> MOVED = List.of("j8bt06d3q", "j8bt06d4q");

    public static void main(String[] arguments) {
        Visit visit = Visit.read(Path.of(arguments[0]));
        Path work = Path.of(arguments[1]);
        StringBuilder table = new StringBuilder("| model | exposures shifted |");
        for (double pixels : PIXELS) {
            table.append(pixels == Math.rint(pixels) ? " %d px |".formatted((int) pixels) : " " + pixels + " px |");
        }
        table.append("\n|---|---|").append("---|".repeat(PIXELS.length)).append('\n');
        for (String model : List.of(arguments).subList(2, arguments.length)) {
            boolean reads = Classifier.read(Path.of(model)).blueprint().readsMeasured();
            for (boolean exposures : reads ? new boolean[] {true, false} : new boolean[] {false}) {
                String name = Path.of(model).getFileName() + (reads && !exposures ? ", mosaic alone" : "");
                for (CosmicRayRejection reject : List.of(CosmicRayRejection.ALIGNED, CosmicRayRejection.ALWAYS)) {
                    for (int moved = 1; moved <= MOVED.size(); moved++) {
                        table.append("| ")
                                .append(name)
                                .append(" | ")
                                .append(moved)
                                .append(" of 4")
                                .append(reject == CosmicRayRejection.ALWAYS ? ", compared |" : " |");
                        for (double pixels : PIXELS) {
                            table.append(String.format(
                                    Locale.ROOT,
                                    " %.3f |",
                                    probability(
                                            prepared(visit, work, pixels, moved, reject, exposures),
                                            Path.of(model),
                                            work)));
                        }
                        table.append('\n');
                    }
                }
            }
        }
        System.out.println(table);
    }

    /** Prepares the visit with {@code moved} exposures shifted equally, in a direction 37 degrees from the x axis. */
    private static PrepResult prepared(
            Visit visit, Path work, double pixels, int moved, CosmicRayRejection reject, boolean exposures) {
        Path place =
                work.resolve(moved + "-off-by-" + pixels + (reject == CosmicRayRejection.ALWAYS ? "-compared" : ""));
        if (!Files.exists(place.resolve("products"))) {
            PointingShift shift = new PointingShift(0.8 * pixels, 0.6 * pixels);
            Path folder = visit.folder();
            for (String rootname : MOVED.subList(0, pixels > 0 ? moved : 0)) {
                Path copy = place.resolve("copy-of-" + rootname)
                        .resolve(visit.folder().getFileName());
                shift.copy(Visit.read(folder), rootname, copy);
                folder = copy;
            }
            Combine.visit(folder)
                    .align(AlignMode.NONE)
                    .reject(reject)
                    .output(place.resolve("products").resolve(visit.folder().getFileName()))
                    .run();
        }
        return Prep.of(place.resolve("products"))
                .output(place.resolve("data"))
                .category(Categories.none())
                .exposures(exposures)
                .run();
    }

    private static double probability(PrepResult prep, Path model, Path work) {
        PredictResult result = Predict.alignment(prep.csv(), prep.img())
                .modelPath(model)
                .outputPath(work.resolve("predicted"))
                .run();
        return IntStream.range(0, result.table().rowCount())
                .mapToDouble(i -> result.table().doubleColumn("y_proba").get(i))
                .max()
                .orElseThrow();
    }
}
