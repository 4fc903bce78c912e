package org.mosaicworkbench.maths;

import java.util.Arrays;
import org.mosaicworkbench.maths.Clipped.About;
import org.mosaicworkbench.maths.Clipped.Rule;

/**
 * The clipping of {@link Clipped} for many values. Values are sorted into narrow bins once, so that each round searches
 * only the bins that hold its median and limits, and adds up the stored sums of the other bins. Outliers fall into the
 * first and the last bin.
 */
final class BinnedClip {

    private static final int BINS = 256;
    /** Size of the sample that determines the width of the bins. */
    private static final int SAMPLE = 64;
    /**
     * Half-width of the binned range about the median, in units of the sample's 10 to 90 % range: for a normal
     * distribution, about 4 standard deviations.
     */
    private static final float REACH = 1.5f;

    private final Rule rule;
    private final float lowest;
    private final float perUnit;
    /** The values, grouped by bin in ascending order of the bins. */
    private final float[] values;
    /** Index of each bin's first value in {@code values}; one additional entry marks the end of the last bin. */
    private final int[] starts = new int[BINS + 1];

    private final double origin;
    /** For each bin, the sum of the differences of its values from {@code origin}. */
    private final double[] sums = new double[BINS];

    private final double[] squares = new double[BINS];
    private int from;
    private int to;
    private double median;
    private double deviation;

    private BinnedClip(float[] all, int from, int to, Rule rule, float[] sample) {
        float middle = sample[SAMPLE / 2];
        float reach = REACH * (sample[SAMPLE * 9 / 10] - sample[SAMPLE / 10]);
        this.rule = rule;
        this.lowest = middle - reach;
        this.perUnit = BINS / (2 * reach);
        this.values = new float[to - from];
        this.to = to - from;
        this.origin = middle;
        sort(all, from, to);
        addUp();
    }

    /** @return null if the values are too similar for bins */
    static Clipped of(float[] values, int from, int to, Rule rule) {
        float[] sample = new float[SAMPLE];
        for (int i = 0; i < SAMPLE; i++) {
            sample[i] = values[(int) (from + (long) (to - from) * i / SAMPLE)];
        }
        Arrays.sort(sample);
        boolean spread = sample[SAMPLE / 10] < sample[SAMPLE / 2] && sample[SAMPLE / 2] < sample[SAMPLE * 9 / 10];
        return spread ? new BinnedClip(values, from, to, rule, sample).run() : null;
    }

    private Clipped run() {
        measure();
        for (int round = 0; round < rule.rounds(); round++) {
            int before = to - from;
            clip(rule.sigmas() * deviation);
            if (to - from == before) {
                break;
            }
            measure();
        }
        return new Clipped(median, deviation, to - from);
    }

    /** The bin of a value; it never decreases as the value increases, so the bins are in order. */
    private int bin(float value) {
        return Math.max(0, Math.min(BINS - 1, (int) ((value - lowest) * perUnit)));
    }

    private void sort(float[] all, int first, int last) {
        for (int i = first; i < last; i++) {
            starts[bin(all[i]) + 1]++;
        }
        int[] next = new int[BINS];
        for (int b = 0; b < BINS; b++) {
            next[b] = starts[b];
            starts[b + 1] += starts[b];
        }
        for (int i = first; i < last; i++) {
            float value = all[i];
            values[next[bin(value)]++] = value;
        }
    }

    private void addUp() {
        for (int b = 0; b < BINS; b++) {
            double sum = 0;
            double square = 0;
            for (int i = starts[b]; i < starts[b + 1]; i++) {
                double d = values[i] - origin;
                sum += d;
                square += d * d;
            }
            sums[b] = sum;
            squares[b] = square;
        }
    }

    private void measure() {
        int upper = (from + to) >>> 1;
        double above = ranked(upper);
        median = (to - from) % 2 == 1 ? above : 0.5 * (ranked(upper - 1) + above);
        double sum = 0;
        double square = 0;
        for (int b = 0; b < BINS; b++) {
            int first = Math.max(from, starts[b]);
            int last = Math.min(to, starts[b + 1]);
            if (first == starts[b] && last == starts[b + 1]) {
                sum += sums[b];
                square += squares[b];
            } else {
                for (int i = first; i < last; i++) {
                    double d = values[i] - origin;
                    sum += d;
                    square += d * d;
                }
            }
        }
        int n = to - from;
        double centre = rule.about() == About.MEAN ? sum / n : median - origin;
        deviation = Math.sqrt(Math.max(0, (square - 2 * centre * sum) / n + centre * centre));
    }

    /** The value that would be at index k if the values were sorted; k is from {@code from} to {@code to - 1}. */
    private float ranked(int k) {
        int b = Arrays.binarySearch(starts, k);
        b = b < 0 ? -b - 2 : b;
        while (starts[b + 1] <= k) {
            b++;
        }
        return OrderStatistics.nth(values, Math.max(from, starts[b]), Math.min(to, starts[b + 1]), k);
    }

    private void clip(double reach) {
        if (!(reach < Double.POSITIVE_INFINITY)) {
            return;
        }
        double least = median - reach;
        double most = median + reach;
        int low = bin((float) least);
        from = Math.max(from, starts[low]);
        for (int i = from; i < Math.min(to, starts[low + 1]); i++) {
            if (values[i] < least) {
                swap(i, from++);
            }
        }
        int high = bin((float) most);
        to = Math.min(to, starts[high + 1]);
        for (int i = to - 1; i >= Math.max(from, starts[high]); i--) {
            if (values[i] > most) {
                swap(i, --to);
            }
        }
    }

    private void swap(int i, int k) {
        float value = values[i];
        values[i] = values[k];
        values[k] = value;
    }
}
