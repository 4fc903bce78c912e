package org.mosaicworkbench.explore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mosaicworkbench.evaluate.Interval;
import org.mosaicworkbench.io.BadInput;
import org.mosaicworkbench.plot.Box;

class StatisticsTest {

    private static final double SAME = 1e-12;
    /** Error from binning and from truncating the kernel's tails. */
    private static final double BINNED = 2e-4;

    private static final double NAN = Double.NaN;
    private static final double[] NOTHING = {};

    private static final double[] X = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 100, NAN};
    private static final double[] Y = {2, 7, 1, 8, 2, 8, 1, 8, 2, 8, 4, 5, 9};
    private static final double[] K = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5};

    /** The numbers are from pandas 1.5.3: describe, quantile and the fences of its quartiles. */
    @Test
    void aSummaryHasPandasNumbers() {
        Summary s = Summary.of("x", X);
        assertEquals(13, s.counts().rows());
        assertEquals(1, s.counts().missing());
        assertEquals(8, s.counts().distinct());
        assertEquals(12, s.mean(), SAME);
        assertEquals(27.8045123872171, s.spread(), 1e-12);
        assertArrayEquals(
                new double[] {1, 2.75, 4.5, 5.25, 100},
                new double[] {
                    s.quartiles().min(),
                    s.quartiles().q1(),
                    s.quartiles().median(),
                    s.quartiles().q3(),
                    s.quartiles().max()
                },
                SAME);
        assertEquals(0, s.outliers().low());
        assertEquals(1, s.outliers().high());
        assertEquals(new Box(1, 2.75, 4.5, 5.25, 9, new double[] {100}), Statistics.box(X));
        assertTrue(
                Summary.rows(List.of(s)).toString().contains("x             13        1         8    12  27.8 "),
                Summary.rows(List.of(s)).toString());
    }

    /** The numbers are from pandas 1.5.3 and scipy 1.10.1. */
    @Test
    void correlationsAndIntervalsHaveTheNumbersOfPandasAndScipy() {
        assertEquals(0.04257628389931465, Statistics.pearson(X, Y), SAME);
        assertEquals(0.11616794778585904, Statistics.spearman(X, Y), SAME);
        Interval interval = Statistics.meanInterval(X);
        assertEquals(-5.666144341777272, interval.low(), 1e-8);
        assertEquals(29.666144341777272, interval.high(), 1e-8);
    }

    /** scipy's gaussian_kde with this bandwidth; the folded density adds that at the mirrored position. */
    @Test
    void densitiesHaveTheNumbersOfScipy() {
        double width = Statistics.bandwidth(K);
        assertEquals(1.0325046860924036, width, SAME);
        double[] at = {0, 2.5, 5, 9};
        assertArrayEquals(
                new double[] {0.05038328209636499, 0.13613103556150105, 0.16066360482607003, 0.03569977211240701},
                Statistics.density(K, width, Double.NEGATIVE_INFINITY, at),
                BINNED);
        assertArrayEquals(
                new double[] {0.10076656419272997, 0.1363583404479114, 0.16066360809416855, 0.03569977211240701},
                Statistics.density(K, width, 0, at),
                BINNED);
        assertArrayEquals(new double[] {0}, Statistics.density(K, width, 0, new double[] {-0.1}));
    }

    @Test
    void theAreaUnderADensityIsOne() {
        SplittableRandom random = new SplittableRandom(1);
        double[] counts = DoubleStream.generate(() -> Math.floor(Math.exp(2 + random.nextGaussian())))
                .limit(20_000)
                .toArray();
        double[] x = IntStream.rangeClosed(0, 20_000).mapToDouble(i -> i * 0.05).toArray();
        double area = Arrays.stream(Statistics.density(counts, Statistics.bandwidth(counts), 0, x))
                        .sum()
                * 0.05;
        assertEquals(1, area, 0.02);
    }

    @Test
    void whatIsNotDefinedIsNaNAndNothingThrows() {
        for (double[] none : new double[][] {NOTHING, {NAN, Double.POSITIVE_INFINITY, NAN}}) {
            assertEquals(NAN, Statistics.mean(none));
            assertEquals(NAN, Statistics.standardDeviation(none));
            assertEquals(NAN, Statistics.quantile(none, 0.5));
            assertEquals(NAN, Statistics.bandwidth(none));
            assertEquals(Interval.NONE, Statistics.meanInterval(none));
            assertEquals(Box.NONE, Statistics.box(none));
            assertEquals(NAN, Statistics.pearson(none, none));
            assertEquals(NAN, Statistics.spearman(none, none));
            Summary s = Summary.of("empty", none);
            assertEquals(
                    List.of(none.length, 0),
                    List.of(s.counts().missing(), s.counts().distinct()));
            assertEquals(NAN, s.quartiles().max());
        }
        double[] constant = {4, 4, 4};
        assertEquals(0, Statistics.standardDeviation(constant));
        assertEquals(NAN, Statistics.pearson(constant, new double[] {1, 2, 3}));
        assertEquals(NAN, Statistics.bandwidth(constant));
        assertArrayEquals(NOTHING, Statistics.density(constant, Statistics.bandwidth(constant), 0, new double[] {4}));
        assertEquals(new Box(4, 4, 4, 4, 4, NOTHING), Statistics.box(constant));
        assertEquals(NAN, Statistics.standardDeviation(new double[] {4}));
        assertEquals(Interval.NONE, Statistics.meanInterval(new double[] {4, NAN}));
        assertEquals(1, Statistics.pearson(new double[] {1, 2, NAN, 3}, new double[] {2, 4, 5, 6}), SAME);
        assertEquals(-1, Statistics.spearman(new double[] {1, 2, 3}, new double[] {9, 1, 0}), SAME);
    }

    @Test
    void whatMakesNoSenseIsSaid() {
        assertEquals(
                "the quantile is 1.5; it must be 0 to 1",
                assertThrows(IllegalArgumentException.class, () -> Statistics.quantile(K, 1.5))
                        .getMessage());
        assertEquals(
                "a correlation of 11 and 13 numbers; their lengths must be equal",
                assertThrows(IllegalArgumentException.class, () -> Statistics.pearson(K, X))
                        .getMessage());
        Correlations pairs = Correlations.of(List.of("x", "y"), List.of(X, Y));
        assertEquals(
                "there is no correlation with 'z'; choose one of x, y",
                assertThrows(BadInput.class, () -> pairs.spearman("x", "z")).getMessage());
        assertEquals(Statistics.spearman(X, Y), pairs.spearman("y", "x"));
        assertEquals(
                "rank correlation      x      y\nx                 1.000  0.116\ny                 0.116  1.000",
                pairs.toString());
    }
}
