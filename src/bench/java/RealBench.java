import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mosaicworkbench.Combine;
import org.mosaicworkbench.Diagnose;
import org.mosaicworkbench.Predict;
import org.mosaicworkbench.Prep;
import org.mosaicworkbench.catalog.Source;
import org.mosaicworkbench.catalog.SourceList;
import org.mosaicworkbench.corrupt.PointingShift;
import org.mosaicworkbench.diagnose.ExposureShift;
import org.mosaicworkbench.diagnose.VisitDiagnosis;
import org.mosaicworkbench.fits.FitsFile;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.Csv;
import org.mosaicworkbench.io.CsvTable;
import org.mosaicworkbench.mosaic.AlignMode;
import org.mosaicworkbench.mosaic.CombineResult;
import org.mosaicworkbench.mosaic.CosmicRayRejection;
import org.mosaicworkbench.mosaic.Mosaic;
import org.mosaicworkbench.mosaic.drizzle.ExposurePixels;
import org.mosaicworkbench.nn.Models;
import org.mosaicworkbench.predict.PredictResult;
import org.mosaicworkbench.prep.Categories;
import org.mosaicworkbench.prep.PrepResult;
import org.mosaicworkbench.visit.Exposure;
import org.mosaicworkbench.visit.Visit;

/**
 * Reports on visits of real exposures: how well they are aligned, how many pixels are rejected, and the verdicts on
 * them when aligned and with one exposure shifted. Arguments: folder with the folders of the visits, working folder,
 * CSV file to write.
 */
public final class RealBench {

    private static final double[] SIZES = {0, 0.5, 1, 2, 5, 20};
    /** Direction of the shift: unit vector towards east and north. */
    private static final double EAST = 0.8;

    private static final double NORTH = 0.6;
    /** Arcseconds; smaller header errors are not corrected. */
    private static final double RIGHT = 5e-4;

    private static final double MAS = 1000;
    private static final int BRIGHTEST = 500;
    private static final Pattern HITS = Pattern.compile("(\\d+) pixels hit");
    private static final List<String> COLUMNS = List.of(
            "dataset",
            "off_px",
            "compared",
            "moved",
            "named",
            "dx",
            "dy",
            "error",
            "rejected",
            "stars_lost",
            "beside_lost",
            "model",
            "probability",
            "alone",
            "decision");

    private final Path work;
    private final List<String> csv = new ArrayList<>(List.of(Csv.line(COLUMNS)));

    private RealBench(Path work) {
        this.work = work;
    }

    public static void main(String[] arguments) throws IOException {
        RealBench bench = new RealBench(Path.of(arguments[1]));
        for (Path folder : visits(Path.of(arguments[0]))) {
            try {
                bench.measure(folder);
            } catch (BadInput e) {
                System.out.printf("%n%s: %s%n", folder.getFileName(), e.getMessage());
            }
        }
        Files.writeString(Path.of(arguments[2]), String.join("", bench.csv));
    }

    private static List<Path> visits(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> Files.isRegularFile(file) && Visit.isExposure(file))
                    .map(Path::getParent)
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    private void measure(Path folder) throws IOException {
        Visit visit = Visit.read(folder);
        Path place = work.resolve(visit.name());
        CombineResult aligned = Combine.visit(folder)
                .output(place.resolve("aligned").resolve(visit.name()))
                .run();
        printAlignment(folder, visit, aligned);
        System.out.printf(
                "%n| dataset | shift (px) | compared | moved | named | last exposure: dx, dy +- error (px) "
                        + "| rejected | lost on stars, elsewhere | %s |%n|---|---|---|---|---|---|---|---|%s%n",
                String.join(" | ", Models.shipped().names()),
                "---|".repeat(Models.shipped().names().size()));
        judge(visit, "aligned", "", aligned);
        Path right = corrected(visit, place.resolve("right"));
        String moved = visit.exposures().get(visit.exposures().size() - 1).rootname();
        for (double size : SIZES) {
            Path copy = place.resolve("off").resolve(folder.getFileName().toString());
            new PointingShift(EAST * size, NORTH * size).copy(Visit.read(right), moved, copy);
            for (CosmicRayRejection reject : List.of(CosmicRayRejection.ALWAYS, CosmicRayRejection.NEVER)) {
                judge(
                        Visit.read(copy),
                        String.valueOf(size),
                        size > 0 ? moved : "",
                        Combine.visit(copy)
                                .align(AlignMode.NONE)
                                .reject(reject)
                                .output(place.resolve("products").resolve(visit.name()))
                                .run());
                delete(place.resolve("products"));
            }
            delete(copy);
        }
        delete(place);
    }

