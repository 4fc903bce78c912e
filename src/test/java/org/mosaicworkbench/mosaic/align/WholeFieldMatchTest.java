package org.mosaicworkbench.mosaic.align;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.mosaicworkbench.Slow;
import org.mosaicworkbench.sky.PixelPoint;

/** Lists as from whole detectors: thousands of sources, most of them false, the brightest in particular. */
@Slow
class WholeFieldMatchTest {

    private static final double SIDE = 4096;
    private static final double PIXELS = 0.02;

    @Test
    void nineFalseSourcesInTenBrighterThanAllTrueOnesDoNoHarm() {
        for (int trial = 0; trial < 12; trial++) {
            SplittableRandom random = new SplittableRandom(trial);
            int stars = trial % 2 == 0 ? 400 : 2000;
            double roll = trial % 3 == 0 ? 0 : random.nextDouble(-0.6, 0.6);
            Affine truth = truth(roll, random);
            List<Spot> from = spots(stars, 0, SIDE, 1, random);
            List<Spot> to = moved(from, truth, 0.05, random);
            from.addAll(spots(9 * stars, 0, SIDE, 100, random));
            to.addAll(spots(9 * stars, 0, SIDE, 100, random));
            AffineFit fit = right(ListMatch.standard(), from, to, truth);
            assertEquals(roll, fit.map().roll(), 1e-3);
            assertEquals(0.05, fit.rmsX(), 0.01);
            assertEquals(stars, fit.matches(), 0.1 * stars);
        }
    }

    /** More pairs than can be examined for every roll: the centre is searched, and all of the field is fitted. */
    @Test
    void aHundredThousandSourcesAreMatched() {
        for (double roll : new double[] {0, -0.45}) {
            SplittableRandom random = new SplittableRandom(7);
            Affine truth = truth(roll, random);
            List<Spot> from = spots(10_000, 0, SIDE, 1, random);
            List<Spot> to = moved(from, truth, 0.05, random);
            from.addAll(spots(90_000, 0, SIDE, 1, random));
            to.addAll(spots(90_000, 0, SIDE, 1, random));
            AffineFit fit = right(ListMatch.standard(), from, to, truth);
            assertEquals(10_000, fit.matches(), 500);
            assertEquals(roll, fit.map().roll(), 1e-4);
        }
    }

    @Test
    void aWideDitherWithAQuarterInCommonIsMatched() {
        for (int trial = 0; trial < 6; trial++) {
            SplittableRandom random = new SplittableRandom(20 + trial);
            Affine truth = truth(trial % 2 == 0 ? 0 : 0.3, random);
            List<Spot> sky = spots(4000, 0, 2 * SIDE, 1, random);
            List<Spot> from = within(sky, 0, 0);
            List<Spot> to = moved(within(sky, SIDE / 2, SIDE / 2), truth, 0.05, random);
            from.addAll(spots(4000, 0, SIDE, 10, random));
            to.addAll(spots(4000, SIDE / 2, SIDE, 10, random));
            right(ListMatch.standard(), from, to, truth);
        }
    }

    @Test
    void aFewReferenceStarsAreFoundAmongThousandsOfSources() {
        int found = 0;
        for (int trial = 0; trial < 20; trial++) {
            SplittableRandom random = new SplittableRandom(40 + trial);
            Affine truth = Affine.of(
                    SIDE / 2, SIDE / 2, random.nextDouble(-8, 8), random.nextDouble(-8, 8), 0.002 * (trial % 3), 1);
            List<Spot> stars = spots(20, 0, SIDE, 10, random);
            List<Spot> to = moved(stars, truth, 0.05, random);
            List<Spot> from = new ArrayList<>(stars);
            from.addAll(spots(5000, 0, SIDE, 12, random));
            ListMatch.Outcome outcome = ListMatch.standard().match(from, to);
            assertTrue(outcome.found(), outcome.refused());
            found += agrees(outcome.fit().map(), truth, 0.1) && outcome.fit().matches() >= 17 ? 1 : 0;
        }
        assertEquals(20, found);
    }

