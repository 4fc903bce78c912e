package org.mosaicworkbench.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.mosaicworkbench.diagnose.ExposureShift;
import org.mosaicworkbench.diagnose.MeasuredExposure;
import org.mosaicworkbench.features.MeasuredNumbers;
import org.mosaicworkbench.features.Measurement;
import org.mosaicworkbench.maths.UncertainShift;

class DecisionRuleTest {

    private static final double NO = Double.NaN;
    private static final DecisionRule RULE = new DecisionRule(0.5, 0.5);
    private static final double SPREAD = 400;

    private static MeasuredExposure exposure(String name, double dx, double dy, double error) {
        return exposure(name, new UncertainShift(dx, dy, error, error, 0), 0, 30, NO);
    }

    private static MeasuredExposure exposure(
            String name, UncertainShift shift, double roll, int sources, double trail) {
        boolean off = shift.size() > 0.2 || Math.abs(roll) > 0.01;
        return new MeasuredExposure(
                new ExposureShift(
                        name,
                        "F606W",
                        shift,
                        new ExposureShift.OnSky(0, 0, 0, roll, 0.0005),
                        sources,
                        new ExposureShift.Finding(off ? ExposureShift.State.OFF : ExposureShift.State.AGREES, "")),
                SPREAD,
                0.03,
                trail,
                0.1);
    }

    private static MeasuredExposure unknown(String name) {
        return new MeasuredExposure(
                new ExposureShift(
                        name,
                        "F606W",
                        new UncertainShift(NO, NO, NO, NO, NO),
                        new ExposureShift.OnSky(NO, NO, NO, NO, NO),
                        0,
                        new ExposureShift.Finding(ExposureShift.State.UNKNOWN, "1 source in common")),
                SPREAD,
                NO,
                NO,
                NO);
    }

    private static Judgement judged(double probability, double sources, MeasuredExposure... exposures) {
        return RULE.judge(new Evidence(
                probability, 4, new MeasuredNumbers(Map.of(Measurement.SOURCES_USED, sources)), List.of(exposures)));
    }

    @Test
    void aMeasurementThatIsBeyondDoubtIsNeverOverruled() {
        SplittableRandom random = new SplittableRandom(3);
        int beyond = 0;
        for (int i = 0; i < 1000; i++) {
            double error = 0.01 * Math.pow(50, random.nextDouble());
            double size = 0.02 * Math.pow(200, random.nextDouble());
            double angle = 2 * Math.PI * random.nextDouble();
            int sources = 3 + random.nextInt(40);
            UncertainShift exact = new UncertainShift(0, 0, error / 2, error / 2, 0);
            Judgement said = judged(
                    random.nextDouble(),
                    40,
                    exposure("a", exact, 0, sources, NO),
                    exposure("b", exact, 0, sources, NO),
                    exposure(
                            "c",
                            new UncertainShift(size * Math.cos(angle), size * Math.sin(angle), error, error, 0),
                            0,
                            sources,
                            NO));
            double both = Math.hypot(error, error / 2);
            boolean large = size - 5 * both > 0.5;
            if (large || size + 5 * both < 0.5) {
                beyond++;
                Decision right = large ? Decision.MISALIGNED : Decision.ALIGNED;
                boolean well = sources >= 6 && error <= 0.15;
                assertTrue(
                        said.decision() == right || (!well && said.decision() == Decision.NO_VERDICT),
                        size + " +- " + error + " by " + sources + ": " + said);
            }
        }
        assertTrue(beyond > 300, "only a few were beyond doubt");
    }

    @Test
    void fewSourcesThatFallTogetherByChanceAreNoMisalignment() {
        MeasuredExposure[] chance = {
            exposure("a", new UncertainShift(0, 0, 0.3, 0.3, 0), 0, 4, NO),
            exposure("b", new UncertainShift(9, 2, 0.6, 0.6, 0), 0, 4, NO)
        };
        assertEquals(
                "too few sources in common; not compared: 2 exposures",
                judged(0.03, 40, chance).why());
        assertEquals(Decision.NO_VERDICT, judged(0.6, 4, chance).decision());
    }

