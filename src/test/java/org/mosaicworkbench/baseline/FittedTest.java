package org.mosaicworkbench.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mosaicworkbench.Slow;
import org.mosaicworkbench.evaluate.Label;
import org.mosaicworkbench.evaluate.Scores;
import org.mosaicworkbench.io.BadInput;

@Slow
class FittedTest {

    /** Distance from the maximum likelihood at which gradient descent ends. */
    private static final double PROBABILITY = 0.005;

    private static final double AREA = 0.002;
    /**
     * Scatter of such forests between seeds; moreover, Tribuo counts votes whereas scikit-learn averages probabilities.
     */
    private static final double FOREST_AREA = 0.02;

    private static final double IMPORTANCE = 0.02;

    private static Reference reference;
    private static FeatureMatrix all;

    private record Reference(
            double[][] x,
            int[] y,
            int learned,
            double[] logistic_probabilities,
            double logistic_auc,
            double[] logistic_importance,
            double forest_auc) {}

    @BeforeAll
    static void read() throws IOException {
        try (Reader in = new InputStreamReader(
                FittedTest.class.getResourceAsStream("/reference/baselines.json"), StandardCharsets.UTF_8)) {
            reference = new Gson().fromJson(in, Reference.class);
        }
        all = new FeatureMatrix(
                IntStream.range(0, 4)
                        .mapToObj(c -> new FeatureMatrix.Column("x" + c, FeatureMatrix.Kind.MEASURED))
                        .toList(),
                IntStream.range(0, reference.y.length).mapToObj(i -> "d" + i).toList(),
                reference.x,
                Arrays.stream(reference.y)
                        .mapToObj(y -> Label.of(String.valueOf(y)))
                        .toList());
    }

    private static FeatureMatrix learned() {
        return all.rows(IntStream.range(0, reference.learned).toArray());
    }

    private static FeatureMatrix others() {
        return all.rows(IntStream.range(reference.learned, all.size()).toArray());
    }

    private static double area(Baseline baseline, long seed) {
        return Scores.rocAuc(
                others().truth(), baseline.fit(learned(), "reference", seed).probabilities(others()));
    }

    @Test
    void logisticRegressionIsThatOfScikitLearn() {
        Fitted fitted = Baseline.Logistic.STANDARD.fit(learned(), "reference", 1);
        double[] own = fitted.probabilities(others());
        assertArrayEquals(reference.logistic_probabilities, own, PROBABILITY);
        assertEquals(reference.logistic_auc, Scores.rocAuc(others().truth(), own), AREA);
    }

    @Test
    void aForestIsAsGoodAsThatOfScikitLearnAndTreesBeatALineWhereFeaturesActTogether() {
        assertEquals(reference.forest_auc, area(Baseline.Forest.STANDARD, 1), FOREST_AREA);
        assertEquals(reference.forest_auc, area(Baseline.Boosted.STANDARD, 1), 2 * FOREST_AREA);
    }

    @Test
    void importanceIsThatOfScikitLearnForTheSameModel() {
        Fitted fitted = Baseline.Logistic.STANDARD.fit(learned(), "reference", 1);
        List<Importance> found = Importance.of(fitted, others(), 100, 1);
        for (Importance importance : found) {
            assertEquals(
                    reference.logistic_importance[importance.column().charAt(1) - '0'], importance.drop(), IMPORTANCE);
        }
        assertEquals("x1", found.get(0).column());
        assertEquals(found, Importance.of(fitted, others(), 100, 1));
    }

    @Test
    void theSameSeedFitsTheSameAndAnotherDoesNot() {
        for (Baseline baseline : Baseline.all()) {
            double[] once = baseline.fit(learned(), "reference", 3).probabilities(others());
            assertArrayEquals(once, baseline.fit(learned(), "reference", 3).probabilities(others()), baseline.name());
            double[] other = baseline.fit(learned(), "reference", 4).probabilities(others());
            assertEquals(baseline instanceof Baseline.Majority, Arrays.equals(once, other), baseline.name());
        }
    }

    @Test
    void theMajorityKnowsNothing() {
        double[] scores = new Baseline.Majority().fit(learned(), "reference", 1).probabilities(others());
        double part =
                (double) Arrays.stream(reference.y).limit(reference.learned).sum() / reference.learned;
        assertArrayEquals(Arrays.stream(scores).map(s -> part).toArray(), scores);
        assertEquals(0.5, Scores.rocAuc(others().truth(), scores));
    }

    @Test
    void codesHaveNoOrderAndWhatIsMissingIsSaid() {
        double[][] values = new double[60][];
        Label[] labels = new Label[60];
        for (int i = 0; i < 60; i++) {
            labels[i] = i % 3 == 1 ? Label.MISALIGNED : Label.ALIGNED;
            values[i] = new double[] {i % 3, i % 3 == 1 ? Double.NaN : 4 + i % 7};
        }
        FeatureMatrix codes = new FeatureMatrix(
                List.of(
                        new FeatureMatrix.Column("det", FeatureMatrix.Kind.CODE),
                        new FeatureMatrix.Column("width", FeatureMatrix.Kind.MEASURED)),
                IntStream.range(0, 60).mapToObj(i -> "d" + i).toList(),
                values,
                List.of(labels));
        Fitted fitted = Baseline.Logistic.STANDARD.fit(codes, "made", 1);
        assertEquals(List.of("det=0", "det=1", "det=2", "width", "width missing"), fitted.inputs());
        assertEquals(1, Scores.rocAuc(codes.truth(), fitted.probabilities(codes)));
        assertTrue(fitted.provenance().contains("LinearSGDTrainer"), fitted.provenance());
        assertTrue(fitted.provenance().contains("made"), fitted.provenance());
        double[] unknown = fitted.probabilities(
                new FeatureMatrix(codes.columns(), List.of("new"), new double[][] {{7, 5}}, List.of(Label.ALIGNED)));
        assertFalse(Double.isNaN(unknown[0]));
    }

    @Test
    void whatCannotBeLearnedFromIsSaid() {
        FeatureMatrix one = all.rows(
                IntStream.range(0, all.size()).filter(i -> reference.y[i] == 0).toArray());
        assertEquals(
                "a random forest cannot be trained on " + one.size()
                        + " datasets of which 0 are misaligned; provide aligned " + "and misaligned ones",
                assertThrows(BadInput.class, () -> Baseline.Forest.STANDARD.fit(one, "made", 1))
                        .getMessage());
        assertEquals(
                "there is no baseline 'svm'; choose one of majority, logistic, forest and boosted",
                assertThrows(BadInput.class, () -> Baseline.named("svm")).getMessage());
    }
}
