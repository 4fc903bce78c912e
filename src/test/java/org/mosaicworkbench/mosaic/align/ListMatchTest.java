package org.mosaicworkbench.mosaic.align;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mosaicworkbench.Slow;
import org.mosaicworkbench.mosaic.StarField;
import org.mosaicworkbench.mosaic.detect.Detection;
import org.mosaicworkbench.sky.PixelPoint;

@Slow
class ListMatchTest {

    private static final double PIXELS = 0.05;

    @Test
    void injectedShiftsRollsAndScalesAreRecoveredFromImages() {
        Random random = new Random(20);
        int trials = 60;
        int good = 0;
        for (int trial = 0; trial < trials; trial++) {
            int size = 400;
            double shift = 0.05 * Math.pow(1000, random.nextDouble());
            double angle = 2 * Math.PI * random.nextDouble();
            Affine truth = Affine.of(
                    200,
                    200,
                    shift * Math.cos(angle),
                    shift * Math.sin(angle),
                    trial % 2 == 0 ? 0 : random.nextDouble() - 0.5,
                    1 + 0.001 * random.nextGaussian());
            List<StarField.Star> stars = StarField.stars(60, size, 600, random);
            List<Detection> here = StarField.find(StarField.image(stars, size, size, 50, 5, random), size, size, 5);
            List<Detection> there = StarField.find(
                    StarField.image(stars.stream().map(s -> s.moved(truth)).toList(), size, size, 80, 5, random),
                    size,
                    size,
                    5);
            assertTrue(here.size() >= 20);
            ListMatch.Outcome outcome = ListMatch.standard().match(StarField.spots(here), StarField.spots(there));
            good += outcome.found() && agree(outcome.fit().map(), truth, 200, 200) ? 1 : 0;
        }
        assertTrue(good >= 0.95 * trials, good + " of " + trials);
    }

    @Test
    void alsoWithAsManyFalseSourcesAndTwentyTrueOnes() {
        Random random = new Random(21);
        int good = 0;
        for (int trial = 0; trial < 100; trial++) {
            Affine truth = Affine.of(
                    500,
                    500,
                    50 * (2 * random.nextDouble() - 1),
                    50 * (2 * random.nextDouble() - 1),
                    random.nextDouble() - 0.5,
                    1);
            List<Spot> from = new ArrayList<>(random(20, random));
            List<Spot> to = new ArrayList<>(from.stream()
                    .map(s -> jittered(s.moved(truth), 0.05, random))
                    .toList());
            from.addAll(random(20, random));
            to.addAll(random(20, random));
            ListMatch.Outcome outcome = ListMatch.standard().match(from, to);
            good += outcome.found() && agree(outcome.fit().map(), truth, 500, 500) ? 1 : 0;
        }
        assertTrue(good >= 95, good + " of 100");
    }

    @Test
    void unrelatedListsAreRefused() {
        Random random = new Random(22);
        for (int trial = 0; trial < 100; trial++) {
            int n = 5 + 8 * (trial % 30);
            ListMatch.Outcome outcome = ListMatch.standard().match(random(n, random), random(n, random));
            assertFalse(outcome.found(), "an offset between unrelated lists of " + n);
        }
    }

    @Test
    void tooFewSourcesAreRefusedWithTheReason() {
        Random random = new Random(23);
        List<Spot> three = random(3, random);
        assertEquals(
                "too few sources: 3 and 3, at least 4 are needed in each list",
                ListMatch.standard().match(three, three).refused());
        assertTrue(ListMatch.standard()
                .match(random(6, random), random(6, random))
                .refused()
                .startsWith("no common pattern: at most "));
    }

    @Test
    void unrelatedClumpsAroundOneBrightStarAreRefused() {
        Random random = new Random(27);
        int given = 0;
        for (int trial = 0; trial < 100; trial++) {
            given += ListMatch.standard()
                            .match(clump(30, 15, random), clump(30, 15, random))
                            .found()
                    ? 1
                    : 0;
        }
        assertTrue(given <= 1, given + " of 100 unrelated clumps were given a fit");
    }

