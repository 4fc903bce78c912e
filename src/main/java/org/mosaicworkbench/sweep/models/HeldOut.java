package org.mosaicworkbench.sweep.models;

import java.util.Arrays;
import java.util.List;
import org.mosaicworkbench.dataset.DatasetSplit;
import org.mosaicworkbench.dataset.PreparedDatasets;

/**
 * The parts of the training set that trials are trained and evaluated on. The test and validation sets of a training
 * run with the same seed stay unseen.
 *
 * @param validation fraction of the datasets outside the test set that is used for training, as in
 *     {@link DatasetSplit#of}
 * @param folds number of folds for cross-validation of the training set; 0 for one fixed split
 * @param seed random seed of the split
 */
public record HeldOut(double validation, int folds, long seed) {

    /** One fixed split, seed 42. */
    public static final HeldOut STANDARD = new HeldOut(DatasetSplit.VALIDATION, 0, 42);

    /** @return this split with a different training fraction */
    public HeldOut validation(double part) {
        return new HeldOut(part, folds, seed);
    }

    /** @return this split with a different number of folds */
    public HeldOut folds(int count) {
        return new HeldOut(validation, count, seed);
    }

    /** @return this split with a different seed */
    public HeldOut seed(long number) {
        return new HeldOut(validation, folds, number);
    }

    /** For each fold, the training rows and the evaluation rows, both ascending. */
    List<int[][]> sides(PreparedDatasets all) {
        DatasetSplit parts = DatasetSplit.of(all, validation, seed);
        if (folds == 0) {
            return List.<int[][]>of(new int[][] {parts.learned(), parts.tuned()});
        }
        double[] even = new double[folds];
        Arrays.fill(even, 1.0 / even.length);
        return DatasetSplit.split(all, parts.training(), even, seed).stream()
                .map(own -> new int[][] {
                    Arrays.stream(parts.training())
                            .filter(row -> Arrays.binarySearch(own, row) < 0)
                            .toArray(),
                    own
                })
                .toList();
    }
}
