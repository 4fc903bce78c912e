package org.mosaicworkbench.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mosaicworkbench.evaluate.Scores;
import org.mosaicworkbench.evaluate.Temperature;
import org.mosaicworkbench.io.BadInput;

class AveragedNetworksTest {

    private static final TrainingConfig QUICK = TrainingConfig.TABLES.epochs(4).learningRate(1e-2);

    private static Blueprint perceptron(int networks, boolean marks) {
        return new Blueprint(
                "small",
                List.of(6),
                ImageNetwork.NONE,
                new Blueprint.Shared(0, 0.2, 0.1, 0, networks, marks),
                ImageNetwork.NONE,
                List.of());
    }

    private static Classifier classifier(Blueprint blueprint, Map<String, float[]> arrays) {
        return new Classifier(
                NetworkDesign.of(blueprint), new Weights(arrays), InputTransforms.NONE, Temperature.ONE, Map.of());
    }

    @Test
    void theLogOddsAreThoseOfTheSingleNetworksAveraged() {
        Made made = Made.of(12, 4, 1, 0, 1);
        Weights one = Weights.initial(NetworkDesign.of(perceptron(1, false)), 1);
        Weights other = Weights.initial(NetworkDesign.of(perceptron(1, false)), 2);
        Map<String, float[]> both = new LinkedHashMap<>();
        one.arrays().forEach((name, values) -> both.put("0." + name, values));
        other.arrays().forEach((name, values) -> both.put("1." + name, values));
        double[] first = classifier(perceptron(1, false), one.arrays()).logits(made);
        double[] second = classifier(perceptron(1, false), other.arrays()).logits(made);
        assertArrayEquals(
                IntStream.range(0, first.length)
                        .mapToDouble(i -> (first[i] + second[i]) / 2)
                        .toArray(),
                classifier(perceptron(2, false), both).logits(made),
                1e-4);
    }

    @Test
    void eachCodeHasAnInputOfItsOwn() {
        Blueprint blueprint = perceptron(1, true);
        Weights weights = Weights.initial(NetworkDesign.of(blueprint), 1).zeros();
        weights.arrays().get("mlp.0.weight")[7 + 3] = 2;
        weights.arrays().get("mlp.0.weight")[7 + 2 * 16 + 5] = 10;
        weights.arrays().get("head.weight")[0] = 1;
        double[] logits = classifier(blueprint, weights.arrays())
                .logits(new Made(
                        List.of("a", "b", "c", "d"),
                        Made.of(4, 4, 1, 0, 1).labels(),
                        List.of(
                                new double[] {0, 0, 0, 0, 0, 0, 0, 3, 1, 4},
                                new double[] {0, 0, 0, 0, 0, 0, 0, 2, 3, 5},
                                new double[] {0, 0, 0, 0, 0, 0, 0, 3, 1, 5},
                                new double[] {0, 0, 0, 0, 0, 0, 0, 99, 1, 4}),
                        List.of()));
        assertArrayEquals(new double[] {2, 10, 12, 0}, logits, 1e-6);
    }

    @Test
    void rampsRiseBetweenTheQuantilesOfTheTrainingSet() {
        Blueprint blueprint = perceptron(1, true);
        Made made = Made.of(81, 4, 1, 0, 5);
        float[] quantiles = FeatureInputs.quantiles(made, InputTransforms.NONE);
        double[] sorted = IntStream.range(0, 81)
                .mapToDouble(row -> made.features(row)[2])
                .sorted()
                .toArray();
        for (int q = 0; q < 9; q++) {
            assertEquals(sorted[10 * q], quantiles[2 * 9 + q], 1e-6 * sorted[80]);
        }
        Weights weights = Weights.initial(NetworkDesign.of(blueprint), 1).zeros();
        System.arraycopy(quantiles, 0, weights.arrays().get("mlp.quantiles"), 0, quantiles.length);
        weights.arrays().get("mlp.0.weight")[7 + 3 * 16 + 2 * 8 + 4] = 1;
        weights.arrays().get("head.weight")[0] = 1;
        double[] logits = classifier(blueprint, weights.arrays()).logits(made);
        for (int row = 0; row < 81; row++) {
            double ramp = (made.features(row)[2] - sorted[40]) / (sorted[50] - sorted[40]);
            assertEquals(Math.max(0, Math.min(1, ramp)), logits[row], 1e-4);
        }
    }