    /** A copy with headers corrected by the measured offsets. */
    private static Path corrected(Visit visit, Path place) throws IOException {
        Path folder = visit.folder();
        int number = 0;
        for (VisitDiagnosis diagnosis : Diagnose.visit(visit.folder()).run().visits()) {
            for (ExposureShift shift : diagnosis.shifts()) {
                if (shift.measured()
                        && Math.hypot(shift.sky().east(), shift.sky().north()) > RIGHT) {
                    Visit now = Visit.read(folder);
                    double scale = now.exposures().stream()
                            .filter(e -> e.rootname().equals(shift.rootname()))
                            .findFirst()
                            .orElseThrow()
                            .detector()
                            .nominalScale();
                    Path next = place.resolve(String.valueOf(number++))
                            .resolve(visit.folder().getFileName().toString());
                    new PointingShift(-shift.sky().east() / scale, -shift.sky().north() / scale)
                            .copy(now, shift.rootname(), next);
                    if (!folder.equals(visit.folder())) {
                        delete(folder);
                    }
                    folder = next;
                }
            }
        }
        return folder;
    }

    private static void printAlignment(Path folder, Visit visit, CombineResult result) {
        for (Mosaic mosaic : result.mosaics()) {
            System.out.printf("%n%s%n%n", mosaic);
            Map<String, double[]> overlap = new LinkedHashMap<>();
            lost(visit, mosaic, overlap);
            overlap.forEach((rootname, counts) -> System.out.printf(
                    Locale.ROOT,
                    "%s: %.0f of %.0f pixels shared with another exposure are rejected, %.2f %%%n",
                    rootname,
                    counts[0],
                    counts[1],
                    100 * counts[0] / counts[1]));
        }
        Path truth = folder.resolve("truth.csv");
        if (Files.exists(truth)) {
            printTruth(CsvTable.read(truth, "give exposure,east,north"), folder);
        }
    }

    private static void printTruth(CsvTable truth, Path folder) {
        Map<String, ExposureShift> shifts = Diagnose.visit(folder).run().visits().stream()
                .flatMap(diagnosis -> diagnosis.shifts().stream())
                .collect(Collectors.toMap(ExposureShift::rootname, shift -> shift));
        CsvTable.Row first = truth.rows().get(0);
        for (CsvTable.Row row : truth.rows()) {
            ExposureShift.OnSky own = shifts.get(row.text("exposure")).sky();
            ExposureShift.OnSky other = shifts.get(first.text("exposure")).sky();
            double east = MAS * (own.east() - other.east());
            double north = MAS * (own.north() - other.north());
            double dEast = east - row.number("east") + first.number("east");
            double dNorth = north - row.number("north") + first.number("north");
            System.out.printf(
                    Locale.ROOT,
                    "%s: header error (%.1f, %.1f) mas, %.1f mas from the truth%n",
                    row.text("exposure"),
                    east,
                    north,
                    Math.hypot(dEast, dNorth));
        }
    }

