import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.mosaicworkbench.baseline.Baseline;
import org.mosaicworkbench.baseline.FeatureMatrix;
import org.mosaicworkbench.baseline.Fitted;
import org.mosaicworkbench.baseline.Importance;
import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.evaluate.Scores;
import org.mosaicworkbench.features.Feature;
import org.mosaicworkbench.io.CsvTable;

/**
 * Compares two tables of features: quantiles and the Kolmogorov-Smirnov distance of each feature, and how well a random
 * forest tells the tables apart.
 *
 * <pre>
 * Realism TABLE OURS [--old-table] [--old-ours] [--at-most N]
 * </pre>
 *
 * <p>Rows of TABLE are drawn with replacement so that they have the same mix of detector, category and number of
 * exposures as OURS. In the cross-validation of the forest, all draws of a row are in the same fold, as are rows with
 * the same name in both tables. Corrupted copies, whose names end in {@code all} or {@code sub} and {@code stat} or
 * {@code stoc}, are left out. Give {@code --old-table} or {@code --old-ours} if a table has the category codes of the
 * observatory's tables of 2021, which are in alphabetical order.
 */
public final class Realism {

    private static final int FOLDS = 5;
    private static final int REPEATS = 3;
    private static final double[] QUANTILES = {0.05, 0.25, 0.5, 0.75, 0.95};
    /** Maps codes in alphabetical order to the current codes. */
    private static final int[] OLD_CATEGORIES = {0, 7, 6, 2, 5, 4, 3, 1};

    private static final int[] EXPOSURES = {1, 2, 3, 4, 6, 9, 16};
    private static final List<String> FEATURES = Feature.columns();

    /**
     * A dataset.
     *
     * @param name   name of the dataset
     * @param values feature values, in the order of the features
     */
    private record Dataset(String name, double[] values) {

        double value(String feature) {
            return values[FEATURES.indexOf(feature)];
        }

        String exposures() {
            double n = value("numexp");
            return String.valueOf(
                    Arrays.stream(EXPOSURES).filter(most -> n > most).count());
        }

        String mix() {
            return detectorAndExposures() + " " + value("cat");
        }

        String detectorAndExposures() {
            return value("det") + " " + exposures();
        }
    }

    private Realism() {}

    /** @param args see the class description */
    public static void main(String... args) {
        List<String> options = List.of(args).subList(2, args.length);
        List<Dataset> table = read(Path.of(args[0]), options.contains("--old-table"));
        List<Dataset> ours = read(Path.of(args[1]), options.contains("--old-ours"));
        int at = options.indexOf("--at-most");
        if (at >= 0) {
            Random shuffle = new Random(1);
            List<Dataset> shuffled = new ArrayList<>(ours);
            java.util.Collections.shuffle(shuffled, shuffle);
            ours = shuffled.subList(0, Math.min(shuffled.size(), Integer.parseInt(options.get(at + 1))));
        }
        System.out.printf("table %d datasets, ours %d%n%n", table.size(), ours.size());
        quantiles(table, ours);
        forest(table, ours);
    }

    private static List<Dataset> read(Path file, boolean oldCategories) {
        List<Dataset> datasets = new ArrayList<>();
        for (CsvTable.Row row : CsvTable.read(file, "give a table of prep").rows()) {
            String name = row.text("index");
            if (!name.matches(".*_(all|sub)_(stat|stoc)")) {
                double[] values = FEATURES.stream().mapToDouble(row::number).toArray();
                int cat = FEATURES.indexOf("cat");
                values[cat] = oldCategories ? OLD_CATEGORIES[(int) values[cat]] : values[cat];
                datasets.add(new Dataset(name, values));
            }
        }
        return datasets;
    }

    private static void quantiles(List<Dataset> table, List<Dataset> ours) {
        System.out.println("| feature | distance | table, 5, 25, 50, 75, 95 % | ours |\n|---|---|---|---|");
        for (String feature : FEATURES) {
            double[] a = sorted(table, feature);
            double[] b = sorted(ours, feature);
            System.out.printf(Locale.ROOT, "| `%s` | %.2f | %s | %s |%n", feature, distance(a, b), shown(a), shown(b));
        }
    }

    private static double[] sorted(List<Dataset> datasets, String feature) {
        return datasets.stream().mapToDouble(d -> d.value(feature)).sorted().toArray();
    }

    private static String shown(double[] sorted) {
        return Arrays.stream(QUANTILES)
                .mapToObj(q -> String.format(Locale.ROOT, "%.3g", sorted[(int) Math.rint(q * (sorted.length - 1))]))
                .map(text -> Double.parseDouble(text) >= 1000
                        ? String.format(Locale.ROOT, "%,.0f", Double.parseDouble(text))
                        : text)
                .collect(Collectors.joining(", "));
    }

