package org.mosaicworkbench.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mosaicworkbench.evaluate.Temperature;
import org.mosaicworkbench.io.BadInput;

/** A model with one invalid number is rejected, because it would make every prediction the same. */
class DamagedModelTest {

    private static final int SIZE = 16;
    private static final String REMEDY = "; copy the model again or train it again";
    private static final Blueprint TINY = new Blueprint(
            "tiny",
            List.of(4),
            new ImageNetwork(List.of(3), 4),
            new Blueprint.Shared(4, 0.2, 0.1, SIZE),
            ImageNetwork.NONE,
            List.of());

    @TempDir
    private Path folder;

    private Classifier with(Consumer<Map<String, float[]>> damage) {
        NetworkDesign design = NetworkDesign.of(TINY);
        Weights weights = Weights.initial(design, 1);
        damage.accept(weights.arrays());
        return new Classifier(design, weights, InputTransforms.NONE, Temperature.ONE, Map.of());
    }

    private String message() {
        return assertThrows(BadInput.class, () -> Classifier.read(folder)).getMessage();
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void aWeightThatIsNotFiniteIsRefused(float value) {
        with(arrays -> arrays.get("head.bias")[0] = value).write(folder);
        assertEquals(
                folder.resolve("model.safetensors") + ": number 1 of the array head.bias is " + value
                        + "; it must be finite" + REMEDY,
                message());
    }

    @Test
    void aVarianceBelowZeroIsRefused() {
        with(arrays -> arrays.get("norm.0.variance")[2] = -1).write(folder);
        assertEquals(
                folder.resolve("model.safetensors")
                        + ": number 3 of the array norm.0.variance is -1.0; it must be finite and at least 0" + REMEDY,
                message());
    }

    @Test
    void aThresholdOutOfRangeIsRefused() throws IOException {
        with(arrays -> {}).write(folder);
        Path card = folder.resolve("card.json");
        Files.writeString(card, Files.readString(card).replace("\"threshold\": 0.5", "\"threshold\": 1.5"));
        assertEquals(card + ": the threshold is 1.5; it must be between 0 and 1", message());
    }

    @Test
    void aTransformThatIsNotFiniteIsRefused() throws IOException {
        with(arrays -> {}).write(folder);
        Path card = folder.resolve("card.json");
        Files.writeString(card, Files.readString(card).replace("\"normalised\": false", "\"normalised\": true"));
        Files.writeString(folder.resolve("tx_data.json"), "{\"lambdas\":[NaN],\"mu\":[0],\"sigma\":[1]}");
        assertTrue(message().startsWith(folder.resolve("tx_data.json") + ": "), message());
    }

    /** Finite weights can also overflow; the datasets are listed, and no probability is invented. */
    @Test
    void anAnswerThatIsNotFiniteIsNoProbability() {
        Classifier huge = with(arrays -> arrays.values().forEach(values -> Arrays.fill(values, 1e30f)));
        SortedMap<Integer, BadInput> unread = new TreeMap<>();
        Made two = Made.of(2, SIZE, 1, 2, 4);
        double[] probabilities = huge.probabilities(two, done -> {}, (row, e) -> {
            synchronized (unread) {
                unread.put(row, e);
            }
        });
        assertArrayEquals(new double[] {Double.NaN, Double.NaN}, probabilities);
        assertEquals(2, unread.size());
        assertEquals(
                "the model yields NaN for " + two.index(1) + ", which is not a probability; look for out-of-range "
                        + "values among its features, or copy the model again",
                unread.get(1).getMessage());
    }
}
