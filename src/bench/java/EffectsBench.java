import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.mosaicworkbench.Combine;
import org.mosaicworkbench.Predict;
import org.mosaicworkbench.Prep;
import org.mosaicworkbench.Simulate;
import org.mosaicworkbench.corrupt.PointingShift;
import org.mosaicworkbench.io.CsvTable;
import org.mosaicworkbench.io.WholeFolder;
import org.mosaicworkbench.mosaic.AlignMode;
import org.mosaicworkbench.mosaic.CosmicRayRejection;
import org.mosaicworkbench.prep.Categories;
import org.mosaicworkbench.prep.PrepResult;
import org.mosaicworkbench.simulate.Category;
import org.mosaicworkbench.simulate.Effect;
import org.mosaicworkbench.simulate.Guiding;
import org.mosaicworkbench.simulate.SimulatedVisit;
import org.mosaicworkbench.visit.Detector;
import org.mosaicworkbench.visit.Visit;

/**
 * Counts verdicts on aligned visits with one effect of optics or detectors, or on the same visits with one of four
 * exposures shifted. Arguments: a folder, which keeps the tables; the number of visits per effect; the shift of the
 * last exposure in pixels, 0 for none; the side of the fields in pixels.
 */
public final class EffectsBench {

    private static final List<Optional<Effect>> EFFECTS = List.of(
            Optional.empty(),
            Optional.of(Effect.PERSISTENCE),
            Optional.of(Effect.HOT_PIXELS),
            Optional.of(Effect.COLUMNS),
            Optional.of(Effect.PSF_CHANGE),
            Optional.of(Effect.ELONGATION));
    /** All categories except moving targets, which get no verdict. */
    private static final Category[] TARGETS =
            Stream.of(Category.values()).filter(c -> c != Category.SOLAR_SYSTEM).toArray(Category[]::new);

    private static final double EAST = 0.8;
    private static final double NORTH = 0.6;
    private static final long SEED = 5000;
    private static final String REMEDY = "run it again";

    private EffectsBench() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        int visits = Integer.parseInt(arguments[1]);
        double shift = Double.parseDouble(arguments[2]);
        int side = Integer.parseInt(arguments[3]);
        System.out.printf("one of four exposures shifted by %s px, fields of %d px%n%n", shift, side);
        System.out.println("| effect | datasets | exposures compared: misaligned, no verdict "
                + "| mosaic alone: misaligned, no verdict |");
        System.out.println("|---|---|---|---|");
        for (Optional<Effect> effect : EFFECTS) {
            String name = effect.map(Effect::label).orElse("none");
            Path place = folder.resolve(name + "-" + shift);
            if (!Files.exists(place)) {
                WholeFolder.write(place, work -> make(work, effect, visits, shift, side));
            }
            String with = said(place.resolve("compared"));
            String alone = said(place.resolve("alone"));
            System.out.printf(
                    "| %s | %d | %s | %s |%n",
                    name, rows(place.resolve("compared/svm_data.csv")).size(), with, alone);
        }
        System.exit(0);
    }

    private static void make(Path work, Optional<Effect> effect, int visits, double shift, int side) {
        Path made = work.resolve("visits");
        Detector[] detectors = Stream.of(Detector.values())
                .filter(d -> effect.map(e -> e.shownBy(d)).orElse(true))
                .toArray(Detector[]::new);
        Path products = work.resolve("products");
        for (SimulatedVisit visit : Simulate.visits(visits)
                .output(made)
                .detectors(detectors)
                .categories(TARGETS)
                .exposures(4)
                .guiding(Guiding.aligned())
                .effects(effect.map(Set::of).orElse(Set.of()))
                .size(side)
                .seed(SEED)
                .run()
                .visits()) {
            Path from = visit.folder();
            String name = from.getFileName().toString();
            if (shift > 0) {
                Visit read = Visit.read(from);
                from = new PointingShift(EAST * shift, NORTH * shift)
                        .copy(
                                read,
                                read.exposures()
                                        .get(read.exposures().size() - 1)
                                        .rootname(),
                                work.resolve("moved").resolve(name));
            }
            Combine.visit(from)
                    .align(AlignMode.NONE)
                    .reject(CosmicRayRejection.ALWAYS)
                    .output(products.resolve(name))
                    .run();
        }
        for (boolean compared : new boolean[] {true, false}) {
            PrepResult prep = Prep.of(products)
                    .output(work.resolve(compared ? "compared" : "alone"))
                    .exposures(compared)
                    .category(Categories.none())
                    .run();
            remove(prep.img());
        }
        List.of("visits", "products", "moved").forEach(pixels -> remove(work.resolve(pixels)));
    }

    private static void remove(Path folder) {
        try {
            WholeFolder.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String said(Path prepared) throws IOException {
        Path empty = Files.createDirectories(prepared.resolve("none"));
        Predict.alignment(prepared.resolve("svm_data.csv"), empty)
                .modelPath("svm_measured")
                .outputPath(prepared)
                .run();
        Map<String, Integer> counts = new TreeMap<>();
        List<String> misaligned = new ArrayList<>();
        for (CsvTable.Row row : rows(prepared.resolve("predictions/predictions.csv"))) {
            String decision = row.text("decision");
            counts.merge(decision, 1, Integer::sum);
            if (decision.equals("misaligned")) {
                misaligned.add(String.format(Locale.ROOT, "%s (%s)", row.text("index"), row.text("why")));
            }
        }
        misaligned.forEach(one -> System.err.println(prepared + ": " + one));
        return counts.getOrDefault("misaligned", 0) + ", " + counts.getOrDefault("no verdict", 0);
    }

    private static List<CsvTable.Row> rows(Path csv) {
        return CsvTable.read(csv, REMEDY).rows();
    }
}
