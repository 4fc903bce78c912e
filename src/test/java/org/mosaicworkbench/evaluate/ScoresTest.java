package org.mosaicworkbench.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.io.JsonValue;
import org.tribuo.classification.evaluation.LabelEvaluationUtil;

class ScoresTest {

    private static final double REFERENCE = 1e-9;
    private static final double EXACT = 1e-15;

    /** The results of scikit-learn. */
    private record Reference(
            int[] y_true,
            double[] y_score,
            double roc_auc,
            double average_precision,
            double[][] confusion_at_0_5,
            double accuracy,
            double precision,
            double recall,
            double f1,
            double log_loss,
            double brier) {

        static Reference read() throws IOException {
            try (Reader in = new InputStreamReader(
                    ScoresTest.class.getResourceAsStream("/reference/metrics.json"), StandardCharsets.UTF_8)) {
                return new Gson().fromJson(in, Reference.class);
            }
        }
    }

    @Test
    void metricsEqualThoseOfScikitLearn() throws IOException {
        Reference r = Reference.read();
        boolean[] truth = truth(r.y_true);
        Confusion confusion = Confusion.of(truth, r.y_score, 0.5);

        assertEquals(r.roc_auc, Scores.rocAuc(truth, r.y_score), REFERENCE);
        assertEquals(r.average_precision, Scores.averagePrecision(truth, r.y_score), REFERENCE);
        assertEquals(r.log_loss, Scores.logLoss(truth, r.y_score), REFERENCE);
        assertEquals(r.brier, Scores.brier(truth, r.y_score), REFERENCE);
        assertArrayEquals(r.confusion_at_0_5[0], confusion.counts()[0]);
        assertArrayEquals(r.confusion_at_0_5[1], confusion.counts()[1]);
        assertEquals(r.accuracy, confusion.accuracy(), REFERENCE);
        assertEquals(r.precision, confusion.precision(), REFERENCE);
        assertEquals(r.recall, confusion.recall(), REFERENCE);
        assertEquals(r.f1, confusion.f1(), REFERENCE);
    }

    @Test
    void tiesCountHalfAndCurvesGoFromCornerToCorner() {
        boolean[] truth = truth(0, 0, 1, 1);
        double[] score = {0.1, 0.4, 0.4, 0.8};

        assertEquals(3.5 / 4, Scores.rocAuc(truth, score), EXACT);
        assertEquals(0.5 * 1 + 0.5 * 2 / 3, Scores.averagePrecision(truth, score), EXACT);
        Curve roc = Scores.rocCurve(truth, score);
        assertArrayEquals(new double[] {0, 0, 0.5, 1}, roc.x(), EXACT);
        assertArrayEquals(new double[] {0, 0.5, 1, 1}, roc.y(), EXACT);
        Curve pr = Scores.precisionRecallCurve(truth, score);
        assertEquals(1, pr.x()[0]);
        assertEquals(0, pr.x()[pr.x().length - 1]);
        assertEquals(1, pr.y()[pr.y().length - 1]);
        assertArrayEquals(new double[] {0.4, 0.8, Double.POSITIVE_INFINITY}, pr.thresholds());
        assertEquals(0.5, Scores.rocAuc(truth(0, 1, 0, 1), new double[] {0.5, 0.5, 0.5, 0.5}), EXACT);
    }

    @Test
    void areasEqualThoseOfTribuo() {
        SplittableRandom random = new SplittableRandom(11);
        for (int trial = 0; trial < 50; trial++) {
            boolean[] truth = new boolean[40];
            double[] score = new double[40];
            for (int i = 0; i < truth.length; i++) {
                truth[i] = i == 0 || (i > 1 && random.nextBoolean());
                score[i] = random.nextInt(12) / 11.0;
            }
            assertEquals(LabelEvaluationUtil.binaryAUCROC(truth, score), Scores.rocAuc(truth, score), 1e-13);
            assertEquals(
                    LabelEvaluationUtil.averagedPrecision(truth, score), Scores.averagePrecision(truth, score), 1e-13);
        }
    }