    private void judge(Visit visit, String off, String moved, CombineResult result) {
        Path products = result.output();
        PrepResult prep = prepared(products, true);
        PrepResult alone = prepared(products, false);
        Map<String, PredictResult> both = predicted(prep);
        Map<String, PredictResult> mosaics = predicted(alone);
        for (Mosaic mosaic : result.mosaics()) {
            String dataset = mosaic.dataset().toString();
            String[] row = row(visit, mosaic, off, moved, diagnosed(mosaic));
            List<String> verdicts = new ArrayList<>();
            both.forEach((model, with) -> {
                String[] said = {
                    model, probability(with, dataset), probability(mosaics.get(model), dataset), decision(with, dataset)
                };
                csv.add(Csv.line(Stream.concat(Stream.of(row), Stream.of(said)).toList()));
                verdicts.add(said[1] + " (alone " + said[2] + ") " + said[3]);
            });
            System.out.printf(
                    "| %s | %s | %s | %s | %s | %s, %s +- %s | %s | %s, %s | %s |%n",
                    Stream.concat(Stream.of(row), Stream.of(String.join(" | ", verdicts)))
                            .toArray());
        }
    }

    private String[] row(Visit visit, Mosaic mosaic, String off, String moved, VisitDiagnosis diagnosis) {
        Map<String, double[]> overlap = new LinkedHashMap<>();
        double[] lost = lost(visit, mosaic, overlap);
        String last = visit.exposures().get(visit.exposures().size() - 1).rootname();
        ExposureShift shift = diagnosis == null
                ? null
                : diagnosis.shifts().stream()
                        .filter(s -> s.rootname().equals(last))
                        .findFirst()
                        .orElse(null);
        String rejected = overlap.values().stream()
                .map(counts -> String.format(Locale.ROOT, "%.2f %%", 100 * counts[0] / counts[1]))
                .collect(Collectors.joining(" "));
        return new String[] {
            mosaic.dataset().toString(),
            off,
            rejected.isEmpty() ? "no" : "yes",
            moved,
            diagnosis == null ? "not compared" : String.join(" ", diagnosis.off()),
            shift == null ? "" : number(shift.shift().dx()),
            shift == null ? "" : number(shift.shift().dy()),
            shift == null ? "" : number(shift.error()),
            rejected,
            percent(lost[0]),
            percent(lost[1])
        };
    }

    /** The diagnosis from the single-exposure images next to a mosaic; null if there is none. */
    private static VisitDiagnosis diagnosed(Mosaic mosaic) {
        try {
            return Diagnose.visit(mosaic.images().total()).run().visits().stream()
                    .findFirst()
                    .orElse(null);
        } catch (BadInput e) {
            return null;
        }
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.3f", value);
    }

    private static String percent(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.2f %%", 100 * value);
    }

    private PrepResult prepared(Path products, boolean exposures) {
        return Prep.of(products.getParent())
                .output(work.resolve(exposures ? "data" : "data-alone"))
                .category(Categories.none())
                .exposures(exposures)
                .redraw(true)
                .run();
    }

    private Map<String, PredictResult> predicted(PrepResult prep) {
        Map<String, PredictResult> results = new LinkedHashMap<>();
        for (String model : Models.shipped().names()) {
            results.put(
                    model,
                    Predict.alignment(prep.csv(), prep.img())
                            .modelPath(model)
                            .outputPath(work.resolve("predicted"))
                            .run());
        }
        return results;
    }

    private static int place(PredictResult result, String dataset) {
        return IntStream.range(0, result.table().rowCount())
                .filter(i -> result.table().stringColumn("index").get(i).startsWith(dataset))
                .findFirst()
                .orElse(-1);
    }

    private static String probability(PredictResult result, String dataset) {
        int i = place(result, dataset);
        return i < 0 ? "" : number(result.table().doubleColumn("y_proba").get(i));
    }

    private static String decision(PredictResult result, String dataset) {
        int i = place(result, dataset);
        return i < 0 ? "" : result.table().stringColumn("decision").get(i);
    }

