package org.mosaicworkbench.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mosaicworkbench.caution.FarFeatures;
import org.mosaicworkbench.features.Feature;

class FarFeaturesTest {

    private static Classifier model;

    @BeforeAll
    static void train() {
        Made made = Made.of(200, 4, 1, 0, 3);
        model = Training.of(Blueprint.mlp(), TrainingConfig.STANDARD.epochs(1).normalize(true))
                .run(made.rows(0, 160), made.rows(160, 200))
                .classifier()
                .with("name", "made");
    }

    private static Map<String, double[]> columns(Made made) {
        Map<String, double[]> columns = new LinkedHashMap<>();
        for (Feature feature : Feature.values()) {
            columns.put(
                    feature.column(),
                    IntStream.range(0, made.size())
                            .mapToDouble(row -> made.features(row)[feature.place()])
                            .toArray());
        }
        return columns;
    }

    @Test
    void aTableOfTheSameKindIsNotFar() {
        assertEquals(List.of(), FarFeatures.cautions(model, columns(Made.of(60, 4, 1, 0, 4))));
    }

    @Test
    void eachFeatureThatIsFarIsSaidOnce() {
        Map<String, double[]> columns = columns(Made.of(60, 4, 1, 0, 4));
        Arrays.setAll(columns.get("rms_dec"), i -> 100 * columns.get("rms_dec")[i]);
        Arrays.setAll(columns.get("gaia"), i -> i % 3 == 0 ? 1e6 : columns.get("gaia")[i]);
        Arrays.setAll(columns.get("det"), i -> 1e6);
        List<String> said = FarFeatures.cautions(model, columns);
        assertEquals(2, said.size(), said.toString());
        assertTrue(
                said.get(0)
                        .matches(
                                "rms_dec is far off: its median is \\d\\.\\d standard deviations above the mean of the "
                                        + "training set of made; its probabilities may be unreliable here"),
                said.get(0));
        assertTrue(
                said.get(1).startsWith("gaia is far off: 33 % of the datasets are more than 2.5 standard deviations"),
                said.get(1));
    }

    @Test
    void ofFewDatasetsNothingIsSaid() {
        Map<String, double[]> columns = columns(Made.of(8, 4, 1, 0, 4));
        Arrays.fill(columns.get("rms_dec"), 1e5);
        assertEquals(List.of(), FarFeatures.cautions(model, columns));
    }
}