    @Test
    void chanceIsThatOfPoisson() {
        assertEquals(1 - Math.exp(-0.5) * (1 + 0.5 + 0.125), ListMatch.poissonTail(0.5, 3), 1e-12);
        assertEquals(1, ListMatch.poissonTail(7, 0), 1e-9);
        assertEquals(0, ListMatch.poissonTail(0, 1));
    }

    /** Few sources, many of them false, shifted, some rotated: the results are correct within three stated errors. */
    @Test
    void fitsOfFewSourcesAreHonestAtTheMiddle() {
        Random random = new Random(28);
        int given = 0;
        int beyond = 0;
        for (int trial = 0; trial < 300; trial++) {
            int common = 3 + random.nextInt(12);
            double roll = trial % 3 == 0 ? 0.4 * (random.nextDouble() - 0.5) : 0;
            Affine truth = Affine.of(500, 500, 30 * random.nextGaussian(), 30 * random.nextGaussian(), roll, 1);
            List<Spot> from = new ArrayList<>(trial % 2 == 0 ? random(common, random) : clump(common, 150, random));
            List<Spot> to = new ArrayList<>(from.stream()
                    .map(s -> jittered(s.moved(truth), 0.05, random))
                    .toList());
            from.addAll(random(15, random));
            to.addAll(random(15, random));
            ListMatch.Outcome outcome = ListMatch.standard().match(from, to);
            if (outcome.found()) {
                given++;
                PixelPoint right = truth.apply(500, 500);
                PixelPoint found = outcome.fit().map().apply(500, 500);
                double error = Math.max(Math.abs(found.x() - right.x()), Math.abs(found.y() - right.y()));
                beyond += error > 3 * outcome.fit().errorAt(500, 500) ? 1 : 0;
            }
        }
        assertTrue(given > 150, given + " fits of 300");
        assertTrue(beyond <= 0.01 * given, beyond + " of " + given + " beyond three errors");
    }

    @Test
    void aPlaceFarFromTheMatchesIsLessCertain() {
        Random random = new Random(29);
        int covered = 0;
        int trials = 300;
        for (int trial = 0; trial < trials; trial++) {
            List<Spot> from = random(12, random);
            Affine truth = Affine.of(500, 500, 1, 2, 0.3, 1.001);
            AffineFit fit = AffineFit.of(
                    from.stream()
                            .map(s -> new AffineFit.Pair(s, jittered(s.moved(truth), 0.1, random)))
                            .toList(),
                    FitGeometry.RSCALE);
            double error =
                    fit.map().apply(4000, -2000).x() - truth.apply(4000, -2000).x();
            covered += Math.abs(error) < fit.errorAt(4000, -2000) ? 1 : 0;
        }
        assertEquals(0.68, covered / (double) trials, 0.08);
    }

    @Test
    void aRollThatFewSourcesDoNotShowIsNotFitted() {
        Random random = new Random(30);
        for (int trial = 0; trial < 20; trial++) {
            List<Spot> from = new ArrayList<>(clump(8, 30, random));
            List<Spot> to = new ArrayList<>(
                    from.stream().map(s -> jittered(s, 0.05, random)).toList());
            from.addAll(random(4, random));
            to.addAll(random(4, random));
            AffineFit fit = ListMatch.standard().match(from, to).fit();
            assertEquals(FitGeometry.SHIFT, fit.geometry());
            assertEquals(0, fit.map().roll());
        }
    }

    @Test
    void eachGeometryRecoversWhatItLeavesFree() {
        Random random = new Random(24);
        List<Spot> from = random(12, random);
        Affine shift = Affine.of(500, 500, 3.25, -1.5, 0, 1);
        Affine similar = Affine.of(500, 500, 3.25, -1.5, 0.4, 1.002);
        Affine any = new Affine(500, 500, 3.25, -1.5, new Affine.Linear(1.01, 0.02, -0.03, 0.99));
        assertSame(shift, AffineFit.of(pairs(from, shift), FitGeometry.SHIFT).map());
        assertSame(
                similar, AffineFit.of(pairs(from, similar), FitGeometry.RSCALE).map());
        assertSame(any, AffineFit.of(pairs(from, any), FitGeometry.GENERAL).map());
        assertEquals(
                0.4,
                AffineFit.of(pairs(from, similar), FitGeometry.RSCALE).map().roll(),
                1e-9);
        assertEquals(
                1.002,
                AffineFit.of(pairs(from, similar), FitGeometry.RSCALE).map().scale(),
                1e-12);
    }