    @Test
    void whatIsNotDefinedIsNaN() {
        double[] score = {0.2, 0.9};
        for (boolean[] one : List.of(truth(0, 0), truth(1, 1))) {
            assertTrue(Double.isNaN(Scores.rocAuc(one, score)));
            assertEquals(0, Scores.rocCurve(one, score).x().length);
        }
        assertTrue(Double.isNaN(Scores.averagePrecision(truth(0, 0), score)));
        assertEquals(1, Scores.averagePrecision(truth(1, 1), score));
        assertTrue(Double.isNaN(Scores.thresholdFor(0.01, truth(1, 1), score)));
        boolean[] none = {};
        assertTrue(Double.isNaN(Scores.logLoss(none, new double[0])));
        assertTrue(Double.isNaN(Scores.brier(none, new double[0])));
        assertTrue(Double.isNaN(Scores.calibrationError(none, new double[0], 10)));

        Confusion allAligned = new Confusion(3, 0, 0, 0);
        assertEquals(1, allAligned.accuracy());
        for (double undefined : new double[] {
            allAligned.precision(),
            allAligned.recall(),
            allAligned.f1(),
            allAligned.normalised()[1][0],
            new Confusion(0, 0, 0, 0).accuracy()
        }) {
            assertTrue(Double.isNaN(undefined));
        }
    }

    @Test
    void certaintiesThatAreWrongStayFinite() {
        assertEquals(-Math.log(Math.ulp(1.0)), Scores.logLoss(truth(1), new double[] {0}), 1e-12);
        assertEquals(0, Scores.logLoss(truth(0, 1), new double[] {0, 1}), 1e-15);
    }

    @Test
    void aThresholdKeepsItsPromise() {
        boolean[] truth = truth(0, 0, 0, 0, 1, 1);
        double[] score = {0.1, 0.2, 0.2, 0.7, 0.6, 0.9};
        assertEquals(Math.nextUp(0.7), Scores.thresholdFor(0, truth, score));
        assertEquals(Math.nextUp(0.2), Scores.thresholdFor(0.25, truth, score));
        assertEquals(Math.nextUp(0.2), Scores.thresholdFor(0.5, truth, score));
        assertEquals(0, Scores.thresholdFor(1, truth, score));
        assertEquals(
                0.25,
                Confusion.of(truth, score, Scores.thresholdFor(0.26, truth, score))
                        .falsePositiveRate());
        assertEquals(
                "the target false positive rate is 5.0; it must be between 0 and 1",
                assertThrows(IllegalArgumentException.class, () -> Scores.thresholdFor(5, truth, score))
                        .getMessage());
    }

    @Test
    void calibrationCountsWhatTurnsOutAsSaid() {
        boolean[] truth = truth(0, 0, 1, 1, 1);
        double[] score = {0.0, 0.05, 0.05, 0.95, 1.0};
        assertEquals(
                List.of(new CalibrationBin(0, 0.1, 3, 0.1 / 3, 1.0 / 3), new CalibrationBin(0.9, 1, 2, 0.975, 1)),
                Scores.calibration(truth, score, 10));
        assertEquals((3 * (0.3 / 1) + 2 * 0.025) / 5, Scores.calibrationError(truth, score, 10), 1e-12);
    }

    @Test
    void aTemperatureTakesBackWhatWasTooMuch() {
        SplittableRandom random = new SplittableRandom(1);
        int n = 20_000;
        boolean[] truth = new boolean[n];
        double[] logits = new double[n];
        for (int i = 0; i < n; i++) {
            double honest = 6 * random.nextDouble() - 3;
            truth[i] = random.nextDouble() < 1 / (1 + Math.exp(-honest));
            logits[i] = 2.5 * honest;
        }
        Temperature found = Temperature.fit(truth, logits);
        assertEquals(2.5, found.value(), 0.1);
        assertEquals(Temperature.ONE.probability(1.7), found.undone(found.probability(1.7)), 1e-12);
        assertEquals(Temperature.ONE, Temperature.fit(truth(1, 1), new double[] {2, 3}));
        assertEquals(
                Temperature.LOWEST,
                Temperature.fit(truth(0, 1), new double[] {-2, 3}).value(),
                1e-6);
        assertEquals(
                "the temperature is 0.1; it must be between 0.5 and 10.0",
                assertThrows(BadInput.class, () -> new Temperature(0.1)).getMessage());
        assertEquals(
                "card.json: the temperature is -2.0; it must be between 0.5 and 10.0",
                assertThrows(BadInput.class, () -> Temperature.of(JsonValue.parse("-2", "card.json", "")))
                        .getMessage());
    }

