package org.mosaicworkbench.train;

import java.util.Optional;
import org.mosaicworkbench.dataset.DatasetSplit;
import org.mosaicworkbench.nn.Blueprint;

/**
 * The parts of the datasets that a training run uses.
 *
 * @param validation fraction of the datasets outside the test set to train on; the rest is the validation set
 * @param refit whether to train again on all but the test set once the best number of epochs is known; empty for the
 *     network's default
 */
public record Learning(double validation, Optional<Boolean> refit) {

    /** The defaults. */
    public static final Learning USUAL = new Learning(DatasetSplit.VALIDATION, Optional.empty());

    /** @return a copy with a different training fraction */
    public Learning validation(double part) {
        return new Learning(part, refit);
    }

    /** @return a copy with or without a second training run */
    public Learning refit(boolean wanted) {
        return new Learning(validation, Optional.of(wanted));
    }

    /**
     * @return whether to train a final network on all but the test set; by default only for networks that use no
     *     frames, because these train fast
     */
    public boolean refits(Blueprint network) {
        return refit.orElse(!network.readsFrames());
    }
}