    @Test
    void theLargestOffsetsAndRollsAreReached() {
        SplittableRandom random = new SplittableRandom(60);
        for (int trial = 0; trial < 4; trial++) {
            Affine truth = Affine.of(
                    SIDE / 2, SIDE / 2, trial % 2 == 0 ? 99 : -98, trial < 2 ? 98.5 : -99, trial < 2 ? 2.9 : -2.8, 1);
            List<Spot> from = spots(1500, 0, SIDE, 1, random);
            List<Spot> to = moved(from, truth, 0.05, random);
            from.addAll(spots(3000, 0, SIDE, 5, random));
            right(ListMatch.wide(), from, to, truth);
        }
    }

    /** None of a hundred fields may be accepted: the probability for one is below a hundredth. */
    @Test
    void randomCatalogsAreRefused() {
        for (int stars : new int[] {12, 60, 300, 3000}) {
            for (int field = 0; field < 100; field++) {
                SplittableRandom random = new SplittableRandom(1000L * stars + field);
                List<Spot> sources = spots(5000, 0, SIDE, 1, random);
                ListMatch.Outcome outcome = ListMatch.standard().match(sources, spots(stars, 0, SIDE, 1, random));
                assertFalse(outcome.found(), stars + " random stars were matched in field " + field);
                assertTrue(outcome.refused().startsWith("no common pattern: at most "), outcome.refused());
            }
        }
    }

    /** Remnants of a saturated star are many sources at one position; a star next to it in a random catalog is one. */
    @Test
    void randomCatalogsAreRefusedAlsoByClusteredSources() {
        for (int field = 0; field < 40; field++) {
            SplittableRandom random = new SplittableRandom(90 + field);
            List<Spot> sources = spots(2000, 0, SIDE, 1, random);
            for (Spot bright : spots(60, 0, SIDE, 1, random)) {
                spots(40, 0, 25, 50, random)
                        .forEach(s ->
                                sources.add(new Spot(bright.x() + s.x(), bright.y() + s.y(), 0.05, s.brightness())));
            }
            List<Spot> stars = spots(field % 2 == 0 ? 300 : 2000, 0, SIDE, 1, random);
            assertFalse(ListMatch.standard().match(sources, stars).found(), "field " + field);
        }
    }

    private static AffineFit right(ListMatch match, List<Spot> from, List<Spot> to, Affine truth) {
        ListMatch.Outcome outcome = match.match(from, to);
        assertTrue(outcome.found(), outcome.refused());
        assertTrue(agrees(outcome.fit().map(), truth, PIXELS), outcome.fit().map() + " for " + truth);
        return outcome.fit();
    }

    private static boolean agrees(Affine found, Affine truth, double pixels) {
        PixelPoint a = found.apply(SIDE / 2, SIDE / 2);
        PixelPoint b = truth.apply(SIDE / 2, SIDE / 2);
        return Math.hypot(a.x() - b.x(), a.y() - b.y()) < pixels;
    }

    private static Affine truth(double roll, SplittableRandom random) {
        return Affine.of(SIDE / 2, SIDE / 2, random.nextDouble(-90, 90), random.nextDouble(-90, 90), roll, 1);
    }

    /** @param brightest largest brightness */
    private static List<Spot> spots(int number, double from, double size, double brightest, SplittableRandom random) {
        List<Spot> spots = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            spots.add(new Spot(
                    from + size * random.nextDouble(),
                    from + size * random.nextDouble(),
                    0.05,
                    brightest * random.nextDouble()));
        }
        return spots;
    }

    private static List<Spot> within(List<Spot> spots, double left, double below) {
        return new ArrayList<>(spots.stream()
                .filter(s -> s.x() >= left && s.x() < left + SIDE && s.y() >= below && s.y() < below + SIDE)
                .toList());
    }

    /** Shifts sources with errors of this many pixels and an uninformative brightness. */
    private static List<Spot> moved(List<Spot> spots, Affine truth, double sigma, SplittableRandom random) {
        List<Spot> moved = new ArrayList<>();
        for (Spot spot : spots) {
            PixelPoint p = truth.apply(spot.x(), spot.y());
            moved.add(
                    new Spot(p.x() + sigma * gauss(random), p.y() + sigma * gauss(random), sigma, random.nextDouble()));
        }
        return moved;
    }

    private static double gauss(SplittableRandom random) {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }
}