    @Test
    void intervalsHoldTheTruthAsOftenAsTheySay() {
        SplittableRandom random = new SplittableRandom(7);
        int held = 0;
        for (int trial = 0; trial < 100; trial++) {
            boolean[] truth = new boolean[150];
            double[] score = new double[150];
            List<String> groups = new ArrayList<>();
            for (int i = 0; i < truth.length; i++) {
                truth[i] = i % 2 == 0;
                score[i] = truth[i] ? Math.sqrt(random.nextDouble()) : random.nextDouble();
                groups.add("g" + i);
            }
            Interval interval =
                    Interval.bootstrap(truth, score, groups, Scores::rocAuc, new Interval.Draws(200, trial));
            held += interval.low() <= 2.0 / 3 && 2.0 / 3 <= interval.high() ? 1 : 0;
        }
        assertTrue(held >= 88 && held <= 100, "held " + held);
    }

    @Test
    void groupsAreDrawnWhole() {
        boolean[] truth = new boolean[40];
        double[] score = new double[40];
        List<String> single = new ArrayList<>();
        List<String> pairs = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 40; i++) {
            score[i] = i % 2 == 0 ? random.nextDouble() : score[i - 1];
            single.add("s" + i);
            pairs.add("p" + i / 2);
        }
        Interval narrow = Interval.bootstrap(truth, score, single, Scores::brier, new Interval.Draws(2000, 5));
        Interval wide = Interval.bootstrap(truth, score, pairs, Scores::brier, new Interval.Draws(2000, 5));
        assertEquals(Math.sqrt(2), (wide.high() - wide.low()) / (narrow.high() - narrow.low()), 0.15);
        assertEquals(wide, Interval.bootstrap(truth, score, pairs, Scores::brier, new Interval.Draws(2000, 5)));
        assertEquals(
                Interval.NONE,
                Interval.bootstrap(
                        truth(1), new double[] {1}, List.of("a"), Scores::brier, new Interval.Draws(100, 5)));
    }

    @Test
    void wilsonIntervalsAreThoseOfTheTables() {
        Interval half = Interval.ofPart(5, 10);
        assertEquals(0.2366, half.low(), 1e-4);
        assertEquals(0.7634, half.high(), 1e-4);
        assertEquals(0, Interval.ofPart(0, 10).low());
        assertEquals(0.2775, Interval.ofPart(0, 10).high(), 1e-4);
        assertEquals(Interval.NONE, Interval.ofPart(0, 0));
    }

    @Test
    void whatDoesNotFitIsSaid() {
        assertEquals(
                "1 labels and 2 scores; their numbers must be equal",
                assertThrows(IllegalArgumentException.class, () -> Scores.brier(truth(1), new double[2]))
                        .getMessage());
        assertEquals(
                "score 2 of 2 is NaN; a score must be a number",
                assertThrows(BadInput.class, () -> Scores.rocAuc(truth(1, 0), new double[] {1, Double.NaN}))
                        .getMessage());
        assertEquals(
                "the number of calibration bins is 0; it must be at least 1",
                assertThrows(IllegalArgumentException.class, () -> Scores.calibration(truth(1), new double[1], 0))
                        .getMessage());
        assertEquals(
                "the label is '2'; it must be 0 (aligned) or 1 (misaligned)",
                assertThrows(BadInput.class, () -> Label.of("2")).getMessage());
    }

    static boolean[] truth(int... codes) {
        boolean[] truth = new boolean[codes.length];
        for (int i = 0; i < codes.length; i++) {
            truth[i] = codes[i] == 1;
        }
        return truth;
    }
}