    @Test
    void eachGeometryNamesTheFewestPairs() {
        Random random = new Random(25);
        Affine none = Affine.none(0, 0);
        assertEquals(
                "a fit of RSCALE needs 2 pairs, but has 1",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> AffineFit.of(pairs(random(1, random), none), FitGeometry.RSCALE))
                        .getMessage());
        assertEquals(
                "a fit of GENERAL needs 3 pairs, but has 2",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> AffineFit.of(pairs(random(2, random), none), FitGeometry.GENERAL))
                        .getMessage());
        Spot one = random(1, random).get(0);
        assertEquals(
                "a fit of RSCALE is not determined by 3 pairs at one place or on one line",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> AffineFit.of(pairs(List.of(one, one, one), none), FitGeometry.RSCALE))
                        .getMessage());
    }

    @Test
    void theErrorsOfAFitCoverTheTruth() {
        Random random = new Random(26);
        int covered = 0;
        for (int trial = 0; trial < 400; trial++) {
            Affine truth = Affine.of(500, 500, 2, 3, 0.1, 1);
            List<AffineFit.Pair> pairs = random(30, random).stream()
                    .map(s -> new AffineFit.Pair(s, jittered(s.moved(truth), 0.1, random)))
                    .toList();
            AffineFit fit = AffineFit.of(pairs, FitGeometry.RSCALE);
            PixelPoint middle = truth.apply(fit.map().centreX(), fit.map().centreY());
            double error = fit.map().centreX() + fit.map().shiftX() - middle.x();
            covered += Math.abs(error) < fit.errors().shift() ? 1 : 0;
        }
        assertEquals(0.68, covered / 400.0, 0.06);
    }

    private static boolean agree(Affine found, Affine truth, double x, double y) {
        PixelPoint a = found.apply(x, y);
        PixelPoint b = truth.apply(x, y);
        return Math.hypot(a.x() - b.x(), a.y() - b.y()) < PIXELS;
    }

    private static void assertSame(Affine truth, Affine found) {
        for (double[] p : new double[][] {{0, 0}, {1000, 0}, {300, 900}}) {
            assertEquals(truth.apply(p[0], p[1]).x(), found.apply(p[0], p[1]).x(), 1e-9);
            assertEquals(truth.apply(p[0], p[1]).y(), found.apply(p[0], p[1]).y(), 1e-9);
        }
    }

    private static List<AffineFit.Pair> pairs(List<Spot> from, Affine map) {
        return from.stream().map(s -> new AffineFit.Pair(s, s.moved(map))).toList();
    }

    private static List<Spot> random(int number, Random random) {
        List<Spot> spots = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            spots.add(new Spot(1000 * random.nextDouble(), 1000 * random.nextDouble(), 0.05, random.nextDouble()));
        }
        return spots;
    }

    /** Sources around one position. */
    private static List<Spot> clump(int number, double size, Random random) {
        List<Spot> spots = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            spots.add(new Spot(
                    400 + size * random.nextGaussian(), 600 + size * random.nextGaussian(), 0.05, random.nextDouble()));
        }
        return spots;
    }

    private static Spot jittered(Spot spot, double sigma, Random random) {
        return new Spot(
                spot.x() + sigma * random.nextGaussian(),
                spot.y() + sigma * random.nextGaussian(),
                spot.error(),
                spot.brightness());
    }

    @Test
    void aPoissonTailIsAProbabilityForLargeMeansToo() {
        assertEquals(1, ListMatch.poissonTail(744, 3), 1e-9);
        assertEquals(1, ListMatch.poissonTail(5000, 3), 1e-9);
        assertEquals(1 - Math.exp(-2) * (1 + 2 + 2), ListMatch.poissonTail(2, 3), 1e-12);
        // For a mean of 900, half of the probability lies above, apart from the central value.
        assertEquals(0.5, ListMatch.poissonTail(900, 900), 0.02);
        assertEquals(0, ListMatch.poissonTail(900, 1200), 1e-12);
    }
}
