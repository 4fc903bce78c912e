import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.mosaicworkbench.Predict;
import org.mosaicworkbench.baseline.Baseline;
import org.mosaicworkbench.baseline.FeatureMatrix;
import org.mosaicworkbench.dataset.DatasetFiles;
import org.mosaicworkbench.dataset.MeasurementTable;
import org.mosaicworkbench.dataset.PreparedDatasets;
import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.evaluate.Prediction;
import org.mosaicworkbench.evaluate.Scores;
import org.mosaicworkbench.io.Parallel;
import org.mosaicworkbench.nn.Blueprint;
import org.mosaicworkbench.nn.Split;
import org.mosaicworkbench.predict.PredictResult;
import org.mosaicworkbench.review.NextChoice;

/**
 * Measures how many labels a model needs if {@code review --next} chooses what to label, and if the choice is random. A
 * random forest learns from the features and measurements of the datasets labelled so far. Its area under the ROC curve
 * is the mean of three folds by visit, each of which is the test set once. Arguments: folder of a labelled set
 * ({@code data-samples/training}), maximum number of labels (100), labels per step (5).
 */
public final class ReviewBench {

    private static final int SEEDS = 5;
    private static final int FOLDS = 3;
    private static final int FIRST = 10;
    private static final double WANTED = 0.95;
    /** Student's t for 4 degrees of freedom, 95 %. */
    private static final double T = 2.776;

    private static final Baseline LEARNER = new Baseline.Forest(100, 12, 1.0 / 3, 1);

    private final FeatureMatrix cases;
    private final double[] predicted;
    private final int most;
    private final int step;

    private ReviewBench(FeatureMatrix cases, double[] predicted, int most, int step) {
        this.cases = cases;
        this.predicted = predicted;
        this.most = most;
        this.step = step;
    }

    /** One learning curve: area under the ROC curve by number of labels. */
    private Map<Integer, Double> curve(boolean chosen, long seed, int fold) {
        Split folds = Split.of(
                cases.labels(),
                cases.names().stream().map(Prediction::visit).toList(),
                new double[] {1.0 / FOLDS, 1.0 / FOLDS, 1.0 / FOLDS},
                seed);
        int[] test = folds.sides().get(fold);
        int[] pool = IntStream.range(0, FOLDS)
                .filter(other -> other != fold)
                .flatMap(other -> IntStream.of(folds.sides().get(other)))
                .toArray();
        FeatureMatrix own = cases.rows(pool);
        double[] said = IntStream.of(pool).mapToDouble(row -> predicted[row]).toArray();
        FeatureMatrix unseen = cases.rows(test);
        List<Integer> open =
                new ArrayList<>(IntStream.range(0, pool.length).boxed().toList());
        Collections.shuffle(open, new Random(seed * FOLDS + fold));
        List<Integer> labelled = new ArrayList<>();
        Map<Integer, Double> curve = new TreeMap<>();
        while (labelled.size() < most && !open.isEmpty()) {
            int count = labelled.isEmpty() ? FIRST : step;
            List<Integer> next = List.copyOf(
                    chosen
                            ? NextChoice.of(own, labelled, open, said, count, seed)
                            : open.subList(0, Math.min(count, open.size())));
            labelled.addAll(next);
            open.removeAll(next);
            FeatureMatrix learned =
                    own.rows(labelled.stream().mapToInt(Integer::intValue).toArray());
            boolean both = learned.labels().stream().distinct().count() == 2;
            curve.put(
                    labelled.size(),
                    both
                            ? Scores.rocAuc(
                                    unseen.truth(),
                                    LEARNER.fit(learned, "labels so far", seed).probabilities(unseen))
                            : 0.5);
        }
        return curve;
    }

    /** The learning curve of each seed, averaged over folds. */
    private List<Map<Integer, Double>> curves(boolean chosen) {
        List<Map<Integer, Double>> each = Parallel.map(
                IntStream.range(0, SEEDS * FOLDS).boxed().toList(),
                Parallel.cores(),
                job -> curve(chosen, 1 + job / FOLDS, job % FOLDS));
        List<Map<Integer, Double>> curves = new ArrayList<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            Map<Integer, Double> mean = new TreeMap<>();
            each.subList(seed * FOLDS, (seed + 1) * FOLDS)
                    .forEach(one -> one.forEach((labels, area) -> mean.merge(labels, area / FOLDS, Double::sum)));
            curves.add(mean);
        }
        return curves;
    }

    private static String interval(double[] numbers, int digits) {
        double mean = DoubleStream.of(numbers).average().orElseThrow();
        double variance =
                DoubleStream.of(numbers).map(x -> (x - mean) * (x - mean)).sum() / (numbers.length - 1);
        double half = T * Math.sqrt(variance / numbers.length);
        return String.format(Locale.ROOT, "%." + digits + "f +- %." + digits + "f", mean, half);
    }

    /** The first number of labels that reaches the wanted area; one step beyond the last if none does. */
    private double needed(Map<Integer, Double> curve) {
        return curve.entrySet().stream()
                .filter(point -> point.getValue() >= WANTED)
                .mapToInt(Map.Entry::getKey)
                .findFirst()
                .orElse(most + step);
    }

    private void print() {
        List<Map<Integer, Double>> chance = curves(false);
        List<Map<Integer, Double>> chosen = curves(true);
        System.out.println("labels  area, random      area, review --next     difference");
        for (int labels : chance.get(0).keySet()) {
            double[] one =
                    chance.stream().mapToDouble(curve -> curve.get(labels)).toArray();
            double[] other =
                    chosen.stream().mapToDouble(curve -> curve.get(labels)).toArray();
            double[] differences = IntStream.range(0, SEEDS)
                    .mapToDouble(i -> other[i] - one[i])
                    .toArray();
            System.out.printf(
                    Locale.ROOT,
                    "%6d  %s   %s         %s%n",
                    labels,
                    interval(one, 3),
                    interval(other, 3),
                    interval(differences, 3));
        }
        double[] one = chance.stream().mapToDouble(this::needed).toArray();
        double[] other = chosen.stream().mapToDouble(this::needed).toArray();
        double[] ratios =
                IntStream.range(0, SEEDS).mapToDouble(i -> other[i] / one[i]).toArray();
        System.out.println("labels for an area of " + WANTED + ": random " + interval(one, 0) + ", review --next "
                + interval(other, 0) + ", ratio " + interval(ratios, 2));
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Path csv = folder.resolve("svm_data.csv");
        PredictResult said = Predict.alignment(csv, folder.resolve("frames.npz"))
                .outputPath(Files.createTempDirectory("review"))
                .run();
        try (PreparedDatasets all = DatasetFiles.of(csv).read(Blueprint.mlp()).labelled(Optional.<Label>empty())) {
            FeatureMatrix cases = FeatureMatrix.of(all, List.of(MeasurementTable.read(folder.resolve("measured.csv"))));
            double[] predicted = cases.names().stream()
                    .mapToDouble(name -> said.answer(name).probability())
                    .toArray();
            new ReviewBench(
                            cases,
                            predicted,
                            arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100,
                            arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5)
                    .print();
        }
    }
}
