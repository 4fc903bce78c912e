package org.mosaicworkbench.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.Slow;
import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.evaluate.Scores;
import org.mosaicworkbench.evaluate.Temperature;
import org.mosaicworkbench.features.MeasuredNumbers;
import org.mosaicworkbench.features.Measurement;
import org.mosaicworkbench.frames.FrameKind;
import org.mosaicworkbench.io.BadInput;

@Slow
class MeasuredNetworkTest {

    private static final NetworkDesign DESIGN = NetworkDesign.of(Blueprint.measured());
    private static final List<Integer> OF_EXPOSURES = DESIGN.ofExposures();
    private static final int NUMBERS = Measurement.READ.size();
    private static final int LAST = Measurement.READ.indexOf(Measurement.HOLE_SHARE);
    private static final TrainingConfig QUICK =
            TrainingConfig.STANDARD.epochs(20).learningRate(3e-3);

    /** Synthetic examples with measurements and without frames. */
    private record Measured(Made made, List<double[]> numbers) implements Examples {

        /**
         * Numbers with long tails, a tenth of them missing. For misaligned datasets one number is ten times as large,
         * or missing, or neither.
         */
        static Measured of(int count, double times, boolean missing, long seed) {
            SplittableRandom random = new SplittableRandom(seed);
            Made made = Made.of(count, 4, 0, 0, seed);
            List<double[]> numbers = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                boolean off = made.label(i) == Label.MISALIGNED;
                double[] row = DoubleStream.generate(
                                () -> random.nextInt(10) == 0 ? Double.NaN : Math.exp(random.nextGaussian()))
                        .limit(NUMBERS)
                        .toArray();
                row[LAST] = off && missing ? Double.NaN : Math.exp(0.3 * random.nextGaussian()) * (off ? times : 1);
                numbers.add(row);
            }
            return new Measured(made, numbers);
        }

        Measured rows(int from, int to) {
            return new Measured(made.rows(from, to), numbers.subList(from, to));
        }

        Measured changed(UnaryOperator<double[]> change) {
            return new Measured(
                    made, numbers.stream().map(double[]::clone).map(change).toList());
        }

        @Override
        public int size() {
            return made.size();
        }

        @Override
        public String index(int row) {
            return made.index(row);
        }

        @Override
        public Label label(int row) {
            return made.label(row);
        }

        @Override
        public double[] features(int row) {
            return made.features(row);
        }

        @Override
        public MeasuredNumbers measured(int row) {
            Map<Measurement, Double> known = new EnumMap<>(Measurement.class);
            IntStream.range(0, NUMBERS).forEach(i -> known.put(Measurement.READ.get(i), numbers.get(row)[i]));
            return new MeasuredNumbers(known);
        }

