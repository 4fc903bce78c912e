package org.mosaicworkbench.maths;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Selection gives the same values as sorting. */
class OrderStatisticsTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 599, 600, 5000, 100_000})
    void everyPlaceHoldsWhatSortingPutsThere(int n) {
        Random random = new Random(n);
        for (int kind = 0; kind < 4; kind++) {
            float[] values = values(random, n, kind);
            float[] sorted = values.clone();
            Arrays.sort(sorted);
            for (int k : new int[] {0, n / 3, n / 2, n - 1}) {
                float[] work = values.clone();
                assertEquals(sorted[k], OrderStatistics.nth(work, 0, n, k));
                for (int i = 0; i < n; i++) {
                    assertTrue(i < k ? work[i] <= sorted[k] : work[i] >= sorted[k]);
                }
                Arrays.sort(work);
                assertArrayEquals(sorted, work, "no value is lost");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 599, 600, 5000})
    void realNumbersOfDoublePrecisionLikewise(int n) {
        Random random = new Random(n);
        for (int kind = 0; kind < 4; kind++) {
            float[] singles = values(random, n, kind);
            double[] values = new double[n];
            for (int i = 0; i < n; i++) {
                values[i] = singles[i] * Math.PI;
            }
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            assertEquals((sorted[(n - 1) / 2] + sorted[n / 2]) / 2, OrderStatistics.median(values.clone(), 0, n));
            for (int k : new int[] {0, n / 3, n / 2, n - 1}) {
                double[] work = values.clone();
                assertEquals(sorted[k], OrderStatistics.nth(work, 0, n, k));
                Arrays.sort(work);
                assertArrayEquals(sorted, work, "no value is lost");
            }
        }
        assertThrows(IndexOutOfBoundsException.class, () -> OrderStatistics.nth(new double[3], 0, 3, 3));
    }

    /** Random, with few distinct values, ascending, all equal. */
    private static float[] values(Random random, int n, int kind) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = switch (kind) {
                case 0 -> (float) random.nextGaussian();
                case 1 -> random.nextInt(4);
                case 2 -> i;
                default -> 7;
            };
        }
        return values;
    }

    @Test
    void aMedianOfAnEvenNumberIsTheMeanOfTheMiddleTwo() {
        assertEquals(2.5, OrderStatistics.median(new float[] {4, 1, 3, 2}, 0, 4));
        assertEquals(2, OrderStatistics.median(new float[] {9, 3, 1, 2, 9}, 1, 4));
    }

    @Test
    void aPlaceOutsideIsRefused() {
        assertThrows(IndexOutOfBoundsException.class, () -> OrderStatistics.nth(new float[3], 0, 3, 3));
        assertThrows(IndexOutOfBoundsException.class, () -> OrderStatistics.nth(new float[3], 1, 1, 1));
    }
}