    @Test
    void severalAreTrainedWrittenAndReadAsOneModel(@TempDir Path folder) throws IOException {
        Made made = Made.of(300, 4, 6, 0, 2);
        Classifier trained = Training.of(perceptron(3, true), QUICK.epochs(15))
                .run(made.rows(0, 160), made.rows(160, 200))
                .classifier();
        double[] scores = trained.probabilities(made.rows(200, 300));
        assertTrue(Scores.rocAuc(made.rows(200, 300).truth(), scores) > 0.95);
        assertNotEquals(
                trained.weights().arrays().get("0.head.weight")[0],
                trained.weights().arrays().get("1.head.weight")[0]);
        Classifier read = Classifier.read(trained.write(folder));
        assertArrayEquals(scores, read.probabilities(made.rows(200, 300)));
        assertTrue(Files.readString(folder.resolve("card.json")).contains("\"networks\": 3"));
        assertTrue(read.toString().startsWith("small, average of 3 networks, "), read.toString());
    }

    @Test
    void trainedOnceMoreItHasLearnedFromAllAndKeepsWhatWasTuned(@TempDir Path folder) {
        Made made = Made.of(200, 4, 2, 0, 3);
        Training training = Training.of(perceptron(1, true), QUICK);
        Training.Outcome tuned = training.run(made.rows(0, 120), made.rows(120, 160));
        Training.Outcome last = training.again(made, made.rows(120, 160), tuned);
        assertEquals(200.0, ((Number) last.classifier().about().get("trained_on")).doubleValue());
        assertEquals(tuned.classifier().temperature(), last.classifier().temperature());
        assertEquals(tuned.history(), last.history());
        assertEquals(
                tuned.classifier().about().get("thresholds"),
                last.classifier().about().get("thresholds"));
        assertEquals(
                InputTransforms.fit(made, NetworkDesign.of(perceptron(1, true)), true)
                        .transform(),
                last.classifier().transform());
        Training stopped = training.checkpoints(folder);
        stopped.kept().run(made.rows(0, 120), made.rows(120, 160));
        assertThrows(
                IllegalStateException.class,
                () -> stopped.watched(moment -> {
                            if (moment.epoch() == tuned.best()) {
                                throw new IllegalStateException("killed");
                            }
                        })
                        .again(made, made.rows(120, 160), tuned));
        assertEquals(
                last.classifier().weights(),
                stopped.again(made, made.rows(120, 160), tuned).classifier().weights());
        assertFalse(Files.exists(folder.resolve("checkpoint.safetensors")));
        assertFalse(Files.exists(folder.resolve("checkpoint_all.safetensors")));
    }

    @Test
    void networksThatReadFramesAreNotAveraged() {
        BadInput said = assertThrows(
                BadInput.class,
                () -> new Blueprint(
                        "two",
                        List.of(),
                        new ImageNetwork(List.of(4), 4),
                        new Blueprint.Shared(0, 0.2, 0, 16, 2, false),
                        ImageNetwork.NONE,
                        List.of()));
        assertEquals("blueprint two averages 2 networks that read frames; average perceptrons only", said.getMessage());
    }

    @Test
    void aCardThatAsksForTooManyNetworksIsRefusedBeforeTheyAreMade() {
        Blueprint one = Blueprint.mlp();
        BadInput said = assertThrows(
                BadInput.class,
                () -> new Blueprint(
                        "many",
                        one.layers(),
                        ImageNetwork.NONE,
                        new Blueprint.Shared(0, 0.2, 0, 0, 1_000_000, true),
                        ImageNetwork.NONE,
                        List.of()));
        assertEquals("blueprint many averages 1000000 networks; average at most 100", said.getMessage());
    }
}