        @Override
        public byte[] frames(int row, FrameKind kind) {
            throw new IllegalStateException("frames are not asked for");
        }
    }

    private static double auc(Measured all, TrainingConfig recipe) {
        Classifier model = Training.of(Blueprint.measured(), recipe)
                .run(all.rows(0, 300), all.rows(300, 400))
                .classifier();
        Measured unseen = all.rows(400, all.size());
        return Scores.rocAuc(unseen.made.truth(), model.probabilities(unseen));
    }

    @Test
    void aSignalInOneNumberAloneIsLearned() {
        double auc = auc(Measured.of(600, 10, false, 1), QUICK);
        assertTrue(auc > 0.99, "AUC " + auc);
    }

    @Test
    void thatANumberIsMissingIsLearned() {
        double auc = auc(Measured.of(600, 1, true, 2), QUICK);
        assertTrue(auc > 0.99, "AUC " + auc);
    }

    @Test
    void shuffledLabelsAreNot() {
        Measured all = Measured.of(1000, 10, false, 3);
        double auc = auc(new Measured(all.made.shuffled(5), all.numbers), QUICK.epochs(5));
        assertTrue(auc > 0.4 && auc < 0.6, "AUC " + auc);
    }

    @Test
    void theSameSeedGivesTheSameWeightsAndOtherNumbersOthers() {
        Measured all = Measured.of(60, 10, false, 4);
        Training training = Training.of(Blueprint.measured(), QUICK.epochs(2));
        Weights once =
                training.run(all.rows(0, 40), all.rows(40, 60)).classifier().weights();
        assertEquals(
                once,
                training.run(all.rows(0, 40), all.rows(40, 60)).classifier().weights());
        Measured other = all.changed(row -> Arrays.stream(row).map(x -> x * x).toArray());
        assertNotEquals(
                once,
                training.run(other.rows(0, 40), other.rows(40, 60)).classifier().weights());
    }

    @Test
    void aNumberIsReadInStandardDeviationsOfTheTrainingAndOneThatIsMissingAsTheMiddle() {
        SplittableRandom random = new SplittableRandom(6);
        double[][] rows = IntStream.range(0, 4000)
                .mapToObj(i -> new double[] {
                    random.nextGaussian() * 0.01 + 5,
                    i % 4 == 0 ? Double.NaN : Math.expm1(random.nextGaussian()),
                    7,
                    Double.NaN
                })
                .toArray(double[][]::new);
        MeasuredTransform transform =
                MeasuredTransform.fit(new NetworkDesign(Blueprint.measured(), Measurement.READ.subList(0, 4)), rows);

        double[][] inputs = Arrays.stream(rows).map(transform::apply).toArray(double[][]::new);
        for (int column = 0; column < 2; column++) {
            int c = column;
            double[] known = Arrays.stream(inputs)
                    .filter(row -> row[4 + c] == 0)
                    .mapToDouble(row -> row[c])
                    .toArray();
            double mean = DoubleStream.of(known).average().orElseThrow();
            assertEquals(0, mean, 0.01);
            assertEquals(
                    1,
                    Math.sqrt(DoubleStream.of(known)
                            .map(x -> (x - mean) * (x - mean))
                            .average()
                            .orElseThrow()),
                    0.02);
        }
        assertArrayEquals(
                new double[] {4, 0, 0, 0, 0, 1, 0, 0},
                transform.apply(new double[] {1e6, Double.POSITIVE_INFINITY, 8, 3}));
        assertArrayEquals(new double[] {-4, -4, 0, 0, 0, 0, 0, 0}, transform.apply(new double[] {-1e6, -1e6, 7, -3}));
        assertEquals(
                "a dataset has 3 measurements; the network reads 4",
                assertThrows(IllegalArgumentException.class, () -> transform.apply(new double[3]))
                        .getMessage());
    }

    @Test
    void theNoiseOfTheTrainingIsATwentiethOfAStandardDeviation() {
        double[] inputs = new double[2 * NUMBERS];
        inputs[0] = 1;
        inputs[1] = -2;
        inputs[NUMBERS + 2] = 1;
        double[] squares = new double[inputs.length];
        int n = 4000;
        for (int i = 0; i < n; i++) {
            double[] noisy = new Augmentation(TrainingConfig.STANDARD, 0, OF_EXPOSURES, i).measured(0, inputs);
            for (int c = 0; c < 4; c++) {
                squares[c] += (noisy[c] - inputs[c]) * (noisy[c] - inputs[c]) / n;
            }
        }
        double[] expected = new double[inputs.length];
        expected[0] = 0.05;
        expected[1] = 0.05;
        assertArrayEquals(expected, Arrays.stream(squares).map(Math::sqrt).toArray(), 0.003);
        assertArrayEquals(
                new Augmentation(TrainingConfig.STANDARD, 0, OF_EXPOSURES, 1).measured(2, inputs),
                new Augmentation(TrainingConfig.STANDARD, 0, OF_EXPOSURES, 1).measured(2, inputs));
    }

    @Test
    void theNumbersOfTheExposuresAreLeftOutEveryOtherTimeAllTogether() {
        double[] inputs = new double[2 * NUMBERS];
        Arrays.fill(inputs, 0, NUMBERS, 1.5);
        double[] without = inputs.clone();
        OF_EXPOSURES.forEach(number -> {
            without[number] = 0;
            without[NUMBERS + number] = 1;
        });
        assertEquals(12, OF_EXPOSURES.size());
        TrainingConfig quiet = TrainingConfig.STANDARD.noise(TrainingConfig.Noise.NONE);
        int left = 0;
        for (int i = 0; i < 2000; i++) {
            double[] changed = new Augmentation(quiet, 0, OF_EXPOSURES, i).measured(0, inputs);
            left += Arrays.equals(without, changed) ? 1 : 0;
            assertTrue(Arrays.equals(inputs, changed) || Arrays.equals(without, changed));
        }
        assertEquals(1000, left, 100);
    }

    @Test
    void aMosaicIsJudgedByItsExposuresWhereTheyAreToBeHadAndWithoutThemElse() {
        int offset = OF_EXPOSURES.get(2);
        Measured all = Measured.of(2000, 1, false, 12);
        for (int i = 0; i < 2000; i++) {
            double[] row = all.numbers.get(i);
            boolean off = all.label(i) == Label.MISALIGNED;
            row[offset] = off ? 2 + i % 7 : 0.01 * (1 + i % 7);
            row[3] = (off ? 1 : 0) + (i % 10 < 7 ? 0 : off ? -1 : 1) + 0.01 * (i % 13);
        }
        Classifier model = Training.of(Blueprint.measured(), QUICK)
                .run(all.rows(0, 1500), all.rows(1500, 1700))
                .classifier();
        Measured held = all.rows(1700, 2000);
        boolean[] truth = new boolean[300];
        for (int i = 0; i < truth.length; i++) {
            truth[i] = held.label(i) == Label.MISALIGNED;
        }
        assertTrue(Scores.rocAuc(truth, model.logits(held)) > 0.99);
        Measured without = held.changed(row -> {
            OF_EXPOSURES.forEach(number -> row[number] = Double.NaN);
            return row;
        });
        double alone = Scores.rocAuc(truth, model.logits(without));
        assertTrue(
                alone > 0.6 && alone < 0.85, () -> "without the exposures a good guess is right in 7 of 10: " + alone);
    }

    @Test
    void aModelIsReadBackAndOneThatReadsAnUnknownNumberIsRefused(@TempDir Path folder) throws IOException {
        Measured all = Measured.of(60, 10, false, 4);
        Classifier model = Training.of(Blueprint.measured(), QUICK.epochs(1))
                .run(all.rows(0, 40), all.rows(40, 60))
                .classifier();
        Classifier read = Classifier.read(model.write(folder));
        assertArrayEquals(model.probabilities(all), read.probabilities(all));
        assertEquals(model.digest(), read.digest());
        assertFalse(read.about().containsKey("measured"));
        assertTrue(Files.exists(folder.resolve("measured_tx_data.json")));
        assertFalse(Files.exists(folder.resolve("tx_data.json")));

        Path card = folder.resolve("card.json");
        Files.writeString(card, Files.readString(card).replace("\"stack_width\"", "\"stack_size\""));
        assertEquals(
                card
                        + ": belongs to model svm_measured, which reads stack_size, which this version does not"
                        + " measure; use the version that trained it, or train it again",
                message(() -> Classifier.read(folder)));
    }

    /** Simulates a model from a version that measured fewer numbers, in another order. */
    @Test
    void aModelTakesTheNumbersThatItWasTrainedWithByName(@TempDir Path folder) {
        Measured all = Measured.of(600, 10, false, 1);
        List<Measurement> read = List.of(Measurement.EXPOSURE_OFFSET, Measurement.HOLE_SHARE, Measurement.SOURCES_USED);
        Training training = Training.of(Blueprint.measured(), QUICK.epochs(5)).measurements(read);
        Classifier model = training.run(all.rows(0, 300), all.rows(300, 400)).classifier();
        Measured unseen = all.rows(400, 600);
        double[] probabilities = model.probabilities(unseen);
        assertTrue(Scores.rocAuc(unseen.made.truth(), probabilities) > 0.99);

        Classifier again = Classifier.read(model.write(folder));
        assertEquals(read, again.measurements());
        assertArrayEquals(probabilities, again.probabilities(unseen));
        Measured others = unseen.changed(row -> {
            IntStream.range(0, NUMBERS)
                    .filter(i -> !read.contains(Measurement.READ.get(i)))
                    .forEach(i -> row[i] = 1e6);
            return row;
        });
        assertArrayEquals(probabilities, again.probabilities(others));
        Measured without = unseen.changed(row -> {
            row[LAST] = Double.NaN;
            return row;
        });
        assertFalse(Arrays.equals(probabilities, again.probabilities(without)));
        assertEquals(
                read,
                List.copyOf(again.influence(unseen, 0, List.of(), 1).measured().keySet()));
        assertEquals(
                "the model " + model
                        + " reads different measurements from this training; leave it out, or train it "
                        + "again with this version",
                message(() -> Training.of(Blueprint.measured(), QUICK).from(List.of(model))));
    }

    @Test
    void aCardFromBeforeMeasuredNumbersIsRead(@TempDir Path folder) throws IOException {
        Made all = Made.of(40, 4, 1, 0, 4);
        Classifier model = Training.of(Blueprint.mlp(), QUICK.epochs(1))
                .run(all.rows(0, 20), all.rows(20, 40))
                .classifier();
        Path card = model.write(folder).resolve("card.json");
        JsonObject old = JsonParser.parseString(Files.readString(card)).getAsJsonObject();
        assertFalse(old.has("measured"));
        old.getAsJsonObject("blueprint").remove("measuredLayers");
        Files.writeString(card, new Gson().toJson(old));
        assertEquals(Blueprint.mlp(), Classifier.read(folder).blueprint());
        assertArrayEquals(model.probabilities(all), Classifier.read(folder).probabilities(all));
        assertTrue(message(() -> Training.of(Blueprint.measured(), QUICK).run(all.rows(0, 20), all.rows(20, 40)))
                .endsWith("; provide them, or use a network that reads none"));
    }

    /** Weights that respond to one number, and to whether another is missing. */
    private static Classifier planted(Measured background) {
        Blueprint small = new Blueprint(
                "planted",
                List.of(),
                ImageNetwork.NONE,
                new Blueprint.Shared(0, 0.2, 0, 0),
                ImageNetwork.NONE,
                List.of(2));
        Weights weights = Weights.initial(NetworkDesign.of(small), 1);
        weights.arrays().forEach((name, values) -> Arrays.fill(values, 0));
        weights.arrays().get("measured.0.weight")[1] = 1;
        weights.arrays().get("measured.0.weight")[2 * NUMBERS + NUMBERS + LAST] = 3;
        weights.arrays().get("measured.0.bias")[0] = 10;
        Arrays.fill(weights.arrays().get("head.weight"), 1);
        return new Classifier(
                NetworkDesign.of(small),
                weights,
                InputTransforms.fit(background, NetworkDesign.of(small), false),
                Temperature.ONE,
                BackgroundSamples.of(background, NetworkDesign.of(small), 1),
                Map.of());
    }

    @Test
    void whatIsPlantedHasTheWeight() {
        Measured all = Measured.of(200, 1, true, 7).changed(row -> {
            row[1] = Double.isFinite(row[1]) ? row[1] : 1;
            return row;
        });
        Classifier model = planted(all);
        Attribution influence = model.influence(all, 1, List.of(), 1);
        double[] shares = shares(influence);
        assertEquals(Measurement.READ, List.copyOf(influence.measured().keySet()));
        assertEquals(3, shares[LAST], 1e-4);
        assertEquals(
                0,
                IntStream.range(0, NUMBERS)
                        .filter(i -> i != 1 && i != LAST)
                        .mapToDouble(i -> Math.abs(shares[i]))
                        .sum(),
                1e-4);
        BackgroundSamples kept = BackgroundSamples.of(all, model.design(), 1);
        double typical = kept.measured().stream()
                .mapToDouble(row -> model.logits(new Measured(all.made.rows(0, 1), List.of(row)))[0])
                .average()
                .orElseThrow();
        assertEquals(influence.logOdds() - typical, Arrays.stream(shares).sum(), 1e-3);
        assertEquals(0, influence.features().length);
    }

    @Test
    void besideFeaturesEachHasItsOwnGameAndTrainedBranchesAreTaken() {
        Measured all = Measured.of(60, 10, false, 8);
        Training.Outcome alone =
                Training.of(Blueprint.measured(), QUICK.epochs(1)).run(all.rows(0, 40), all.rows(40, 60));
        Blueprint joined = new Blueprint(
                "joined",
                List.of(4),
                ImageNetwork.NONE,
                new Blueprint.Shared(3, 0.2, 0, 0),
                ImageNetwork.NONE,
                Blueprint.measured().measuredLayers());
        TrainingConfig still = QUICK.epochs(1).learningRate(1e-12);
        Classifier model = Training.of(joined, still)
                .from(List.of(alone.classifier()))
                .run(all.rows(0, 40), all.rows(40, 60))
                .classifier();
        for (String array : List.of("measured.0.weight", "measured.1.weight", "measured.1.bias")) {
            assertArrayEquals(
                    alone.classifier().weights().arrays().get(array),
                    model.weights().arrays().get(array),
                    1e-6f);
        }
        Attribution influence = model.influence(all, 1, List.of(), 1);
        assertEquals(
                influence.logOdds(),
                influence.typical() + Arrays.stream(influence.features()).sum(),
                1e-4);
        List<double[]> kept = BackgroundSamples.of(
                        all.rows(0, 40),
                        NetworkDesign.of(joined),
                        BatchSampler.seed(still.execution().seed(), 4))
                .measured();
        double typical = kept.stream()
                .mapToDouble(row -> model.logits(new Measured(all.made.rows(1, 2), List.of(row)))[0])
                .average()
                .orElseThrow();
        assertEquals(
                influence.logOdds(), typical + Arrays.stream(shares(influence)).sum(), 1e-4);
    }

    private static double[] shares(Attribution influence) {
        return influence.measured().values().stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    @Test
    void fewOrdersOfAGameComeNearTheFormula() {
        double[] game = new double[16];
        for (int subset = 0; subset < game.length; subset++) {
            game[subset] = Math.sqrt(subset) + ((subset & 3) == 3 ? 1 : 0);
        }
        Map<Long, Double> values = new HashMap<>();
        IntStream.range(0, 16).forEach(subset -> values.put((long) subset, game[subset]));
        double[] exact = Attribution.shapley(game);
        double[] drawn = Attribution.shapley(Attribution.orders(4), values);
        assertEquals(game[15] - game[0], Arrays.stream(drawn).sum(), 1e-12);
        assertArrayEquals(exact, drawn, 0.15);
    }

    private static String message(org.junit.jupiter.api.function.Executable bad) {
        return assertThrows(BadInput.class, bad).getMessage();
    }
}
