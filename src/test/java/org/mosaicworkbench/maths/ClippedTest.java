package org.mosaicworkbench.maths;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.mosaicworkbench.maths.Clipped.About;
import org.mosaicworkbench.maths.Clipped.Rule;

class ClippedTest {

    /** The definition, implemented with sorting. */
    private static double[] bySorting(float[] values, Rule rule) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        for (int round = 0; ; round++) {
            int n = sorted.length;
            double median = 0.5 * (sorted[(n - 1) / 2] + (double) sorted[n / 2]);
            double centre = rule.about() == About.MEDIAN ? median : mean(sorted);
            double squares = 0;
            for (float value : sorted) {
                squares += (value - centre) * (value - centre);
            }
            double deviation = Math.sqrt(squares / n);
            float[] kept = new float[n];
            int m = 0;
            for (float value : sorted) {
                if (Math.abs(value - median) <= rule.sigmas() * deviation) {
                    kept[m++] = value;
                }
            }
            if (m == n || round == rule.rounds()) {
                return new double[] {median, deviation, n};
            }
            sorted = Arrays.copyOf(kept, m);
        }
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    @Test
    void itIsWhatSortingGives() {
        Random random = new Random(5);
        for (int trial = 0; trial < 200; trial++) {
            float[] values = new float[1 + random.nextInt(3000)];
            for (int i = 0; i < values.length; i++) {
                boolean star = random.nextInt(12) == 0;
                values[i] = 1000 + (float) (random.nextGaussian() + (star ? Math.exp(3 * random.nextGaussian()) : 0));
            }
            Rule rule = new Rule(2.5 + trial % 3, 1 + trial % 8, trial % 2 == 0 ? About.MEAN : About.MEDIAN);
            double[] expected = bySorting(values, rule);
            Clipped clipped = Clipped.of(values, 0, values.length, rule);
            assertEquals(expected[0], clipped.median(), "an exact median has the same bits");
            assertEquals(expected[1], clipped.deviation(), 1e-9 * (1 + expected[1]));
            assertEquals((int) expected[2], clipped.left());
        }
    }

    /** Values with few distinct numbers, in two clusters, most of them outliers: difficult cases for bins. */
    @Test
    void itIsWhatSortingGivesForManyValuesOfAnyKind() {
        Random random = new Random(6);
        for (int trial = 0; trial < 60; trial++) {
            float[] values = new float[2000 + random.nextInt(3000)];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float)
                        switch (trial % 5) {
                            case 0 -> Math.round(3 * random.nextGaussian());
                            case 1 -> random.nextGaussian() + (random.nextInt(3) == 0 ? 1e6 : 0);
                            case 2 -> random.nextInt(10) == 0 ? 1e9 * random.nextGaussian() : random.nextGaussian();
                            case 3 -> Math.exp(2 * random.nextGaussian()) - (random.nextInt(50) == 0 ? 1e3 : 0);
                            default -> random.nextInt(3) == 0 ? 0 : 1e-20 * random.nextGaussian();
                        };
            }
            Rule rule = new Rule(2 + trial % 2, 1 + trial % 8, trial % 2 == 0 ? About.MEAN : About.MEDIAN);
            float[] part = Arrays.copyOfRange(values, 100, values.length - 50);
            double[] expected = bySorting(part, rule);
            Clipped clipped = Clipped.of(values, 100, values.length - 50, rule);
            assertEquals(expected[0], clipped.median(), "trial " + trial);
            assertEquals(expected[1], clipped.deviation(), 1e-9 * expected[1], "trial " + trial);
            assertEquals((int) expected[2], clipped.left(), "trial " + trial);
        }
    }

    @Test
    void noValuesHaveNoMedian() {
        assertEquals(
                new Clipped(Double.NaN, Double.NaN, 0), Clipped.of(new float[2], 1, 1, new Rule(3, 5, About.MEAN)));
    }

    @Test
    void equalValuesDoNotScatter() {
        assertEquals(new Clipped(4, 0, 3), Clipped.of(new float[] {4, 4, 4}, 0, 3, new Rule(3, 5, About.MEDIAN)));
    }

    @Test
    void anInfiniteValueStaysOneAmongMany() {
        Random random = new Random(6);
        for (int n : new int[] {900, 4000}) {
            float[] values = new float[n];
            for (int i = 0; i < n; i++) {
                values[i] = (float) random.nextGaussian();
            }
            values[17] = Float.NEGATIVE_INFINITY;
            values[n - 3] = Float.POSITIVE_INFINITY;
            float[] sorted = values.clone();
            Arrays.sort(sorted);
            double median = 0.5 * (sorted[n / 2 - 1] + (double) sorted[n / 2]);
            assertEquals(
                    median,
                    Clipped.of(values, 0, n, new Rule(3, 5, About.MEDIAN)).median());
        }
    }
}
