import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.mosaicworkbench.baseline.Baseline;
import org.mosaicworkbench.baseline.FeatureMatrix;
import org.mosaicworkbench.dataset.DatasetSplit;
import org.mosaicworkbench.dataset.PreparedDatasets;
import org.mosaicworkbench.evaluate.Interval;
import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.evaluate.Prediction;
import org.mosaicworkbench.evaluate.Scores;
import org.mosaicworkbench.nn.Blueprint;
import org.mosaicworkbench.nn.EngineThreads;
import org.mosaicworkbench.nn.Examples;
import org.mosaicworkbench.nn.Training;
import org.mosaicworkbench.nn.TrainingConfig;

/**
 * Measures how well models learn from a labelled table of features: areas under the ROC curve over five folds by visit,
 * repeated with other folds and seeds. Every model learns from all rows outside the fold, as {@code Train} and
 * {@code Baselines} learn from everything but the test set. Arguments: table, repetitions (5), first seed (1).
 */
public final class TablesBench {

    private static final int FOLDS = 5;
    private static final double TUNED = 0.15;
    private static final List<String> CANNOT_KNOW = List.of("det", "cat", "numexp", "gaia");
    private static final Pattern COPY = Pattern.compile(".*_(all|sub)_(stat|stoc)");

    private final PreparedDatasets all;
    private final FeatureMatrix cases;
    private final boolean[] truth;
    private final boolean[] real;
    /** For each model and repetition, the rank of each dataset within its fold, from 0 to 1. */
    private final Map<String, List<double[]>> scores = new LinkedHashMap<>();
    /** For each model and repetition, the areas over all rows and over rows that are not copies. */
    private final Map<String, List<double[]>> areas = new LinkedHashMap<>();

    private TablesBench(Path table) {
        this.all = PreparedDatasets.read(List.of(table), table, Blueprint.mlp());
        this.cases = FeatureMatrix.of(all, List.of());
        this.truth = cases.truth();
        this.real = new boolean[truth.length];
        IntStream.range(0, real.length)
                .forEach(row -> real[row] = !COPY.matcher(all.index(row)).matches());
    }

    /** Scores the rows of one fold after learning from the other rows. */
    private interface Model {
        double[] scores(int[] learned, int[] test, long seed);
    }

    private double[] network(Blueprint blueprint, int[] rest, int[] test, long seed) {
        List<int[]> inner = DatasetSplit.split(all, rest, new double[] {1 - TUNED, TUNED}, seed);
        Training training = Training.of(blueprint, TrainingConfig.of(blueprint).seed(seed));
        Examples tuned = all.part(inner.get(1));
        Training.Outcome first = training.run(all.part(inner.get(0)), tuned);
        return training.again(all.part(rest), tuned, first).classifier().probabilities(all.part(test));
    }

    private static double[] forest(FeatureMatrix seen, int[] rest, int[] test, long seed) {
        return Baseline.Forest.STANDARD.fit(seen.rows(rest), "bench", seed).probabilities(seen.rows(test));
    }

    private FeatureMatrix only(List<String> columns) {
        int[] kept = IntStream.range(0, cases.columns().size())
                .filter(c -> columns.contains(cases.columns().get(c).name()))
                .toArray();
        double[][] values = Arrays.stream(cases.values())
                .map(row -> Arrays.stream(kept).mapToDouble(c -> row[c]).toArray())
                .toArray(double[][]::new);
        return new FeatureMatrix(
                Arrays.stream(kept).mapToObj(cases.columns()::get).toList(), cases.names(), values, cases.labels());
    }