    @Test
    void theGuiltyExposureIsNamedWithItsOffset() {
        Judgement said =
                judged(0.01, 40, exposure("a", 0, 0, 0.01), exposure("b", 0, 0, 0.01), exposure("c", 3, 4, 0.02));
        assertEquals(Decision.MISALIGNED, said.decision());
        assertEquals("c off by 5.00 +- 0.02 px", said.why());
        assertEquals(5, said.size().median(), 0.02);
        assertTrue(said.size().quantile(0.025) < 5 && said.size().quantile(0.975) > 5);
    }

    @Test
    void whichOfTwoIsRightIsNotSaid() {
        assertEquals(
                "b against a, by 5.00 +- 0.02 px",
                judged(0.01, 40, exposure("a", 0, 0, 0.02), exposure("b", 3, 4, 0.02))
                        .why());
        assertEquals(
                "c, d against a, b, by up to 5.00 +- 0.02 px",
                judged(
                                0.01,
                                40,
                                exposure("a", 0, 0, 0.02),
                                exposure("b", 0, 0, 0.02),
                                exposure("c", 3, 4, 0.02),
                                exposure("d", 3, 3.9, 0.02))
                        .why());
    }

    @Test
    void aRollCountsByWhatItMovesTheFieldBy() {
        double roll = Math.toDegrees(2 / SPREAD);
        Judgement said = judged(
                0.01,
                40,
                exposure("a", 0, 0, 0.01),
                exposure("b", new UncertainShift(0, 0, 0.01, 0.01, 0), roll, 30, NO));
        assertEquals(Decision.MISALIGNED, said.decision());
        assertEquals(2, said.size().median(), 0.03);
        assertEquals("b against a, by 0.00 +- 0.01 px, rolled by 0.286 +- 0.001 deg", said.why());
    }

    @Test
    void aTrailBeyondDoubtCounts() {
        MeasuredExposure trailed = exposure("b", new UncertainShift(0, 0, 0.01, 0.01, 0), 0, 30, 3);
        Judgement said = judged(0.01, 40, exposure("a", 0, 0, 0.01), trailed);
        assertEquals(Decision.MISALIGNED, said.decision());
        assertEquals(3 / Math.sqrt(3), said.size().median(), 0.1);
        assertEquals("stars of b trailed by 3.0 +- 0.1 px", said.why());
    }

    @Test
    void whereNothingCanBeKnownNothingIsSaid() {
        assertEquals(
                "too few sources: 3; not compared: 2 exposures",
                judged(0.9, 3, unknown("a"), unknown("b")).why());
        assertEquals(Decision.NO_VERDICT, judged(0.9, 3).decision());
        MeasuredNumbers moving = new MeasuredNumbers(Map.of(Measurement.MOVING_TARGET, 1.0));
        assertEquals(
                "moving target",
                RULE.judge(new Evidence(0.9, 4, moving, List.of())).why());
        assertEquals(
                "one exposure",
                RULE.judge(new Evidence(0.9, 1, MeasuredNumbers.NONE, List.of()))
                        .why());
        Judgement poor = judged(0.2, 40, exposure("a", 0, 0, 0.15), exposure("b", 0.47, 0, 0.15));
        assertEquals(Decision.NO_VERDICT, poor.decision());
        assertTrue(poor.why().startsWith("may be more than 0.5 px: "), poor.why());
        assertEquals("may be more than 0.5 px", poor.reason());
    }

    @Test
    void whatNoTwoExposuresShowIsNoSecondImageOfTheField() {
        for (double probability : new double[] {0.01, 0.999}) {
            Judgement said = judged(probability, 40, unknown("a"), unknown("b"), unknown("c"), unknown("d"));
            assertEquals("nothing in common; not compared: 4 exposures", said.why());
        }
        Judgement some = judged(0.999, 40, unknown("a"), unknown("b"));
        assertEquals(Decision.MISALIGNED, some.decision(), "two of four have no image");
    }