    /** The largest difference of the two cumulative distributions. */
    private static double distance(double[] a, double[] b) {
        double largest = 0;
        for (double[] values : new double[][] {a, b}) {
            for (double x : values) {
                largest = Math.max(largest, Math.abs(upTo(a, x) - upTo(b, x)));
            }
        }
        return largest;
    }

    private static double upTo(double[] sorted, double x) {
        return (double) Arrays.stream(sorted).filter(v -> v <= x).count() / sorted.length;
    }

    private static void forest(List<Dataset> table, List<Dataset> ours) {
        double[] areas = new double[REPEATS];
        double[] drops = new double[FEATURES.size()];
        for (int repeat = 0; repeat < REPEATS; repeat++) {
            List<Dataset> drawn = likeIn(table, ours, new Random(repeat));
            List<Dataset> all = new ArrayList<>(drawn);
            all.addAll(ours);
            areas[repeat] = area(all, drawn.size(), repeat, drops);
        }
        System.out.printf(
                Locale.ROOT,
                "%narea under the ROC curve of a forest of 300 trees, %d folds, %d draws: %s; mean %.3f%n",
                FOLDS,
                REPEATS,
                Arrays.stream(areas)
                        .mapToObj(a -> String.format(Locale.ROOT, "%.3f", a))
                        .collect(Collectors.joining(", ")),
                Arrays.stream(areas).average().orElseThrow());
        System.out.println("loss when a feature is permuted: "
                + IntStream.range(0, FEATURES.size())
                        .boxed()
                        .sorted((i, j) -> Double.compare(drops[j], drops[i]))
                        .map(i -> String.format(Locale.ROOT, "%s %.3f", FEATURES.get(i), drops[i] / FOLDS / REPEATS))
                        .collect(Collectors.joining(", ")));
    }

    /** For each of our rows, draws a table row with the same mix, or at least the same detector and exposures. */
    private static List<Dataset> likeIn(List<Dataset> table, List<Dataset> ours, Random random) {
        List<Dataset> drawn = new ArrayList<>();
        for (Dataset one : ours) {
            List<Dataset> like = like(table, one, Dataset::mix);
            like = like.isEmpty() ? like(table, one, Dataset::detectorAndExposures) : like;
            if (!like.isEmpty()) {
                drawn.add(like.get(random.nextInt(like.size())));
            }
        }
        return drawn;
    }

    private static List<Dataset> like(List<Dataset> table, Dataset one, Function<Dataset, String> key) {
        return table.stream().filter(d -> key.apply(d).equals(key.apply(one))).toList();
    }

    private static double area(List<Dataset> all, int fromTable, long seed, double[] drops) {
        FeatureMatrix matrix = matrix(all, fromTable);
        int[] folds = folds(all, seed);
        double[] said = new double[all.size()];
        for (int fold = 0; fold < FOLDS; fold++) {
            int f = fold;
            int[] kept =
                    IntStream.range(0, folds.length).filter(i -> folds[i] != f).toArray();
            int[] out =
                    IntStream.range(0, folds.length).filter(i -> folds[i] == f).toArray();
            Fitted model = Baseline.Forest.STANDARD.fit(matrix.rows(kept), "two tables", seed);
            double[] probabilities = model.probabilities(matrix.rows(out));
            for (int i = 0; i < out.length; i++) {
                said[out[i]] = probabilities[i];
            }
            add(Importance.of(model, matrix.rows(out), 3, seed), drops);
        }
        return Scores.rocAuc(matrix.truth(), said);
    }

    private static void add(List<Importance> importance, double[] drops) {
        importance.forEach(i -> drops[FEATURES.indexOf(i.column())] += i.drop());
    }

    private static FeatureMatrix matrix(List<Dataset> all, int fromTable) {
        List<FeatureMatrix.Column> columns = FEATURES.stream()
                .map(name -> new FeatureMatrix.Column(
                        name,
                        Feature.of(name).flatMap(Feature::coded).isPresent()
                                ? FeatureMatrix.Kind.CODE
                                : FeatureMatrix.Kind.MEASURED))
                .toList();
        return new FeatureMatrix(
                columns,
                all.stream().map(Dataset::name).toList(),
                all.stream().map(Dataset::values).toArray(double[][]::new),
                IntStream.range(0, all.size())
                        .mapToObj(i -> i < fromTable ? Label.ALIGNED : Label.MISALIGNED)
                        .toList());
    }

    /** Assigns all datasets with the same name to the same fold. */
    private static int[] folds(List<Dataset> all, long seed) {
        List<String> names = new ArrayList<>(
                new java.util.TreeSet<>(all.stream().map(Dataset::name).toList()));
        java.util.Collections.shuffle(names, new Random(seed));
        return all.stream().mapToInt(d -> names.indexOf(d.name()) % FOLDS).toArray();
    }
}
