package org.mosaicworkbench.nn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.mosaicworkbench.evaluate.Label;

/** The order of datasets in training. */
final class BatchSampler {

    private BatchSampler() {}

    /** Shuffles a list in place (Fisher-Yates shuffle). */
    static <T> void shuffle(List<T> list, SplittableRandom random) {
        for (int i = list.size() - 1; i > 0; i--) {
            Collections.swap(list, i, random.nextInt(i + 1));
        }
    }

    /**
     * Derives a seed from a base seed and indices that identify one part of the work; it does not depend on what ran
     * before.
     */
    static long seed(long seed, long... parts) {
        long mixed = seed;
        for (long part : parts) {
            mixed = new SplittableRandom(mixed ^ (part + 1) * 0x9E3779B97F4A7C15L).nextLong();
        }
        return mixed;
    }

    /**
     * The balanced batches of one epoch: half aligned, half misaligned. Each dataset of the larger class appears once;
     * datasets of the smaller class repeat. All batches have nearly the same size, at most the requested size, because
     * batch normalisation would otherwise use the statistics of a tiny last batch.
     */
    static List<int[]> balanced(List<Label> labels, int batch, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<List<Integer>> classes = List.of(new ArrayList<>(), new ArrayList<>());
        for (int row = 0; row < labels.size(); row++) {
            classes.get(labels.get(row).code()).add(row);
        }
        int larger = Math.max(classes.get(0).size(), classes.get(1).size());
        List<List<Integer>> drawn =
                List.of(repeated(classes.get(0), larger, random), repeated(classes.get(1), larger, random));
        List<int[]> batches = new ArrayList<>();
        int half = Math.max(1, batch / 2);
        int count = (larger + half - 1) / half;
        for (int number = 0; number < count; number++) {
            int from = (int) ((long) larger * number / count);
            int to = (int) ((long) larger * (number + 1) / count);
            int[] rows = new int[2 * (to - from)];
            for (int i = from; i < to; i++) {
                rows[2 * (i - from)] = drawn.get(0).get(i);
                rows[2 * (i - from) + 1] = drawn.get(1).get(i);
            }
            batches.add(rows);
        }
        return batches;
    }

    private static List<Integer> repeated(List<Integer> rows, int count, SplittableRandom random) {
        List<Integer> all = new ArrayList<>();
        while (all.size() < count) {
            List<Integer> round = new ArrayList<>(rows);
            shuffle(round, random);
            all.addAll(round);
        }
        return all.subList(0, count);
    }
}