    private void run(long seed) {
        Map<String, Model> models = new LinkedHashMap<>();
        FeatureMatrix without = only(CANNOT_KNOW);
        models.put(
                "detector, category, exposures, Gaia count alone", (rest, test, s) -> forest(without, rest, test, s));
        models.put("Tribuo's forest", (rest, test, s) -> forest(cases, rest, test, s));
        models.put("svm_mlp", (rest, test, s) -> network(Blueprint.mlp(), rest, test, s));
        models.put("svm_mlp_average", (rest, test, s) -> network(Blueprint.mlpAverage(), rest, test, s));
        double[] even = new double[FOLDS];
        Arrays.fill(even, 1.0 / FOLDS);
        int[] rows = IntStream.range(0, truth.length).toArray();
        List<int[]> folds = DatasetSplit.split(all, rows, even, seed);
        models.forEach((name, model) -> {
            double[] ranks = new double[truth.length];
            double[] area = new double[2];
            for (int[] test : folds) {
                int[] rest = Arrays.stream(rows)
                        .filter(row -> Arrays.binarySearch(test, row) < 0)
                        .toArray();
                double[] said = model.scores(rest, test, seed);
                for (int i = 0; i < test.length; i++) {
                    double own = said[i];
                    ranks[test[i]] = Arrays.stream(said)
                                    .map(other -> other < own ? 1 : other > own ? 0 : 0.5)
                                    .sum()
                            / said.length;
                }
                area[0] += area(ranks, test) / FOLDS;
                area[1] +=
                        area(ranks, Arrays.stream(test).filter(row -> real[row]).toArray()) / FOLDS;
            }
            scores.computeIfAbsent(name, n -> new ArrayList<>()).add(ranks);
            areas.computeIfAbsent(name, n -> new ArrayList<>()).add(area);
            System.err.printf(Locale.ROOT, "seed %d, %s: %.4f, %.4f%n", seed, name, area[0], area[1]);
        });
    }

    private double area(double[] ranks, int[] rows) {
        boolean[] labels = new boolean[rows.length];
        IntStream.range(0, rows.length).forEach(i -> labels[i] = truth[rows[i]]);
        return Scores.rocAuc(
                labels, Arrays.stream(rows).mapToDouble(row -> ranks[row]).toArray());
    }

    private void print() {
        long misaligned =
                all.labels().stream().filter(label -> label == Label.MISALIGNED).count();
        int[] uncopied =
                IntStream.range(0, real.length).filter(row -> real[row]).toArray();
        System.out.printf(
                "%d rows, %d misaligned; %d without the copies, %d misaligned%n%n",
                truth.length,
                misaligned,
                uncopied.length,
                Arrays.stream(uncopied).filter(row -> truth[row]).count());
        System.out.println(
                "| area under the ROC curve | all rows | by seed | 95 % interval | without the copies | by seed "
                        + "| 95 % interval |\n|---|---|---|---|---|---|---|");
        int[] rows = IntStream.range(0, truth.length).toArray();
        areas.forEach((name, own) -> System.out.printf(
                "| %s | %s | %s |%n", name, cells(name, own, 0, rows), cells(name, own, 1, uncopied)));
    }

    private String cells(String name, List<double[]> own, int which, int[] rows) {
        double[] each = own.stream().mapToDouble(area -> area[which]).sorted().toArray();
        double low = 0;
        double high = 0;
        boolean[] labels = new boolean[rows.length];
        IntStream.range(0, rows.length).forEach(i -> labels[i] = truth[rows[i]]);
        List<String> visits = Arrays.stream(rows)
                .mapToObj(row -> Prediction.visit(all.index(row)))
                .toList();
        for (double[] ranks : scores.get(name)) {
            Interval interval = Interval.bootstrap(
                    labels,
                    Arrays.stream(rows).mapToDouble(row -> ranks[row]).toArray(),
                    visits,
                    Scores::rocAuc,
                    new Interval.Draws(500, 1));
            low += interval.low() / own.size();
            high += interval.high() / own.size();
        }
        return String.format(
                Locale.ROOT,
                "%.3f | %.3f to %.3f | %.3f to %.3f",
                Arrays.stream(each).average().orElseThrow(),
                each[0],
                each[each.length - 1],
                low,
                high);
    }

    public static void main(String[] arguments) {
        EngineThreads.of(1);
        TablesBench bench = new TablesBench(Path.of(arguments[0]));
        int times = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
        long first = arguments.length > 2 ? Long.parseLong(arguments[2]) : 1;
        for (int i = 0; i < times; i++) {
            bench.run(first + i);
        }
        bench.print();
    }
}
