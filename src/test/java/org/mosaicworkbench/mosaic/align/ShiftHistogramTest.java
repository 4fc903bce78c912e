package org.mosaicworkbench.mosaic.align;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShiftHistogramTest {

    /** The counts of the gridded histogram, computed here from every pair. */
    @Test
    void thePeakIsThatOfAllPairsWithinReach() {
        Random random = new Random(1);
        for (double size : new double[] {60, 900, 20_000}) {
            for (double reach : new double[] {10, 33.3}) {
                List<Spot> from = spots(80, size, random);
                List<Spot> to = spots(70, size, random);
                from.subList(0, 40).forEach(s -> to.add(new Spot(s.x() + 4.2, s.y() - 7.1, 0.1, 0)));
                SpotGrid grid = new SpotGrid(to, reach / 4);
                double[] xs = from.stream().mapToDouble(Spot::x).toArray();
                double[] ys = from.stream().mapToDouble(Spot::y).toArray();
                ShiftHistogram histogram = new ShiftHistogram(reach);
                histogram.count(
                        spots(9, size, random).stream().mapToDouble(Spot::x).toArray(), new double[9], grid);
                histogram.count(xs, ys, grid);
                ShiftHistogram.Peak peak = histogram.peak();
                double half = (2 * Math.ceil(reach) + 5) / 2;
                int x = (int) Math.floor(peak.dx() + half);
                int y = (int) Math.floor(peak.dy() + half);
                assertEquals(4.2, peak.dx(), 1);
                assertEquals(-7.1, peak.dy(), 1);
                int side = (int) (2 * half);
                int bin = peak.bin();
                assertTrue(Math.abs(bin % side - x) <= 1 && Math.abs(bin / side - y) <= 1);
                Set<Spot> ofFrom = new HashSet<>();
                Set<Spot> ofTo = new HashSet<>();
                double sum = 0;
                int pairs = 0;
                for (Spot a : from) {
                    for (Spot b : to) {
                        double dx = b.x() - a.x();
                        double dy = b.y() - a.y();
                        if (Math.max(Math.abs(dx), Math.abs(dy)) <= reach
                                && Math.abs((int) (dx + half) - bin % side) <= 1
                                && Math.abs((int) (dy + half) - bin / side) <= 1) {
                            ofFrom.add(a);
                            ofTo.add(b);
                            sum += (int) (dx + half) + 0.5 - half;
                            pairs++;
                        }
                    }
                }
                assertTrue(pairs >= 40);
                assertEquals(sum / pairs, peak.dx(), 1e-9);
                assertEquals(Math.min(ofFrom.size(), ofTo.size()), histogram.sourcesIn(bin, xs, ys, grid));
            }
        }
    }

    @Test
    void chanceIsTheMeanOfTheBins() {
        Random random = new Random(2);
        double[] xs = random.doubles(2000, 0, 2000).toArray();
        double[] ys = random.doubles(2000, 0, 2000).toArray();
        ShiftHistogram histogram = new ShiftHistogram(50);
        histogram.count(xs, ys, new SpotGrid(spots(3000, 2000, random), 12));
        // Nine square pixels contain 9 / 2000^2 of all pairs, minus those beyond the edges; chance is never taken as
        // less.
        assertEquals(13.5, histogram.peak().byChance(), 0.7);
    }

    @Test
    void placesThatAreNotFiniteAndPairsThatAreFarCountNothing() {
        ShiftHistogram histogram = new ShiftHistogram(10);
        SpotGrid grid = new SpotGrid(
                List.of(
                        new Spot(Double.NaN, 3, 1, 0),
                        new Spot(100, Double.POSITIVE_INFINITY, 1, 0),
                        new Spot(100, 100, 1, 0)),
                2);
        assertEquals(1, grid.size());
        histogram.count(new double[] {88, 97}, new double[] {100, 99}, grid);
        ShiftHistogram.Peak peak = histogram.peak();
        assertEquals(3, peak.dx(), 0.5);
        assertEquals(1, peak.dy(), 0.5);
        assertEquals(1, histogram.sourcesIn(peak.bin(), new double[] {88, 97}, new double[] {100, 99}, grid));
        histogram.count(new double[] {88}, new double[] {100}, grid);
        assertEquals(0, histogram.sourcesIn(histogram.peak().bin(), new double[] {88}, new double[] {100}, grid));
    }

    private static List<Spot> spots(int number, double size, Random random) {
        List<Spot> spots = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            spots.add(new Spot(size * random.nextDouble(), size * random.nextDouble(), 0.1, random.nextDouble()));
        }
        return spots;
    }
}