    /**
     * The fraction of the exposure time that rejection removed from the centres of the brightest stars, and from all
     * pixels, where at least two exposures of a filter overlap.
     *
     * @param overlap receives, for each compared exposure, its rejected pixels and its pixels shared with another one
     */
    private static double[] lost(Visit visit, Mosaic mosaic, Map<String, double[]> overlap) {
        double[] stars = new double[2];
        double[] all = new double[2];
        Path folder = mosaic.images().total().getParent();
        for (Path filter : mosaic.images().filters()) {
            String stem = filter.getFileName().toString();
            stem = stem.substring(0, stem.lastIndexOf('_', stem.length() - "_drz.fits".length() - 1) + 1);
            Map<String, float[]> single = new LinkedHashMap<>();
            for (Path file : mosaic.images().single()) {
                String name = file.getFileName().toString();
                if (name.startsWith(stem)) {
                    single.put(name.substring(stem.length(), stem.length() + 8), weights(file));
                }
            }
            if (single.size() > 1) {
                float[] left = weights(filter);
                float[] before = new float[left.length];
                int[] number = new int[left.length];
                single.values()
                        .forEach(one -> IntStream.range(0, one.length).forEach(i -> {
                            before[i] += one[i];
                            number[i] += one[i] > 0 ? 1 : 0;
                        }));
                count(visit, mosaic, single, number, overlap);
                for (int i = 0; i < left.length; i++) {
                    // Hits of an earlier comparison are missing from the single-exposure image.
                    before[i] = Math.max(before[i], left[i]);
                    add(all, number[i], before[i], left[i]);
                }
                for (int i : middles(mosaic, folder)) {
                    add(stars, number[i], before[i], left[i]);
                }
            }
        }
        return new double[] {1 - stars[1] / stars[0], 1 - all[1] / all[0]};
    }

    private static void add(double[] sums, int number, float before, float left) {
        if (number > 1) {
            sums[0] += before;
            sums[1] += left;
        }
    }

    private static void count(
            Visit visit, Mosaic mosaic, Map<String, float[]> single, int[] number, Map<String, double[]> overlap) {
        for (Mosaic.ExposureNote note : mosaic.exposures()) {
            Matcher hits = HITS.matcher(note.note());
            float[] own = single.get(note.rootname().substring(0, 8));
            if (hits.find() && own != null) {
                Exposure exposure = visit.exposures().stream()
                        .filter(e -> e.rootname().equals(note.rootname()))
                        .findFirst()
                        .orElseThrow();
                double scale = 3600 * ExposurePixels.systems(exposure).get(0).pixelScale();
                double area = Math.pow(exposure.detector().productScale() / scale, 2);
                long common = IntStream.range(0, own.length)
                        .filter(i -> own[i] > 0 && number[i] > 1)
                        .count();
                overlap.put(note.rootname(), new double[] {Double.parseDouble(hits.group(1)), area * common});
            }
        }
    }

    private static float[] weights(Path file) {
        try (FitsFile fits = FitsFile.open(file)) {
            return fits.image("WHT", 1).pixels();
        }
    }

    /** The central 3 x 3 pixels of the brightest point sources. */
    private static List<Integer> middles(Mosaic mosaic, Path folder) {
        try (FitsFile fits = FitsFile.open(mosaic.images().total())) {
            int width = fits.image("SCI", 1).width();
            float[] image = fits.image("SCI", 1).pixels();
            Path catalog = folder.resolve(mosaic.dataset() + "_point-cat.ecsv");
            return SourceList.read(catalog).sources().stream()
                    .filter(source -> source.flag() <= 1)
                    .map(source -> pixel(source, width))
                    .filter(i -> i > width && i < image.length - width - 1)
                    .sorted(Comparator.comparingDouble((Integer i) -> -image[i]))
                    .limit(BRIGHTEST)
                    .flatMap(i -> IntStream.range(0, 9).mapToObj(k -> i + (k / 3 - 1) * width + k % 3 - 1))
                    .toList();
        }
    }

    private static int pixel(Source source, int width) {
        return (int) (Math.round(source.y()) - 1) * width + (int) Math.round(source.x()) - 1;
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