    @Test
    void anExposureThatIsOffIsEnoughThoughOthersAreNotKnown() {
        Judgement said = judged(0.1, 3, exposure("a", 0, 0, 0.01), exposure("b", 4, 0, 0.02), unknown("c"));
        assertEquals(Decision.MISALIGNED, said.decision());
        Judgement agree = judged(0.6, 40, exposure("a", 0, 0, 0.01), exposure("b", 0, 0, 0.02), unknown("c"));
        assertTrue(agree.probability() > 0.55, "what was not compared may be off");
    }

    @Test
    void withoutExposuresTheMosaicDecides() {
        assertEquals(Decision.MISALIGNED, judged(0.97, 40).decision());
        assertEquals("visible in the mosaic, size unknown", judged(0.97, 40).why());
        assertEquals(Decision.ALIGNED, judged(0.02, 40).decision());
        assertEquals(Decision.NO_VERDICT, judged(0.3, 40).decision());
        MeasuredNumbers twice =
                new MeasuredNumbers(Map.of(Measurement.DOUBLE_SIGNIFICANCE, 20.0, Measurement.DOUBLE_DISTANCE, 12.0));
        assertEquals(
                12, RULE.judge(new Evidence(0.99, 4, twice, List.of())).size().median(), 1);
        String why = RULE.judge(new Evidence(0.99, 4, twice, List.of())).why();
        assertTrue(why.startsWith("visible in the mosaic, about 1"), why);
    }

    @Test
    void theSizeThatIsAskedForIsTheOneThatIsJudged() {
        MeasuredExposure[] exposures = {exposure("a", 0, 0, 0.01), exposure("b", 0.3, 0, 0.02)};
        assertEquals(Decision.ALIGNED, judged(0.5, 30, exposures).decision());
        Evidence evidence = new Evidence(0.5, 2, MeasuredNumbers.NONE, List.of(exposures));
        assertEquals(
                Decision.MISALIGNED, new DecisionRule(0.2, 0.5).judge(evidence).decision());
    }

    @Test
    void moreNoiseOnMoreExposuresIsNoMisalignment() {
        SplittableRandom random = new SplittableRandom(11);
        int called = 0;
        for (int i = 0; i < 300; i++) {
            List<MeasuredExposure> many = new ArrayList<>();
            for (int k = 0; k < 12; k++) {
                many.add(exposure("e" + k, 0.05 * random.nextGaussian(), 0.05 * random.nextGaussian(), 0.05));
            }
            called += judged(0.5, 30, many.toArray(MeasuredExposure[]::new)).decision() == Decision.ALIGNED ? 0 : 1;
        }
        assertEquals(0, called);
    }

    /**
     * Exposures aligned by the same sources that compare them agree exactly, and are misaligned by the centroid errors.
     */
    @Test
    void exposuresThatWereAlignedBySourcesAreNoBetterThanTheseAllow() {
        SplittableRandom random = new SplittableRandom(12);
        int held = 0;
        for (int i = 0; i < 400; i++) {
            int number = 2 + i % 4;
            double[][] truth = new double[number][2];
            MeasuredExposure[] exposures = new MeasuredExposure[number];
            for (int k = 0; k < number; k++) {
                truth[k] = new double[] {0.03 * random.nextGaussian(), 0.03 * random.nextGaussian()};
                exposures[k] = exposure("e" + k, 0, 0, 0.03);
            }
            double largest = 0;
            for (double[] a : truth) {
                for (double[] b : truth) {
                    largest = Math.max(largest, Math.hypot(a[0] - b[0], a[1] - b[1]));
                }
            }
            SizeDistribution size = judged(0.01, 30, exposures).size();
            held += size.quantile(0.025) <= largest && largest <= size.quantile(0.975) ? 1 : 0;
        }
        assertTrue(held > 0.93 * 400, held + " of 400");
    }

    @Test
    void aModelIsTakenAtItsWordAboutTheSizeThatItLearned() {
        for (double p : new double[] {0.003, 0.2, 0.77, 0.999}) {
            assertEquals(p, judged(p, 40).probability(), 1e-6);
        }
    }
}
