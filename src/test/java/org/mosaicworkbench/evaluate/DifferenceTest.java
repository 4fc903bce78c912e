package org.mosaicworkbench.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.mosaicworkbench.Slow;
import org.mosaicworkbench.io.BadInput;

@Slow
class DifferenceTest {

    /** Two standard errors of a fraction of 0.95 in 100 trials. */
    private static final double COVERAGE = 0.05;

    /** Scores with shared difficulties; {@code own} is the additional noise of a model. */
    private static Evaluation judged(double own, long seed, int visits) {
        SplittableRandom shared = new SplittableRandom(1 + visits);
        SplittableRandom random = new SplittableRandom(seed);
        List<Prediction> verdicts = new ArrayList<>();
        for (int i = 0; i < 2 * visits; i++) {
            Label truth = i % 2 == 0 ? Label.ALIGNED : Label.MISALIGNED;
            double z = 2 * truth.code() - 1 + shared.nextGaussian() + own * random.nextGaussian();
            double p = 1 / (1 + Math.exp(-z));
            verdicts.add(new Prediction(
                    String.format("hst_1_01_acs_wfc_total_v%04d%s", i / 2, i % 2 == 0 ? "" : "_all_stat"),
                    truth,
                    p,
                    Label.at(p, 0.5)));
        }
        return Evaluation.of("test", verdicts, List.of(), DecisionSettings.PLAIN);
    }

    @Test
    void aModelThatAddsNoiseIsWorseAndThePairingShowsIt() {
        Evaluation plain = judged(0, 1, 100);
        Evaluation noisy = judged(1.2, 2, 100);
        Difference difference = Difference.of(plain, noisy);
        assertEquals(Scores.rocAuc(plain.truth(), plain.scores()), difference.one());
        assertEquals(Scores.rocAuc(noisy.truth(), noisy.scores()), difference.other());
        assertEquals(Difference.Finding.BETTER, difference.finding());
        assertEquals(Difference.Finding.WORSE, Difference.of(noisy, plain).finding());
        assertEquals(200, difference.datasets());
        assertEquals(100, difference.visits());
        double paired = difference.interval().high() - difference.interval().low();
        double own = plain.metrics().interval("roc_auc").high()
                - plain.metrics().interval("roc_auc").low();
        double other = noisy.metrics().interval("roc_auc").high()
                - noisy.metrics().interval("roc_auc").low();
        assertTrue(
                paired < 0.8 * Math.sqrt(own * own + other * other),
                "paired " + paired + ", else " + Math.sqrt(own * own + other * other));
    }

    @Test
    void aModelDoesNotDifferFromItselfWhateverTheOrder() {
        Evaluation plain = judged(0, 1, 40);
        List<Prediction> turned = new ArrayList<>(plain.verdicts());
        Collections.reverse(turned);
        Difference none = Difference.of(plain, Evaluation.of("test", turned, List.of(), DecisionSettings.PLAIN));
        assertEquals(new Interval(0, 0), none.interval());
        assertEquals(Difference.Finding.NOT_SHOWN, none.finding());
        assertEquals("+0.000 (95 % interval +0.000 to +0.000)", none.toString());
    }

    @Test
    void twoEquallyNoisyModelsAreRarelyFoundToDiffer() {
        int found = 0;
        for (int trial = 0; trial < 100; trial++) {
            found += Difference.of(judged(1, 1000 + trial, 60), judged(1, 5000 + trial, 60))
                                    .finding()
                            == Difference.Finding.NOT_SHOWN
                    ? 0
                    : 1;
        }
        assertEquals(0.05, found / 100.0, COVERAGE);
    }

    @Test
    void differentDatasetsCannotBeCompared() {
        assertEquals(
                "models can only be compared on the same datasets; here they were evaluated on 80 and on 60, of which"
                        + " 60 are the same: use the same table, seed and validation for both",
                assertThrows(BadInput.class, () -> Difference.of(judged(0, 1, 40), judged(0, 1, 30)))
                        .getMessage());
    }
}
