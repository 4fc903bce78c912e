package org.mosaicworkbench.maths;

import java.util.Arrays;
import org.apache.commons.math3.util.KthSelector;

/**
 * Order statistics without sorting: the k-th smallest of n values in about 1.5 n comparisons, by the algorithm of Floyd
 * and Rivest (1975, Communications of the ACM 18, 165 and 173). No value may be NaN.
 */
public final class OrderStatistics {

    /** Ranges shorter than this are partitioned without sampling them first. */
    private static final int SAMPLED_FROM = 600;

    private OrderStatistics() {}

    /**
     * Puts the k-th smallest value at index k; values before it are no larger, and values after it no smaller.
     *
     * @param values reordered in place between {@code from} and {@code to}
     * @param from first index to use
     * @param to index after the last one
     * @param k an index from {@code from} to {@code to - 1}
     * @return the value at index k
     * @throws IndexOutOfBoundsException if k is not from {@code from} to {@code to - 1}
     */
    public static float nth(float[] values, int from, int to, int k) {
        requireBetween(from, to, k);
        select(values, from, to - 1, k);
        return values[k];
    }

    /**
     * The median: the mean of the two central values if their count is even.
     *
     * @param values reordered in place
     * @param from first index to use
     * @param to index after the last one, above {@code from}
     */
    public static double median(float[] values, int from, int to) {
        int upper = (from + to) >>> 1;
        float above = nth(values, from, to, upper);
        return (to - from) % 2 == 1 ? above : 0.5 * (largest(values, from, upper) + (double) above);
    }

    private static void requireBetween(int from, int to, int k) {
        if (k < from || k >= to) {
            throw new IndexOutOfBoundsException("place " + k + " is not between " + from + " and " + to);
        }
    }

    private static float largest(float[] values, int from, int to) {
        float largest = values[from];
        for (int i = from + 1; i < to; i++) {
            largest = Math.max(largest, values[i]);
        }
        return largest;
    }

    private static void select(float[] values, int first, int last, int k) {
        int left = first;
        int right = last;
        while (right > left) {
            if (right - left > SAMPLED_FROM) {
                narrow(values, left, right, k);
            }
            float pivot = values[k];
            int i = left;
            int j = right;
            swap(values, left, k);
            if (values[right] > pivot) {
                swap(values, right, left);
            }
            while (i < j) {
                swap(values, i, j);
                i++;
                j--;
                while (values[i] < pivot) {
                    i++;
                }
                while (values[j] > pivot) {
                    j--;
                }
            }
            if (values[left] == pivot) {
                swap(values, left, j);
            } else {
                j++;
                swap(values, j, right);
            }
            if (j <= k) {
                left = j + 1;
            }
            if (k <= j) {
                right = j - 1;
            }
        }
    }

    /** Moves a value close to the k-th smallest to index k, selected from a sample around that index. */
    private static void narrow(float[] values, int left, int right, int k) {
        double n = right - left + 1;
        double i = k - left + 1;
        double z = Math.log(n);
        double sample = 0.5 * Math.exp(2 * z / 3);
        double spread = 0.5 * Math.sqrt(z * sample * (n - sample) / n) * Math.signum(i - n / 2);
        int newLeft = (int) Math.max(left, k - i * sample / n + spread);
        int newRight = (int) Math.min(right, k + (n - i) * sample / n + spread);
        select(values, newLeft, newRight, k);
    }

    private static void swap(float[] values, int i, int j) {
        float value = values[i];
        values[i] = values[j];
        values[j] = value;
    }

    /** Puts the k-th smallest value at index k, see {@link #nth(float[], int, int, int)}; uses a temporary copy. */
    public static double nth(double[] values, int from, int to, int k) {
        requireBetween(from, to, k);
        double[] work = Arrays.copyOfRange(values, from, to);
        double value = new KthSelector().select(work, null, k - from);
        System.arraycopy(work, 0, values, from, work.length);
        return value;
    }

    /** The median, see {@link #median(float[], int, int)}. */
    public static double median(double[] values, int from, int to) {
        int upper = (from + to) >>> 1;
        double above = nth(values, from, to, upper);
        return (to - from) % 2 == 1 ? above : 0.5 * (nth(values, from, upper, upper - 1) + above);
    }
}
