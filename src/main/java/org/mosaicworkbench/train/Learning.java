package org.mosaicworkbench.train;

import java.util.Optional;
import org.mosaicworkbench.dataset.DatasetSplit;
import org.mosaicworkbench.nn.Blueprint;

/**
 * The inputs of datasets that a training uses.
 *
 * @param validation the part of what is not the test set that is trained on; the others are the validation set
 * @param refit      whether the network is trained once more, on all but the test set, when it is known for how long;
 *                   empty if that is left to the network
 */
public record Learning(double validation, Optional<Boolean> refit) {

    /** The defaults. */
    public static final Learning USUAL = new Learning(DatasetSplit.VALIDATION, Optional.empty());

    /** @return this with another part that is trained on */
    public Learning validation(double part) {
        return new Learning(part, refit);
    }

    /** @return this with or without a second training */
    public Learning refit(boolean wanted) {
        return new Learning(validation, Optional.of(wanted));
    }

    /**
     * @return whether to train a final network on all data but the test set; by default only networks that read no
     *         frames, which train fast
     */
    public boolean refits(Blueprint network) {
        return refit.orElse(!network.readsFrames());
    }
}
